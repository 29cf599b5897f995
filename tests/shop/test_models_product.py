"""What the database refuses of products, their photos, tax rates, ways of delivery and ledgers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import ProtectedError
from django.utils import timezone

from shop.models import DeliveryMethod, MovementKind, PriceChange, Product, StockMovement
from tests.constraints import refused
from tests.factories import make_delivery, make_order, make_photo, make_product, make_tax_rate, make_user

LINK = "https://mugs.example/"

pytestmark = pytest.mark.django_db


def test_kind_is_one_of_those_that_are_named() -> None:
    with refused("shop_product_kind_known"):
        make_product(kind="gift", label="A gift.")


@pytest.mark.parametrize("fields", [{"kind": "affiliate", "outbound_url": LINK}, {"kind": "sponsored"}])
def test_what_others_gain_from_is_labelled(fields: dict[str, Any]) -> None:
    with refused("shop_product_is_labelled"):
        make_product(**fields)


@pytest.mark.parametrize(
    "fields", [{"kind": "own", "outbound_url": LINK}, {"kind": "affiliate", "label": "We earn."}]
)
def test_link_fits_the_kind(fields: dict[str, Any]) -> None:
    with refused("shop_product_link_fits_kind"):
        make_product(**fields)


@pytest.mark.parametrize("link", ["", LINK])
def test_sponsored_product_is_sold_here_or_there(link: str) -> None:
    product = make_product(kind="sponsored", label="Paid for by Mugs Ltd.", outbound_url=link)

    assert product.is_for_sale == (not link)


def test_sku_is_given_once_but_may_be_missing_often() -> None:
    make_product(sku="MUG-1")
    make_product(sku="")
    make_product(sku="")

    with refused("shop_product_sku_once", columns="shop_product.sku"):
        make_product(sku="MUG-1")


@pytest.mark.parametrize("most", [0, 100])
def test_most_per_order_is_1_to_99(most: int) -> None:
    with refused("shop_product_most_per_order_1_to_99"):
        make_product(most_per_order=most)


def test_photo_stands_once_at_a_product() -> None:
    product, photo = make_product(), make_photo()
    product.more_photos.create(photo=photo)

    with refused(
        "shop_productphoto_photo_once", columns="shop_productphoto.product_id, shop_productphoto.photo_id"
    ):
        product.more_photos.create(photo=photo)


def test_photos_stand_in_their_order_and_name_themselves() -> None:
    product = make_product()
    second = product.more_photos.create(photo=make_photo(alt="Second"), position=2)
    first = product.more_photos.create(photo=make_photo(alt="First"), position=1)

    assert list(product.more_photos.all()) == [first, second]
    assert str(first) == "First"


@pytest.mark.parametrize("percent", ["-0.01", "100"])
def test_tax_rate_lies_between_0_and_100_percent(percent: str) -> None:
    with refused("shop_taxrate_percent_0_to_100"):
        make_tax_rate(percent)


@pytest.mark.parametrize(
    ("percent", "name"), [("20", "Books (20%)"), ("5.50", "Books (5.5%)"), ("0", "Books (0%)")]
)
def test_tax_rate_names_its_percentage(percent: str, name: str) -> None:
    assert str(make_tax_rate(percent, name="Books")) == name


def test_tax_rate_that_is_in_use_stays() -> None:
    rate = make_tax_rate()
    make_product(tax_rate=rate)

    with pytest.raises(ProtectedError):
        rate.delete()


def test_delivery_is_never_paid_to_the_shopper() -> None:
    with refused("shop_deliverymethod_price_not_negative"):
        make_delivery(price=Decimal("-0.01"))


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_delivery_is_free_from_more_than_nothing(amount: str) -> None:
    with refused("shop_deliverymethod_free_from_positive"):
        make_delivery(free_from=Decimal(amount))


def test_offered_deliveries_come_in_their_order() -> None:
    second = make_delivery(position=2)
    make_delivery(position=0, is_offered=False)
    first = make_delivery(position=1, name="Post")

    assert list(DeliveryMethod.objects.offered()) == [first, second]
    assert str(first) == "Post"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("shop_pricechange_regular_positive", {"regular_price": Decimal(0)}),
        ("shop_pricechange_sale_below_regular", {"sale_price": Decimal(20)}),
        ("shop_pricechange_sale_below_regular", {"sale_price": Decimal(0)}),
    ],
)
def test_price_log_holds_prices_that_can_be(constraint: str, fields: dict[str, Any]) -> None:
    with refused(constraint):
        PriceChange.objects.create(product=make_product(), **{"regular_price": Decimal(20)} | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("shop_stockmovement_kind_known", {"kind": "lost", "quantity": -1}),
        ("shop_stockmovement_moves", {"kind": MovementKind.CORRECTED, "quantity": 0}),
        ("shop_stockmovement_order_fits_kind", {"kind": MovementKind.ORDERED, "quantity": -1}),
    ],
)
def test_stock_ledger_holds_movements_that_can_be(constraint: str, fields: dict[str, Any]) -> None:
    with refused(constraint):
        StockMovement.objects.create(product=make_product(stock=1), **fields)


def test_order_has_no_movement_that_staff_make() -> None:
    order = make_order()

    with refused("shop_stockmovement_order_fits_kind"):
        StockMovement.objects.create(
            product=make_product(), kind=MovementKind.RECEIVED, quantity=1, order=order
        )


# The ledgers are written once


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("regular_price", Decimal(30)), ("sale_price", None), ("sale_starts_at", None), ("sale_ends_at", None),
        ("changed_at", timezone.now()), ("changed_by_name", "Other"), ("id", 99), ("is_offered", False),
    ],
)  # fmt: skip
def test_price_log_is_never_changed(field: str, value: object) -> None:
    make_product(is_new=True)

    with refused("shop_pricechange is append-only"):
        PriceChange.objects.update(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "corrected"), ("quantity", 6), ("note", "Other"), ("made_at", timezone.now()),
        ("made_by_name", "Other"), ("id", 99), ("order", None),
    ],
)  # fmt: skip
def test_stock_ledger_is_never_changed(field: str, value: object) -> None:
    make_product(stock=5)

    with refused("shop_stockmovement is append-only"):
        StockMovement.objects.update(**{field: value})


def test_ledgers_stay_with_their_product() -> None:
    make_product(stock=5)
    other = make_product()

    for model in (PriceChange, StockMovement):
        with refused(f"{model._meta.db_table} is append-only"):
            model._default_manager.exclude(product=other).update(product=other)


def test_ledgers_are_by_whom_they_are_and_outlive_the_account() -> None:
    eva = make_user("eva")
    product = make_product(is_new=True)
    PriceChange.objects.create(
        product=product, regular_price=Decimal(30), changed_by=eva, changed_by_name="Eva"
    )
    StockMovement.objects.create(
        product=product, kind=MovementKind.OPENED, quantity=1, made_by=eva, made_by_name="Eva"
    )

    with refused("shop_pricechange is append-only"):
        PriceChange.objects.update(changed_by=make_user("other"))
    with refused("shop_stockmovement is append-only"):
        StockMovement.objects.update(made_by=make_user("other"))
    User.objects.get(username="eva").delete()

    change, movement = product.price_changes.get(changed_by_name="Eva"), product.movements.get()
    assert (change.changed_by, movement.made_by, movement.made_by_name) == (None, None, "Eva")


def test_ledgers_go_with_their_product() -> None:
    make_product(stock=5).delete()

    assert not PriceChange.objects.exists()
    assert not StockMovement.objects.exists()


def test_ordered_product_is_not_deleted() -> None:
    product = make_product()
    make_order({product: 1})

    with pytest.raises(ProtectedError):
        product.delete()


def test_rows_name_themselves() -> None:
    product = make_product(title="Mug", stock=5)
    change = product.price_changes.create(regular_price=Decimal(30), changed_at="2026-05-01T12:00Z")
    change.refresh_from_db()

    assert str(change) == "Mug 2026-05-01"
    assert str(product.movements.get()) == "+5"


# What is loaded beside a product


def test_product_forgets_what_was_loaded_beside_it() -> None:
    product = make_product(sale_price=Decimal(17), stock=0)
    assert (product.available, product.price.struck) == (0, Decimal(20))
    Product.objects.filter(pk=product.pk).update(stock=4, sale_price=Decimal(16))
    PriceChange.objects.create(product=product, regular_price=Decimal(20), sale_price=Decimal(16))

    product.refresh_from_db()

    assert product.available == 4
    assert (product.price.to_pay, product.price.struck) == (Decimal(16), Decimal(17))


def test_price_in_memory_that_nobody_logged_has_nothing_struck() -> None:
    product = make_product(sale_price=Decimal(17))
    assert product.price.struck

    product.sale_price = Decimal(10)

    assert product.price.to_pay == Decimal(10)
    assert product.price.struck is None


def test_price_at_a_time_is_by_the_present_terms() -> None:
    now = timezone.now()
    product = make_product(sale_price=Decimal(17), sale_starts_at=now + timedelta(days=1))

    assert product.price_at(now + timedelta(days=2)).struck == Decimal(20)
    assert product.price_at(now).changes_at == product.sale_starts_at
