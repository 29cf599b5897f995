"""What was sold, by day, product and article: it agrees with the invoices to the cent."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from shop import payments, sales
from shop.admin import plots
from shop.models import Invoice, Order, OrderLine, PaymentMethod, Product
from tests.factories import make_article, make_delivery, make_order, make_product, make_user
from tests.shop.tending import ORDERS

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
TODAY = date(2026, 5, 10)
DAY = timedelta(days=1)
SALES = f"{ORDERS}sales/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def sell(quantities: dict[Product, int], *, price: str = "5.00") -> Order:
    order = make_order(quantities, delivery=make_delivery(price=Decimal(price)))
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    return order


def give_back(order: Order, amount: str) -> None:
    payments.refund(order, Decimal(amount), reason="Scratched", by=None)


def week() -> sales.Period:
    return sales.Period.of_days(7)


def test_period_ends_today_and_has_all_its_days() -> None:
    assert week().days == [TODAY - number * DAY for number in range(6, -1, -1)]


def test_day_has_what_was_invoiced_less_what_was_credited(clock: time_machine.Traveller) -> None:
    order = sell({make_product(): 2})
    sell({make_product(): 1})
    make_order()
    clock.shift(DAY)
    give_back(order, "10.00")

    found = sales.by_day(sales.Period(TODAY, TODAY + DAY))

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

    found = sales.by_day(sales.Period(date(2026, 3, 28), date(2026, 3, 30)))

    assert [sold.orders for sold in found.values()] == [0, 2, 1]
    assert sales.by_product(sales.Period(date(2026, 3, 29), date(2026, 3, 29)))[None].orders == 2


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
    first = sell({mug: 2, tea: 1})
    sell({mug: 1})
    article = make_article()
    OrderLine.objects.filter(product=mug).update(from_article=article.pk)
    give_back(first, "65.00")

    found = sales.by_article(week())

    assert found == {article.pk: sales.Sold(2, 3, Decimal("60.00"), Decimal("40.00"))}


# The plots


def test_columns_stand_on_the_line_of_nothing() -> None:
    plot = plots.columns([("Mo", Decimal(30)), ("Tu", Decimal(0)), ("We", Decimal(-10))])

    assert (plot.top, plot.bottom, plot.zero) == (Decimal(30), Decimal(-10), 195)
    assert [(bar.y, bar.height, bar.is_below) for bar in plot.bars] == [
        (0, 195, False), (195, 0, False), (195, 65, True),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 7, 30, 90, 365])
def test_columns_fill_the_width_without_touching(count: int) -> None:
    plot = plots.columns([(str(number), Decimal(number)) for number in range(count)])

    edges = [(bar.x, bar.x + bar.width) for bar in plot.bars]
    assert edges[0][0] == 0
    assert edges[-1][1] <= plot.width
    assert all(right < left for (_, right), (left, _) in zip(edges, edges[1:], strict=False))


@pytest.mark.parametrize("amounts", [[], [Decimal(0)], [Decimal(-5), Decimal(5)], [Decimal(10**9)]])
def test_rows_stay_within_the_frame(amounts: list[Decimal]) -> None:
    plot = plots.rows([("Mug", amount) for amount in amounts])

    assert all(
        plots.LABELS <= bar.x and bar.x + bar.width <= plot.width and bar.y + bar.height <= plot.height
        for bar in plot.bars
    )


# The pages


def test_page_shows_plots_and_the_same_figures_as_a_table(desk: Client) -> None:
    mug = make_product(title="Mug <b>")
    order = sell({mug: 2})
    give_back(order, "10.00")

    page = desk.get(SALES).text

    assert "1 order, $35.00" in page
    assert "<title>10 May 2026: $35.00</title>" in page
    assert "<title>Mug &lt;b&gt;: $31.11</title>" in page
    assert re.search(r">10 May 2026</th><td class=\"number\">1</td>\s*<td class=\"number\">\$45.00</td>", page)
    assert "<b>" not in page
    assert "<script" not in page.split('<div class="sales">')[1].split("</main>")[0]


@pytest.mark.parametrize(("days", "shown"), [("7", 7), ("365", 365), ("", 30), ("8", 30), ("\0", 30), ("²", 30)])
def test_page_has_the_days_that_were_asked_for(desk: Client, days: str, shown: int) -> None:
    page = desk.get(SALES, {"days": days})

    assert len(page.context["by_day"]) == shown
    assert f'<a href="?days={shown}" aria-current="page">' in page.text


def test_products_beyond_the_first_stand_together(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.admin.order_figures.LISTED", 1)
    sell({make_product(title="Mug"): 3, make_product(title="Tea"): 1, make_product(title="Jam"): 1})

    names = [(name, sold.net) for name, sold in desk.get(SALES).context["by_product"]]

    assert names == [("Mug", Decimal(60)), ("All other products", Decimal(40)), ("Delivery", Decimal(5))]


@pytest.mark.parametrize("times", [1, 4])
def test_page_takes_the_same_queries_however_much_was_sold(
    desk: Client, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        give_back(sell({make_product(): 1}), "5.00")

    # session, account, two of permissions; days, lines, delivery, credit notes and their lines, titles
    with django_assert_num_queries(10):
        desk.get(SALES)


def test_figures_are_for_those_who_may_see_orders(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get(SALES).status_code == 403

    looker = make_user("guest")
    looker.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(looker)

    assert client.get(SALES).status_code == 200


def test_editor_sees_what_articles_sold_and_not_to_whom(client: Client, editor: User) -> None:
    article = make_article(headline="Tea <b>time</b>")
    sell({make_product(): 2})
    sell({make_product(): 1})
    OrderLine.objects.filter(quantity=2).update(from_article=article.pk)
    OrderLine.objects.filter(quantity=1).update(from_article=10**12)
    client.force_login(editor)
    assert "/admin/articles/article/orders/" in client.get("/admin/articles/article/").text

    page = client.get("/admin/articles/article/orders/?days=7").text

    cells = re.findall(r'<td class="number">([^<]*)</td>', page)
    assert cells == ["1", "2", "$40.00", "1", "1", "$20.00"]
    assert "Tea &lt;b&gt;time&lt;/b&gt;</a>" in page
    assert "Article 1000000000000, deleted" in page
    assert not {word for word in ("Sara", "sara@", *Order.objects.values_list("code", flat=True)) if word in page}


@pytest.mark.parametrize("times", [1, 4])
def test_page_of_articles_takes_the_same_queries(
    client: Client, editor: User, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        order = sell({make_product(): 1})
        order.lines.update(from_article=make_article().pk)
        give_back(order, "5.00")
    client.force_login(editor)

    # session, account, two of permissions; lines, credit notes and their lines, headlines
    with django_assert_num_queries(8):
        client.get("/admin/articles/article/orders/")


@pytest.mark.parametrize("role", ["Reporters", "Moderators", "Shopkeepers"])
def test_page_of_articles_is_for_editors(client: Client, role: str) -> None:
    client.force_login(make_user("other", role=role))

    assert client.get("/admin/articles/article/orders/").status_code == 403
