"""What was sold, by day, product and article: it agrees with the invoices to the cent."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.periods import Period
from shop import payments, sales
from shop.models import Invoice, Order, PaymentMethod
from tests.factories import make_article, make_order, make_product
from tests.shop.tending import give_back, sell

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
TODAY = date(2026, 5, 10)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def week() -> Period:
    return Period.of_days(7)


def test_period_ends_today_and_has_all_its_days() -> None:
    assert week().days == [TODAY - number * DAY for number in range(6, -1, -1)]


def test_day_has_what_was_invoiced_less_what_was_credited(clock: time_machine.Traveller) -> None:
    order = sell({make_product(): 2})
    sell({make_product(): 1})
    make_order()
    clock.shift(DAY)
    give_back(order, "10.00")

    found = sales.by_day(Period(TODAY, TODAY + DAY))

    assert found == {
        TODAY: sales.Sold(2, 0, Decimal("70.00"), Decimal(0)),
        TODAY + DAY: sales.Sold(0, 0, Decimal(0), Decimal("10.00")),
    }
    assert found[TODAY + DAY].net == Decimal("-10.00")


def test_money_that_came_too_much_and_goes_back_is_no_sale() -> None:
    order = sell({make_product(): 1})
    payments.receive(order, Decimal("7.00"), method=PaymentMethod.TRANSFER)
    give_back(order, "7.00")

    assert sales.total(sales.by_day(week()).values()).net == Decimal("25.00")


def test_day_is_that_of_the_shop(settings: object, clock: time_machine.Traveller) -> None:
    settings.TIME_ZONE = "Europe/Berlin"  # type: ignore[attr-defined]
    clock.move_to(datetime(2026, 3, 28, 23, 0, tzinfo=UTC))  # midnight; the clock changes in that night
    sell({make_product(): 1})
    clock.move_to(datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC))
    sell({make_product(): 1})
    clock.move_to(datetime(2026, 3, 29, 22, 0, tzinfo=UTC))
    sell({make_product(): 1})

    found = sales.by_day(Period(date(2026, 3, 28), date(2026, 3, 30)))

    assert [sold.orders for sold in found.values()] == [0, 2, 1]
    assert sales.by_product(Period(date(2026, 3, 29), date(2026, 3, 29)))[None].orders == 2


def test_product_has_its_lines_and_delivery_its_price() -> None:
    mug, tea = make_product(), make_product(regular_price=Decimal("3.00"))
    sell({mug: 2, tea: 1})
    sell({mug: 1})

    assert sales.by_product(week()) == {
        mug.pk: sales.Sold(2, 3, Decimal("60.00")),
        tea.pk: sales.Sold(1, 1, Decimal("3.00")),
        None: sales.Sold(2, 0, Decimal("10.00")),
    }


def test_credit_is_shared_out_to_the_cent() -> None:
    mug, tea = make_product(regular_price=Decimal("10.00")), make_product(regular_price=Decimal("10.00"))
    order = sell({mug: 1, tea: 1}, price="10.00")
    give_back(order, "10.00")
    first = {key: sold.credited for key, sold in sales.by_product(week()).items()}
    give_back(order, "20.00")

    assert first == {mug.pk: Decimal("3.33"), tea.pk: Decimal("3.34"), None: Decimal("3.33")}
    assert {sold.net for sold in sales.by_product(week()).values()} == {Decimal(0)}


def test_credit_of_an_order_before_the_period_counts_from_where_others_ended(
    clock: time_machine.Traveller,
) -> None:
    mug, tea = make_product(regular_price=Decimal("10.00")), make_product(regular_price=Decimal("10.00"))
    order = sell({mug: 1, tea: 1}, price="10.00")
    give_back(order, "10.00")
    clock.shift(20 * DAY)
    give_back(order, "20.00")

    found = sales.by_product(week())

    assert {key: sold.credited for key, sold in found.items()} == {
        mug.pk: Decimal("6.67"), tea.pk: Decimal("6.66"), None: Decimal("6.67"),
    }  # fmt: skip


cents = st.decimals("0.01", "999.99", places=2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prices=st.lists(cents, min_size=1, max_size=4),
    delivery=st.decimals("0", "20", places=2),
    parts=st.lists(st.integers(1, 100), max_size=3),
)
def test_days_products_and_invoices_agree_to_the_cent(
    prices: list[Decimal], delivery: Decimal, parts: list[int]
) -> None:
    order = sell({make_product(regular_price=price): 1 for price in prices}, price=str(delivery))
    for part in parts:
        amount = (order.paid - order.refunded) * part / 100
        if amount := amount.quantize(Decimal("0.01")):
            give_back(order, str(amount))

    of_days, of_products = sales.by_day(week()), sales.by_product(week())

    signed = [-note.amount if note.refund_id else note.amount for note in Invoice.objects.all()]
    assert sales.total(of_days.values()).net == sum(signed)
    assert sales.total(of_products.values()).net == sum(signed)
    assert all(sold.credited <= sold.gross for sold in of_products.values())


def test_many_amounts_add_up_exactly() -> None:
    first = make_order()
    values = {field.attname: getattr(first, field.attname) for field in Order._meta.concrete_fields}
    for name in ("id", "code", "secret", "cart_key"):
        del values[name]
    keys = [dict.fromkeys(("code", "secret", "cart_key"), str(number)) for number in range(3000)]
    copies = Order.objects.bulk_create(Order(**values, **each) for each in keys)
    amounts = [Decimal(number * 7919 % 999_983) / 100 for number in range(1, 3001)]
    Invoice.objects.bulk_create(
        Invoice(number=number, order=order, amount=amount)
        for number, (order, amount) in enumerate(zip(copies, amounts, strict=True), start=1)
    )

    assert sales.by_day(week())[TODAY].gross == sum(amounts)


def test_article_has_sums_of_what_was_bought_from_it() -> None:
    mug, tea = make_product(), make_product()
    article = make_article()
    first = sell({mug: 2, tea: 1}, articles={mug: article.pk})
    sell({mug: 1}, articles={mug: article.pk})
    give_back(first, "65.00")

    found = sales.by_article(week())

    assert found == {article.pk: sales.Sold(2, 3, Decimal("60.00"), Decimal("40.00"))}
