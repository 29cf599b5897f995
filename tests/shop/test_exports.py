"""Orders as files for spreadsheets."""

import csv
import gc
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop import exports, payments
from shop.models import Order, PaymentMethod, State
from tests.factories import make_order, make_product, make_tax_rate, make_user
from tests.shop.tending import ORDERS

pytestmark = pytest.mark.django_db

EXPORT = f"{ORDERS}export/"


def rows(pieces: Iterator[str]) -> list[dict[str, str]]:
    text = "".join(pieces)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def of_today(what: str = "orders") -> list[dict[str, str]]:
    return rows(exports.__dict__[what](timezone.localdate(), timezone.localdate()))


def test_order_is_a_row_of_numbers_times_and_text() -> None:
    product = make_product(title="Mug", sku="M-1", stock=9, tax_rate=make_tax_rate("20"))
    order = make_order({product: 2}, placed_at=timezone.now().replace(microsecond=1))
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    payments.refund(order, Decimal("5.00"), reason="Late", by=None)

    [row] = of_today()

    assert row == {
        "code": order.code, "placed_at": timezone.localtime(order.placed_at).isoformat(timespec="seconds"),
        "state": "paid", "currency": "USD", "lines_total": "40.00", "delivery": order.delivery_name,
        "delivery_price": "5.00", "total": "45.00", "tax": "6.67", "payment_method": "transfer", "paid": "45.00",
        "refunded": "5.00", "owed": "0", "invoices": "1 2", "name": "Sara Shopper", "email": "sara@shoppers.example",
        "street": "1 Quay Street", "street_more": "", "postcode": "12345", "city": "Wexmouth", "region": "",
        "country": "DE", "tracking": "", "note": "",
    }  # fmt: skip


def test_lines_of_the_same_orders_name_their_order() -> None:
    order = make_order({make_product(title="Mug", sku="M-1"): 2, make_product(title="Tea"): 1})

    mug, tea = of_today("lines")

    assert (mug["code"], mug["title"], mug["sku"], mug["quantity"], mug["unit_price"], mug["total"]) == (
        order.code, "Mug", "M-1", "2", "20.00", "40.00",
    )  # fmt: skip
    assert (tea["code"], tea["title"], tea["tax_percent"]) == (order.code, "Tea", "")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")'),
        ("+49 30 123", "'+49 30 123"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("Smith-Jones = 1", "Smith-Jones = 1"),
        ("nul\0l", "null"),
    ],
)
def test_no_cell_begins_a_formula(typed: str, written: str) -> None:
    assert exports.cell(typed) == written


@pytest.mark.parametrize(
    ("value", "written"), [(Decimal("-5.00"), "-5.00"), (-3, "-3"), (None, ""), (State.PAID, "paid")]
)
def test_numbers_stay_numbers(value: object, written: str) -> None:
    assert exports.cell(value) == written


def test_text_of_shoppers_comes_back_as_it_is_but_for_formulas() -> None:
    make_order(name='Ed "=cmd" O’Neil, jr', note="=1+1\n=2+2", city="Zürich 🏔")

    [row] = of_today()

    assert row["name"] == 'Ed "=cmd" O’Neil, jr'
    assert row["note"] == "'=1+1\n'=2+2"
    assert row["city"] == "Zürich 🏔"


def test_period_holds_both_its_days_whole_where_the_shop_is(settings: object) -> None:
    settings.TIME_ZONE = "Europe/Berlin"  # type: ignore[attr-defined]
    first, last = date(2026, 3, 28), date(2026, 3, 29)  # the clock changes on the second
    inside = [datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)]
    outside = [datetime(2026, 3, 27, 22, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)]
    made = {at: make_order(placed_at=at).code for at in [*outside, *inside]}

    found = [row["code"] for row in rows(exports.orders(first, last))]

    assert found == [made[at] for at in inside]
    assert [row["code"] for row in rows(exports.lines(first, last))] == found


@pytest.mark.parametrize("times", [1, 5])
def test_file_takes_the_same_queries_however_long(
    times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        make_order()

    with django_assert_num_queries(3):  # orders, taxes, invoices
        assert len(of_today()) == times
    with django_assert_num_queries(1):
        assert len(of_today("lines")) == times


def test_memory_stays_the_same_however_many_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 20)
    first = make_order(note="x" * 1000)

    values = {field.attname: getattr(first, field.attname) for field in Order._meta.concrete_fields}
    for name in ("id", "code", "secret", "cart_key"):
        del values[name]

    def peak(run: str, count: int) -> int:
        copies = [
            Order(**values, **dict.fromkeys(("code", "secret", "cart_key"), f"{run}-{number}"))
            for number in range(count)
        ]
        Order.objects.bulk_create(copies)
        del copies
        tracemalloc.start()
        for place, _piece in enumerate(exports.orders(timezone.localdate(), timezone.localdate())):
            if place % 100 == 0:
                gc.collect()  # rows and what was loaded with them name each other
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak("a", 50)  # what is loaded once
    few, many = peak("b", 50), peak("c", 500)

    assert Order.objects.count() == 601
    assert many < few * 2


# The page


def test_file_is_streamed_under_a_name_of_its_own(desk: Client) -> None:
    order = make_order()
    today = timezone.localdate().isoformat()

    response = desk.get(EXPORT, {"what": "orders", "first": today, "last": today})

    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="orders-{today}-{today}.csv"'
    assert "no-store" in response["Cache-Control"]
    content = response.getvalue()
    assert content.startswith(b"\xef\xbb\xbfcode,placed_at,")
    assert order.code.encode() in content


def test_page_offers_the_last_month_and_this_one(desk: Client) -> None:
    page = desk.get(EXPORT)

    assert page.status_code == 200
    before = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    assert f'name="first" value="{before}"' in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"what": "secrets"}, {"first": "soon"}, {"first": "2026-02-02", "last": "2026-01-01"}, {"last": "9999-12-31"},
        {"first": "0001-01-01"}, {"first": "\0"},
    ],
    ids=str,
)  # fmt: skip
def test_wrong_days_are_refused(desk: Client, sent: dict[str, str]) -> None:
    fine = {"what": "orders", "first": "2026-01-01", "last": "2026-01-31"}

    assert desk.get(EXPORT, fine | sent).status_code == 422


def test_file_is_for_those_who_may_see_orders(client: Client) -> None:
    sent = {"what": "orders", "first": "2026-01-01", "last": "2026-01-31"}
    client.force_login(make_user("eve", role="Editors"))
    assert client.get(EXPORT, sent).status_code == 403

    looker = make_user("guest")
    looker.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(looker)

    assert client.get(EXPORT, sent).status_code == 200
