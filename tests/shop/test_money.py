"""Money: rounded half up, written as the reader's language does."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from shop import money


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("1.004999", "1.00"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("51", "51.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(amount: str, expected: str) -> None:
    assert str(money.rounded(Decimal(amount))) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("17", "$17.00"), ("1234.5", "$1,234.50"), ("0", "$0.00"), ("12345678.90", "$12,345,678.90")],
)
def test_amount_is_written_with_its_currency(amount: str, expected: str) -> None:
    assert money.formatted(Decimal(amount)) == expected


@pytest.mark.parametrize(("amount", "expected"), [("1499.5", "¥1,500"), ("1500", "¥1,500")])
def test_yen_have_no_cents(settings: Settings, amount: str, expected: str) -> None:
    settings.SHOP_CURRENCY = "JPY"

    assert money.formatted(Decimal(amount)) == expected


def test_amount_is_written_as_the_readers_language_does(settings: Settings) -> None:
    settings.SHOP_CURRENCY = "EUR"

    with translation.override("de"):
        assert money.formatted(Decimal("1234.5")) == "1.234,50\N{NO-BREAK SPACE}€"


@hypothesis_settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    parts=st.lists(st.decimals("0.01", "999.99", places=2), min_size=1, max_size=4),
    cuts=st.lists(st.fractions(0, 1), max_size=4),
)
def test_shares_of_each_stretch_add_up_and_all_stretches_share_what_the_whole_does(
    parts: list[Decimal], cuts: list[Fraction]
) -> None:
    total = sum(parts, Decimal(0))
    edges = [Decimal(0), *sorted(money.rounded(total * Decimal(float(cut))) for cut in cuts), total]

    stretches = [money.shares(parts, total, since=since, upto=upto) for since, upto in pairwise(edges)]

    assert [sum(shares) for shares in stretches] == [upto - since for since, upto in pairwise(edges)]
    assert [sum(shares) for shares in zip(*stretches, strict=True)] == parts
    for upto in edges:
        shares = money.shares(parts, total, upto=upto)
        assert all(0 <= share <= part for share, part in zip(shares, parts, strict=True))
