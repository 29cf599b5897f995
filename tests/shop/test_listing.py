"""What a listing shows and in which order: words, stock, price, name."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.http import QueryDict

from shop.listing import MOST_LETTERS, MOST_WORDS, Sort, Wish, buyable, to_pay
from shop.models import Product
from tests.factories import make_order, make_product

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def titles(query: str, *, at: datetime | None = None) -> list[str]:
    wish = Wish.parse(QueryDict(query))
    return [product.title for product in wish.of(Product.objects.listed(), at=at)]


# Words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=mug", ["Blue MUG"]),
        ("q=blue+mug", ["Blue MUG"]),
        ("q=mug+blue+tea", ["Blue MUG"]),
        ("q=blue+towel", []),
        ("q=wx-7", ["Blue MUG"]),
        ("q=ug", ["Blue MUG"]),
        ("q=50%25", ["Half 50% off"]),
        ("q=a_b", []),
        ("q=.", ["Half 50% off"]),
        ("q=(", []),
        ("q=[a-z]*", []),
        ("q=\\", []),
        ("q=%27;+DROP+TABLE+shop_product;+--", []),
    ],
)
def test_every_word_stands_in_title_text_or_sku(query: str, found: list[str]) -> None:
    make_product(title="Blue MUG", text="Holds tea", sku="WX-7")
    make_product(title="Half 50% off", text="A a-b.")

    assert titles(query) == found


@pytest.mark.parametrize("typed", ["übergröße", "ÜBERGRÖßE", "Übergröße", "über", "GRÖ"])
def test_case_counts_in_no_alphabet(typed: str) -> None:
    make_product(title="Hemd in Übergröße")

    assert titles(f"q={typed}") == ["Hemd in Übergröße"]


def test_letters_that_differ_in_more_than_case_are_not_the_same() -> None:
    make_product(title="Café")

    assert titles("q=CAFÉ") == ["Café"]
    assert titles("q=cafe") == []


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=+%09%0A+", "sort=", "sort=stock", "page=1", "in-stock=1"]
)
def test_what_asks_for_nothing_is_the_whole_listing(query: str) -> None:
    make_product(title="Mug")

    assert Wish.parse(QueryDict(query)).is_plain
    assert titles(query) == ["Mug"]


def test_signs_that_no_text_holds_part_words() -> None:
    assert Wish.parse(QueryDict("q=blue%00mug%1B")).words == ("blue", "mug")


def test_a_flood_of_words_is_cut() -> None:
    many = Wish.parse({"q": "a " * 5000})
    long = Wish.parse({"q": "x" * 10_000})

    assert many.words == ("a",) * MOST_WORDS
    assert long.words == ("x" * MOST_LETTERS,)
    assert not long.of(Product.objects.all()).exists()


# In stock


def test_only_what_can_be_bought_is_in_stock() -> None:
    make_product(title="Uncounted")
    make_product(title="Counted", stock=1)
    make_product(title="There", kind="affiliate", label="We gain.", outbound_url="https://there.example/")
    make_product(title="Sold out", stock=0)
    make_product(title="Recalled", recall_notice="It breaks.")
    make_product(title="Hidden", is_listed=False)

    assert titles("in_stock=1") == ["There", "Counted", "Uncounted"]
    assert len(titles("")) == 5


def test_pieces_of_an_order_that_was_not_paid_in_time_are_in_stock_again() -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    ends_at = order.hold_until
    assert ends_at

    assert not buyable(Product.objects.all(), at=ends_at - MICROSECOND).exists()
    assert buyable(Product.objects.all(), at=ends_at).get() == product


# Order


def test_newest_come_first_unless_something_else_is_asked() -> None:
    for title, age in (("Old", 2), ("New", 0), ("Middle", 1)):
        make_product(title=title, created_at=NOON - age * DAY)

    assert titles("") == titles("sort=newest") == titles("sort=rubbish") == ["New", "Middle", "Old"]


def test_prices_to_pay_are_sorted_not_regular_ones() -> None:
    make_product(title="Nine", regular_price=Decimal("9.90"))
    make_product(title="Hundred", regular_price=Decimal(100))
    make_product(title="Reduced", regular_price=Decimal(200), sale_price=Decimal("10.05"))
    make_product(title="Not yet", regular_price=Decimal(50), sale_price=Decimal(1), sale_starts_at=NOON + DAY)

    assert titles("sort=price") == ["Nine", "Reduced", "Not yet", "Hundred"]
    assert titles("sort=price-down") == ["Hundred", "Not yet", "Reduced", "Nine"]


def test_names_are_sorted_whatever_their_case() -> None:
    for title in ("banana", "Cherry", "apple", "Banana"):
        make_product(title=title)

    assert [title.lower() for title in titles("sort=name")] == ["apple", "banana", "banana", "cherry"]


@pytest.mark.parametrize("sort", Sort.values)
def test_every_order_names_each_product_once(sort: str) -> None:
    for _ in range(5):
        make_product(title="Same", created_at=NOON)

    products = Wish.parse({"sort": sort}).of(Product.objects.all())

    assert len({*products}) == 5


SALES: list[dict[str, Any]] = [
    {},
    {"sale_price": None, "sale_starts_at": NOON - DAY},
    {"sale_starts_at": NOON},
    {"sale_ends_at": NOON},
    {"sale_starts_at": NOON - DAY, "sale_ends_at": NOON + DAY},
]


@pytest.mark.parametrize("sale", SALES)
@pytest.mark.parametrize(
    "at",
    [NOON - DAY - MICROSECOND, NOON - DAY, NOON - MICROSECOND, NOON, NOON + DAY - MICROSECOND, NOON + DAY],
)
def test_database_knows_the_same_price_as_the_product(sale: dict[str, Any], at: datetime) -> None:
    product = make_product(**{"sale_price": Decimal(17), **sale})

    found = Product.objects.annotate(to_pay=to_pay(at)).get()

    assert found.to_pay == product.price_at(at).to_pay
