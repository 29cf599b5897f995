"""What the database refuses of orders, their lines and taxes, and what their rows say."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from shop.models import EventKind, Order, OrderEvent, OrderLine, State
from shop.models.order import CODE_LETTERS, new_code, new_secret
from tests.constraints import refused
from tests.factories import make_order, make_product, make_user

pytestmark = pytest.mark.django_db


def change(order: Order, **fields: Any) -> None:
    Order.objects.filter(pk=order.pk).update(**fields)


def add_line(**fields: Any) -> None:
    line = {"quantity": 1, "unit_price": Decimal("20.00"), "total": Decimal("20.00")}
    make_order().lines.create(product=make_product(), title="Mug", **line | fields)


# What the database refuses


def test_state_is_a_known_one() -> None:
    order = make_order()

    with refused("shop_order_state_known"):
        change(order, state="lost", paid=order.total)


def test_payment_method_is_a_known_one() -> None:
    with refused("shop_order_payment_known"):
        change(make_order(), payment_method="shells")


@pytest.mark.parametrize(
    "amounts",
    [
        {"lines_total": "0.00", "total": "5.00"},
        {"lines_total": "-1.00", "total": "4.00"},
        {"delivery_price": "-0.01", "total": "19.99"},
    ],
)
def test_order_costs_something_and_its_delivery_nothing_below_zero(amounts: dict[str, str]) -> None:
    with refused("shop_order_amounts_not_negative"):
        change(make_order(), **{name: Decimal(text) for name, text in amounts.items()})


@pytest.mark.parametrize("cents", [-1, 1])
def test_total_is_the_sum_to_the_cent(cents: int) -> None:
    order = make_order()

    with refused("shop_order_total_is_the_sum"):
        change(order, total=order.total + Decimal(cents) / 100)


def test_sum_of_amounts_that_binary_fractions_miss_is_taken() -> None:
    order = make_order()

    change(order, lines_total=Decimal("0.10"), delivery_price=Decimal("0.20"), total=Decimal("0.30"))
    change(
        order,
        lines_total=Decimal("99999999.98"),
        delivery_price=Decimal("0.01"),
        total=Decimal("99999999.99"),
    )

    order.refresh_from_db()
    assert order.total == Decimal("99999999.99")


@pytest.mark.parametrize(
    ("paid", "refunded"), [("10.00", "10.01"), ("0.00", "0.01"), ("-1.00", "-1.00"), ("5.00", "-1.00")]
)
def test_no_more_is_refunded_than_was_paid(paid: str, refunded: str) -> None:
    with refused("shop_order_refunds_within_payments"):
        change(make_order(), paid=Decimal(paid), refunded=Decimal(refunded))


@pytest.mark.parametrize("state", [State.PAID, State.PACKED, State.SENT, State.DONE, State.REFUNDED])
def test_order_that_is_not_paid_in_full_goes_no_further(state: State) -> None:
    order = make_order()

    with refused("shop_order_goes_on_once_paid"):
        change(order, state=state, paid=order.total - Decimal("0.01"))


def test_hold_of_an_unpaid_order_ends() -> None:
    with refused("shop_order_hold_ends"):
        change(make_order(), hold_until=None)


@pytest.mark.parametrize("field", ["code", "secret", "cart_key"])
def test_order_has_a_code_a_secret_and_a_cart_of_its_own(field: str) -> None:
    first, second = make_order(), make_order()

    with refused(f"shop_order_{field}", columns=f"shop_order.{field}"):
        change(second, **{field: getattr(first, field)})


def test_product_stands_once_in_an_order() -> None:
    line = make_order().lines.get()
    line.pk = None

    with refused("shop_orderline_product_once", columns="shop_orderline.order_id, shop_orderline.product_id"):
        line.save(force_insert=True)


@pytest.mark.parametrize("quantity", [0, 100])
def test_line_holds_1_to_99_pieces(quantity: int) -> None:
    with refused("shop_orderline_quantity_1_to_99"):
        add_line(quantity=quantity)


@pytest.mark.parametrize("price", ["0.00", "-1.00"])
def test_line_has_a_price_above_zero(price: str) -> None:
    with refused("shop_orderline_price_positive"):
        add_line(unit_price=Decimal(price))


def test_tax_of_one_rate_stands_once_in_an_order() -> None:
    order = make_order()
    tax = {"percent": Decimal(19), "gross": Decimal("1.19"), "net": Decimal("1.00"), "tax": Decimal("0.19")}
    order.taxes.create(**tax)

    with refused("shop_ordertax_percent_once", columns="shop_ordertax.order_id, shop_ordertax.percent"):
        order.taxes.create(**tax)


@pytest.mark.parametrize("tax", ["0.18", "0.20"])
def test_net_and_tax_add_up(tax: str) -> None:
    with refused("shop_ordertax_parts_sum"):
        make_order().taxes.create(
            percent=Decimal(19), gross=Decimal("1.19"), net=Decimal("1.00"), tax=Decimal(tax)
        )


def test_event_is_of_a_known_kind() -> None:
    order = make_order()

    with refused("shop_orderevent_kind_known"):
        OrderEvent.objects.create(order=order, kind="lost")


def test_product_that_was_ordered_cannot_be_deleted() -> None:
    product = make_product()
    make_order({product: 1})

    with pytest.raises((ProtectedError, IntegrityError)):
        product.delete()


# What the rows say


def test_code_is_easy_to_read_out_and_says_nothing_of_how_much_is_sold() -> None:
    codes = {new_code() for _each in range(500)}

    assert len(codes) == 500
    assert all(re.fullmatch(f"[{CODE_LETTERS}]{{8}}", code) for code in codes)
    assert not set("0O1IL28B5S6G4") & set(CODE_LETTERS) - set("BGLS")


def test_secret_cannot_be_guessed() -> None:
    assert len({new_secret() for _each in range(500)}) == 500
    assert len(new_secret()) == 43


def test_overdue_is_an_unpaid_order_from_the_moment_its_time_is_over() -> None:
    ends = datetime(2026, 5, 1, 12, tzinfo=UTC)
    order = make_order(hold_until=ends)

    assert not Order.objects.overdue(at=ends - timedelta(microseconds=1)).exists()
    assert Order.objects.overdue(at=ends).get() == order


@pytest.mark.parametrize(
    "fields", [{"state": State.PAID}, {"state": State.CANCELLED}, {"holds_stock": False}]
)
def test_order_that_is_paid_or_holds_nothing_is_not_overdue(fields: dict[str, Any]) -> None:
    make_order(hold_until=timezone.now() - timedelta(days=1), **fields)

    assert not Order.objects.overdue().exists()


def test_order_names_itself_by_its_code_and_its_parts_by_what_they_are() -> None:
    order = make_order({make_product(title="Mug"): 2})
    event = OrderEvent.objects.log(order, EventKind.NOTED, by=make_user("sam", first_name="Sam"))

    assert str(order) == order.code
    assert str(order.lines.get()) == "2 × Mug"
    assert (str(event), event.by_name) == ("Note", "Sam")


@pytest.mark.parametrize("change", [{"quantity": 2}, {"from_article": 7}], ids=str)
def test_line_is_never_changed(change: dict[str, int]) -> None:
    make_order()

    with refused("shop_orderline is append-only"):
        OrderLine.objects.update(**change)


def test_note_of_an_event_is_never_changed() -> None:
    make_order().events.create(kind="noted", note="Rang")

    with refused("shop_orderevent is append-only"):
        OrderEvent.objects.filter(kind="noted").update(note="Wrote")
