"""Money: decimals in the site's one currency, rounded half up, written as the reader's language does.

An order keeps the currency that it was placed in, whatever the site sells for since: its amounts are given with it.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from typing import Any

from babel.numbers import format_currency, format_percent, get_currency_precision, is_currency
from django.conf import settings
from django.core import checks
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

FINEST = 3  # digits after the point of an amount in the database
# No amount is paid in them: ISO 4217 gives their minor unit as “N.A.”.
WITHOUT_UNIT = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"}


def digits(currency: str = "") -> int:
    """How many digits after the point a currency has, the site's unless told: 2 for USD, none for JPY, 3 for KWD."""
    return get_currency_precision(currency or settings.SHOP_CURRENCY)


def unit(currency: str = "") -> Decimal:
    """The smallest amount of a currency: a cent for USD, a yen for JPY."""
    return Decimal(1).scaleb(-digits(currency))


def digits_words() -> str:
    """Why an amount that is finer is refused."""
    if not digits():
        return _("Type a whole amount: %(currency)s has nothing smaller.") % {
            "currency": settings.SHOP_CURRENCY
        }
    words = _("Type at most %(digits)d digits after the point: %(currency)s has no more.")
    return words % {"digits": digits(), "currency": settings.SHOP_CURRENCY}


def rounded(amount: Decimal, currency: str = "") -> Decimal:
    """An amount in whole minor units of a currency (cents for USD, whole yen for JPY), halves away from zero."""
    return amount.quantize(unit(currency), ROUND_HALF_UP)


def shares(
    parts: Iterable[Decimal],
    total: Decimal,
    *,
    upto: Decimal,
    since: Decimal = Decimal(0),
    currency: str = "",
) -> list[Decimal]:
    """How much of a stretch of a total falls to each of its parts; the edges are rounded, so that no cent is counted twice.

    What is given back of a total bit by bit is one stretch after the other: together they share what the whole does.
    """
    edges = [Decimal(0), *accumulate(parts)]
    ends, begins = ([rounded(edge * amount / total, currency) for edge in edges] for amount in (upto, since))
    lengths = [end - begin for end, begin in zip(ends, begins, strict=True)]
    return [after - before for before, after in pairwise(lengths)]


def formatted(amount: Decimal, currency: str = "") -> str:
    """An amount with its currency, such as $17.00."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_currency(rounded(amount, currency), currency or settings.SHOP_CURRENCY, locale=locale)


def percent(rate: Decimal | int) -> str:
    """A rate of tax, or what a sale takes off, such as 5.5%."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_percent(Decimal(rate) / 100, locale=locale, decimal_quantization=False)


def check_currency(app_configs: Sequence[Any] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Find a currency in the settings that no amount can be written or stored in."""
    code = settings.SHOP_CURRENCY
    if not is_currency(code) or code in WITHOUT_UNIT:
        text = f"SHOP_CURRENCY: {code} is not the code of money to pay with; ISO 4217 has them, such as USD."
    elif digits() > FINEST:
        text = f"SHOP_CURRENCY: {code} has {digits()} digits after the point; amounts here have at most {FINEST}."
    else:
        return []
    return [checks.Error(text, id="shop.E005")]
