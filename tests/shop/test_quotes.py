"""What a cart costs, delivered: sums, taxes, and what is told when they move."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from shop import cart as carts
from shop import money, quotes
from shop.models import Cart, CartLine, DeliveryMethod, Product, TaxRate
from shop.quotes import Change, Quote
from tests.factories import make_cart, make_delivery, make_product

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
QUICK = hypothesis_settings(max_examples=200, deadline=None, derandomize=True, database=None)


def quoted(cart: Cart, delivery: DeliveryMethod, **options: Any) -> Quote:
    return quotes.quote(carts.lines_of(cart), delivery, **options)


def rate(percent: str) -> TaxRate:
    return TaxRate(name=percent, percent=Decimal(percent))


# Sums


@pytest.mark.django_db
def test_quote_adds_lines_and_delivery() -> None:
    mug, map_ = make_product(regular_price=Decimal("12.50")), make_product(regular_price=Decimal("3.99"))

    quote = quoted(make_cart({mug: 2, map_: 1}), make_delivery(price=Decimal("4.90")))

    assert [line.total for line in quote.lines] == [Decimal("25.00"), Decimal("3.99")]
    assert (quote.lines_total, quote.delivery_price, quote.total) == (
        Decimal("28.99"),
        Decimal("4.90"),
        Decimal("33.89"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("free_from", "price"), [(None, "5.00"), ("20.01", "5.00"), ("20.00", "0")])
def test_delivery_is_free_from_its_value_on(free_from: str | None, price: str) -> None:
    delivery = make_delivery(free_from=free_from and Decimal(free_from))

    assert quoted(make_cart({make_product(): 1}), delivery).delivery_price == Decimal(price)


@pytest.mark.django_db
def test_quote_has_the_prices_of_one_moment() -> None:
    product = make_product(sale_price=Decimal("17.00"), sale_starts_at=NOON)
    cart, delivery = make_cart({product: 2}), make_delivery()

    before, after = (
        quoted(cart, delivery, at=NOON + shift) for shift in (-timedelta(microseconds=1), timedelta())
    )

    assert [(line.unit_price, line.total) for line in (*before.lines, *after.lines)] == [
        (Decimal("20.00"), Decimal("40.00")),
        (Decimal("17.00"), Decimal("34.00")),
    ]


@pytest.mark.django_db
def test_tax_is_told_by_rate_the_highest_first_delivery_included() -> None:
    standard, books = (TaxRate.objects.create(name=name, percent=Decimal(name)) for name in ("19", "7"))
    cart = make_cart({make_product(tax_rate=books): 1, make_product(tax_rate=standard): 2, make_product(): 1})

    parts = quoted(cart, make_delivery(tax_rate=standard)).taxes

    assert [(str(part), part.gross, part.net, part.tax) for part in parts] == [
        ("19%", Decimal("45.00"), Decimal("37.82"), Decimal("7.18")),
        ("7%", Decimal("20.00"), Decimal("18.69"), Decimal("1.31")),
    ]


@pytest.mark.django_db
def test_free_delivery_adds_no_tax_of_its_own() -> None:
    delivery = make_delivery(
        tax_rate=TaxRate.objects.create(name="19", percent=Decimal(19)), price=Decimal(0)
    )

    assert quoted(make_cart({make_product(): 1}), delivery).taxes == []


@pytest.mark.django_db
def test_quote_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cart = make_cart({make_product(): 1, make_product(sale_price=Decimal(15)): 2})
    lines, delivery = (
        list(carts.lines_of(cart)),
        DeliveryMethod.objects.offered().filter(pk=make_delivery().pk).get(),
    )

    with django_assert_num_queries(0):
        quotes.quote(lines, delivery).shown()


PRICES = st.decimals("0.01", "99999.99", places=2)
PERCENTS = st.decimals("0", "99.99", places=2)
CURRENCIES = st.sampled_from(["EUR", "JPY"])


def unsaved_line(number: int, price: Decimal, quantity: int, percent: Decimal | None) -> CartLine:
    product = Product(
        pk=number, title="Mug", regular_price=price, tax_rate=None if percent is None else rate(str(percent))
    )
    return CartLine(product=product, quantity=quantity)


@QUICK
@given(
    items=st.lists(st.tuples(PRICES, st.integers(1, 99), st.none() | PERCENTS), min_size=1, max_size=8),
    delivery=st.tuples(st.decimals("0", "999.99", places=2), st.none() | PERCENTS),
)
def test_any_quote_adds_up(
    items: list[tuple[Decimal, int, Decimal | None]], delivery: tuple[Decimal, Decimal | None]
) -> None:
    price, percent = delivery
    method = DeliveryMethod(price=price, tax_rate=None if percent is None else rate(str(percent)))

    quote = quotes.quote([unsaved_line(number, *item) for number, item in enumerate(items)], method, at=NOON)

    assert quote.total == sum(line.total for line in quote.lines) + quote.delivery_price
    assert all(line.total == line.unit_price * line.quantity for line in quote.lines)
    assert all(part.net + part.tax == part.gross for part in quote.taxes)
    assert all(
        abs(part.tax * (100 + part.percent) - part.gross * part.percent) <= (100 + part.percent) / 200
        for part in quote.taxes
    )
    taxed = sum(line.total for line in quote.lines if line.product.tax_rate) + (
        price if percent is not None else 0
    )
    assert sum(part.gross for part in quote.taxes) == taxed
    if percent is not None and all(item[2] is not None for item in items):
        assert sum(part.gross for part in quote.taxes) == quote.total


@pytest.mark.parametrize(
    ("currency", "price", "quantity", "total"),
    [
        ("JPY", "0.50", 1, "1"),
        ("JPY", "0.49", 1, "0"),
        ("JPY", "100.50", 3, "302"),
        ("EUR", "0.01", 99, "0.99"),
    ],
)
def test_each_line_is_rounded_half_up_once(
    settings: Settings, currency: str, price: str, quantity: int, total: str
) -> None:
    settings.SHOP_CURRENCY = currency

    quote = quotes.quote(
        [unsaved_line(1, Decimal(price), quantity, None)], DeliveryMethod(price=Decimal(0)), at=NOON
    )

    assert quote.lines[0].total == Decimal(total)


def test_tax_of_half_a_cent_is_rounded_up() -> None:
    line = unsaved_line(1, Decimal("0.55"), 1, Decimal(10))  # 0.05

    [part] = quotes.quote([line], DeliveryMethod(price=Decimal(0)), at=NOON).taxes
    [half] = quotes.quote(
        [unsaved_line(1, Decimal("0.03"), 1, Decimal(20))], DeliveryMethod(price=Decimal(0)), at=NOON
    ).taxes

    assert part.tax == Decimal("0.05")
    assert half.tax == Decimal("0.01")  # 0.005
    assert money.rounded(Decimal("0.005")) == Decimal("0.01")


# What was shown


@pytest.mark.django_db
def test_what_was_shown_comes_back_as_it_was() -> None:
    cart = make_cart({make_product(): 2})
    quote = quoted(cart, make_delivery())

    assert quotes.read(quotes.signed(quote, cart), cart) == quote.shown()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "ä", "x" * 100_000])
def test_forged_token_says_nothing(token: str) -> None:
    assert quotes.read(token, make_cart()) is None


@pytest.mark.django_db
def test_token_of_another_cart_or_with_another_letter_says_nothing() -> None:
    product = make_product()
    mine, theirs = make_cart({product: 1}), make_cart({product: 1})
    token = quotes.signed(quoted(mine, make_delivery()), mine)

    assert quotes.read(token, theirs) is None
    assert quotes.read(token[:-1] + ("A" if token[-1] != "A" else "B"), mine) is None


# What has moved


@pytest.mark.django_db
def test_every_kind_of_change_is_told_in_words() -> None:
    standard = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    mug, map_, pen = (make_product(title=title, tax_rate=standard) for title in ("Mug", "Map", "Pen"))
    cart = make_cart({mug: 1, map_: 1, pen: 1})
    delivery = make_delivery(name="Post")
    shown = quoted(cart, delivery).shown()
    Product.objects.filter(pk=mug.pk).update(regular_price=Decimal("25.00"))
    Product.objects.filter(pk=pen.pk).update(title="Red pen")
    cart.lines.filter(product=map_).delete()
    cart.lines.create(product=make_product(title="Ink"), quantity=3)
    DeliveryMethod.objects.update(price=Decimal("6.00"))
    delivery.refresh_from_db()

    assert quotes.changes(shown, quoted(cart, delivery)) == [
        Change("Mug", "1 × $20.00", "1 × $25.00"),
        Change("Map", "1 × $20.00", "not in the cart"),
        Change("Pen", "Pen, 1 × $20.00", "Red pen, 1 × $20.00"),
        Change("Ink", "not in the cart", "3 × $20.00"),
        Change("Delivery", "Post, $5.00", "Post, $6.00"),
        Change("Tax at 19%", "$9.58", "$7.18"),
        Change("Total", "$65.00", "$111.00"),
    ]


@pytest.mark.django_db
def test_nothing_is_told_where_nothing_moved_or_nobody_knows() -> None:
    cart = make_cart({make_product(): 1})
    quote = quoted(cart, make_delivery())

    assert quotes.changes(quote.shown(), quote) == []
    assert quotes.changes(None, quote) == []
