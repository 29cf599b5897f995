"""Counting and receiving stock in the admin."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from shop.models import MovementKind, Product, StockMovement
from tests.factories import make_order, make_product, make_user
from tests.shop.keeping import PRODUCTS, add_product

pytestmark = pytest.mark.django_db


def stock_page(product: Product) -> str:
    return f"{PRODUCTS}{product.pk}/stock/"


def count(desk: Client, product: Product, kind: str, number: object = "", **typed: object) -> str:
    """Fill in the page; returns the page that comes back, empty when it was stored."""
    seen = "" if product.stock is None else product.stock
    form = {"kind": kind, "number": number, "seen": seen, "note": ""} | typed
    return str(desk.post(stock_page(product), form).text)


def stocked(product: Product) -> tuple[int | None, list[tuple[str, int]]]:
    """What is in stock, and what the ledger says."""
    product.refresh_from_db()
    return product.stock, [(movement.kind, movement.quantity) for movement in product.movements.all()]


def test_stock_of_a_new_product_opens_its_ledger(desk: Client) -> None:
    assert add_product(desk, stock="12") == ""

    assert stocked(Product.objects.get()) == (12, [("opened", 12)])
    assert StockMovement.objects.get().made_by_name == "sam"


@pytest.mark.parametrize(("typed", "ledger"), [("", []), ("0", [("opened", 0)])])
def test_new_product_may_be_uncounted_or_sold_out(
    desk: Client, typed: str, ledger: list[tuple[str, int]]
) -> None:
    assert add_product(desk, stock=typed) == ""

    assert stocked(Product.objects.get()) == (int(typed) if typed else None, ledger)


def test_product_leads_to_the_page_that_counts(desk: Client) -> None:
    product = make_product(stock=5)

    html = desk.get(f"{PRODUCTS}{product.pk}/change/").text

    assert f'<a href="{stock_page(product)}">Count or receive</a>' in html
    assert 'name="stock"' not in html


@pytest.mark.parametrize(
    ("before", "kind", "number", "after"),
    [
        (5, "received", "7", (12, [("opened", 5), ("received", 7)])),
        (5, "corrected", "3", (3, [("opened", 5), ("corrected", -2)])),
        (5, "corrected", "0", (0, [("opened", 5), ("corrected", -5)])),
        (5, "corrected", "5", (5, [("opened", 5)])),
        (5, "closed", "", (None, [("opened", 5), ("closed", -5)])),
        (0, "closed", "", (None, [("opened", 0), ("closed", 0)])),
        (None, "opened", "4", (4, [("opened", 4)])),
        (None, "opened", "0", (0, [("opened", 0)])),
    ],
)
def test_what_was_counted_is_stored_and_written_down(
    desk: Client, before: int | None, kind: str, number: str, after: tuple[int | None, list[tuple[str, int]]]
) -> None:
    product = make_product(stock=before)

    assert count(desk, product, kind, number, note="Delivery 17") == ""

    assert stocked(product) == after


def test_ledger_shows_what_happened_newest_first(desk: Client) -> None:
    product = make_product(stock=5)
    order = make_order({product: 2})
    product.refresh_from_db()
    count(desk, product, "received", "7", note="Delivery <17>")

    html = desk.get(stock_page(product)).text

    rows = re.findall(r"<td>([^<]*)</td>" * 7, html[html.index('id="ledger"') :])
    assert [row[1:6] for row in rows] == [
        ("Received", "+7", "10", "–", "Delivery &lt;17&gt;"),
        ("Ordered", "-2", "3", order.code, "–"),
        ("Counting began", "+5", "5", "–", "–"),
    ]
    assert "For sale: 10." in html
    assert "orders that are not sent yet hold 2: 12 should lie on the shelf" in html


def test_count_over_a_stock_that_moved_is_refused_and_what_was_typed_stays(desk: Client) -> None:
    product = make_product(stock=5)
    Product.objects.filter(pk=product.pk).update(stock=4)

    html = count(desk, product, "corrected", "3", note="Shelf B")

    assert "the stock has changed meanwhile, and is now: 4" in html
    assert 'value="3"' in html
    assert 'value="Shelf B"' in html
    assert re.search(r'name="seen" value="4"', html)
    assert re.search(r'value="corrected"[^>]* checked', html)
    assert stocked(product)[0] == 4


def test_second_press_after_the_refusal_is_taken(desk: Client) -> None:
    product = make_product(stock=5)
    Product.objects.filter(pk=product.pk).update(stock=4)

    assert count(desk, product, "corrected", "3", seen="4") == ""

    assert stocked(product)[0] == 3


def test_count_over_a_stock_that_is_counted_no_more_is_refused(desk: Client) -> None:
    product = make_product(stock=5)
    Product.objects.filter(pk=product.pk).update(stock=None)

    assert "is now: not counted" in count(desk, product, "received", "3")
    assert stocked(product)[0] is None


@pytest.mark.parametrize(
    ("kind", "number", "explanation"),
    [
        ("", "3", "This field is required."),
        ("ordered", "3", "Select a valid choice."),
        ("opened", "3", "Select a valid choice."),
        ("received", "", "Type how many."),
        ("received", "0", "Type a number of 1 or more."),
        ("received", "-1", "greater than or equal to 0"),
        ("received", "1.5", "Enter a whole number."),
        ("corrected", "", "Type how many."),
        ("corrected", "9" * 30, "less than or equal to"),
        ("received", 2**31 - 1, "That is more than a stock can be."),
    ],
)
def test_what_is_typed_wrongly_is_explained(
    desk: Client, kind: str, number: object, explanation: str
) -> None:
    product = make_product(stock=5)

    assert explanation in count(desk, product, kind, number)
    assert stocked(product) == (5, [("opened", 5)])


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_forged_sight_is_refused(desk: Client, seen: str) -> None:
    product = make_product(stock=5)

    assert count(desk, product, "corrected", "3", seen=seen)
    assert stocked(product) == (5, [("opened", 5)])


def test_only_who_changes_products_counts_them(client: Client) -> None:
    product = make_product(stock=5)
    client.force_login(make_user("rolf", role="Reporters"))

    assert client.get(stock_page(product)).status_code == 403
    assert client.post(stock_page(product), {"kind": "closed", "seen": "5"}).status_code == 403
    assert f'href="{stock_page(product)}"' not in client.get(f"{PRODUCTS}{product.pk}/change/").text


def test_product_that_is_gone_leads_to_the_desk(desk: Client) -> None:
    assert desk.get(f"{PRODUCTS}99/stock/").status_code == 302


def test_list_of_what_runs_low(desk: Client, settings: Settings) -> None:
    settings.SHOP_LOW_STOCK = 5
    for title, stock in {"Full": 6, "Low": 5, "None": 0, "Uncounted": None}.items():
        make_product(title=title, stock=stock)

    def shown(chosen: str) -> list[str]:
        html = desk.get(PRODUCTS, {"stock": chosen}).text
        return re.findall(r'field-title"><a [^>]*>([^<]*)<', html)

    assert sorted(shown("low")) == ["Low", "None"]
    assert shown("none") == ["None"]
    assert len(shown("")) == 4


def test_pieces_that_overdue_orders_hold_are_not_missing(desk: Client) -> None:
    product = make_product(title="Mug", stock=1)
    make_order({product: 1}, hold_until=timezone.now() - timedelta(days=1))

    assert ">Mug<" not in desk.get(PRODUCTS, {"stock": "none"}).text


def test_each_kind_of_movement_by_hand_is_offered(desk: Client) -> None:
    counted, uncounted = make_product(stock=5), make_product()

    offered = [
        re.findall(r'type="radio" name="kind" value="(\w+)"', desk.get(stock_page(p)).text)
        for p in (counted, uncounted)
    ]

    by_hand = set(MovementKind) - {MovementKind.ORDERED, MovementKind.RETURNED}
    assert set(offered[0]) | set(offered[1]) == by_hand
    assert offered[1] == ["opened"]
