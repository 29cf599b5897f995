"""What the database refuses of products and carts, and what their rows say."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import ProtectedError

from shop.models import Cart, Product
from tests.constraints import refused
from tests.factories import make_cart, make_category, make_photo, make_product

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("price", ["0.00", "-1.00"])
def test_regular_price_is_positive(price: str) -> None:
    with refused("shop_product_regular_price_positive"):
        make_product(regular_price=Decimal(price))


@pytest.mark.parametrize("price", ["20.00", "20.01", "0.00", "-1.00"])
def test_sale_price_is_between_zero_and_the_regular_price(price: str) -> None:
    with refused("shop_product_sale_price_below_regular"):
        make_product(regular_price=Decimal("20.00"), sale_price=Decimal(price))


@pytest.mark.parametrize("end", [NOON, NOON - timedelta(microseconds=1)])
def test_sale_ends_after_it_starts(end: datetime) -> None:
    with refused("shop_product_sale_ends_after_it_starts"):
        make_product(sale_price=Decimal(17), sale_starts_at=NOON, sale_ends_at=end)


def test_stock_is_never_negative() -> None:
    product = make_product(stock=0)

    with refused("stock"):
        Product.objects.filter(pk=product.pk).update(stock=-1)


def test_product_has_a_slug_of_its_own() -> None:
    make_product(slug="mug")

    with refused("shop_product_slug", columns="shop_product.slug"):
        make_product(slug="mug")


@pytest.mark.parametrize("field", ["name", "slug"])
def test_category_has_a_name_and_a_slug_of_its_own(field: str) -> None:
    make_category(**{field: "mugs"})

    with refused(f"shop_category_{field}", columns=f"shop_category.{field}"):
        make_category(**{field: "mugs"})


@pytest.mark.parametrize("words", [{"alt": ""}, {"alt": "A mug", "is_decorative": True}])
def test_photo_is_described_or_decorative(words: dict[str, Any]) -> None:
    with refused("shop_photo_alt_or_decorative"):
        make_photo(**words)


@pytest.mark.parametrize("quantity", [0, 100])
def test_cart_line_holds_1_to_99(quantity: int) -> None:
    with refused("shop_cartline_quantity_1_to_99"):
        make_cart({make_product(): quantity})


def test_product_stands_once_in_a_cart() -> None:
    product = make_product()
    cart = make_cart({product: 1})

    with refused("shop_cartline_product_once", columns="shop_cartline.cart_id, shop_cartline.product_id"):
        cart.lines.create(product=product, quantity=1)


def test_cart_has_a_key_of_its_own_that_nobody_guesses() -> None:
    cart = make_cart()

    assert len(cart.key) == 32
    with refused("shop_cart_key", columns="shop_cart.key"):
        Cart.objects.create(key=cart.key)


def test_category_with_products_is_not_deleted() -> None:
    product = make_product()

    with pytest.raises(ProtectedError):
        product.category.delete()


def test_listed_leaves_hidden_products_out() -> None:
    make_product(is_listed=False)
    shown = make_product(stock=0)

    assert list(Product.objects.listed()) == [shown]


@pytest.mark.parametrize(("stock", "is_sold_out"), [(None, False), (0, True), (1, False)])
def test_product_is_sold_out_when_it_is_counted_and_none_is_left(
    stock: int | None, is_sold_out: bool
) -> None:
    assert make_product(stock=stock).is_sold_out == is_sold_out


def test_cart_line_costs_its_quantity_at_the_price_of_now() -> None:
    product = make_product(regular_price=Decimal("20.00"), sale_price=Decimal("17.00"))
    line = make_cart({product: 3}).lines.get()

    assert line.total == Decimal("51.00")
    assert line.saved == Decimal("9.00")


def test_rows_name_themselves() -> None:
    product = make_product(title="Mug", category=make_category(name="Kitchen"))
    line = make_cart({product: 2}).lines.get()
    described, decorative = make_photo(alt="A mug"), make_photo(alt="", is_decorative=True)

    assert [str(product), str(product.category), str(line)] == ["Mug", "Kitchen", "2 of Mug"]
    assert [str(described), str(decorative)] == ["A mug", decorative.file.name]
