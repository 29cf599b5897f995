"""Money: decimals in the site's one currency, rounded half up, written as the reader's language does.

An order keeps the currency that it was placed in, whatever the site sells for since: its amounts are given with it.
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_percent, get_currency_precision
from django.conf import settings
from django.utils.translation import get_language, to_locale


def rounded(amount: Decimal, currency: str = "") -> Decimal:
    """An amount in whole minor units of a currency (cents for USD, whole yen for JPY), halves away from zero."""
    return amount.quantize(
        Decimal(1).scaleb(-get_currency_precision(currency or settings.SHOP_CURRENCY)),
        ROUND_HALF_UP,
    )


def formatted(amount: Decimal, currency: str = "") -> str:
    """An amount with its currency, such as $17.00."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_currency(rounded(amount, currency), currency or settings.SHOP_CURRENCY, locale=locale)


def percent(rate: Decimal | int) -> str:
    """A rate of tax, or what a sale takes off, such as 5.5%."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_percent(Decimal(rate) / 100, locale=locale, decimal_quantization=False)
