"""Stripe's own library: an extra, loaded on first use alone (31 MB), with its amounts in minor units."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core import checks

# Digits after the point in Stripe's amounts (docs.stripe.com/currencies): ISK and UGX count hundredths that no longer exist.
DIGITS = {
    **dict.fromkeys(["JPY", "KRW", "VND", "CLP", "XAF", "XOF", "XPF", "PYG"], 0),
    **dict.fromkeys(["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "RON", "BGN"], 2),
    **dict.fromkeys(["CAD", "AUD", "NZD", "ISK", "UGX", "HUF", "INR", "BRL", "MXN", "ZAR", "SGD", "HKD"], 2),
}

MOST = 99_999_999  # in minor units: Stripe takes eight digits (docs.stripe.com/currencies, “Minimum and maximum charge amounts”)
SECONDS = 10  # for an answer; the library's own 80 would keep a shopper, and a thread of the server, waiting

transport: Any = None  # an `HTTPClient` of the library; None: its usual one
logger = logging.getLogger(__name__)


class UnavailableError(Exception):
    """There is no paying now; the order stays as it is. `why` is the query under which its page says so."""

    why = "later"


class TooLittleError(UnavailableError):
    """Stripe takes no amount so small; how small depends on the currency of the shop's own account."""

    why = "little"


def is_on() -> bool:
    """Whether shoppers can pay by card."""
    return bool(settings.STRIPE_SECRET_KEY)


def library() -> Any:
    """The module `stripe`."""
    return import_module("stripe")


def client() -> Any:
    """A `StripeClient` with the site's key."""
    return _client(settings.STRIPE_SECRET_KEY, transport)


@cache
def _client(key: str, http_client: Any) -> Any:
    http_client = http_client or library().RequestsClient(timeout=SECONDS)
    return library().StripeClient(key, http_client=http_client, max_network_retries=2)


@contextmanager
def asking() -> Iterator[None]:
    """Turn Stripe's errors into UnavailableError; the log says what was wrong."""
    try:
        yield
    except library().StripeError as error:
        logger.warning("Stripe: %s", error)
        raise (TooLittleError if error.code == "amount_too_small" else UnavailableError) from error


def in_minor_units(amount: Decimal, currency: str) -> int:
    """An amount as Stripe counts it: cents for USD, yen for JPY. Raises KeyError for a currency that is not listed."""
    return int(amount.scaleb(DIGITS[currency.upper()]))


def from_minor_units(count: int, currency: str) -> Decimal:
    """The amount that Stripe means."""
    return Decimal(count).scaleb(-DIGITS[currency.upper()])


def most(currency: str) -> Decimal:
    """The greatest amount that can be paid."""
    return from_minor_units(MOST, currency)


def check_settings(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """A key needs the library, a secret for the webhook, and a currency that is known."""
    if not is_on():
        return []
    faults = {
        "E002": (
            find_spec("stripe") is None,
            "Card payments need the package stripe: install requirements-stripe.txt.",
        ),
        "E003": (
            not settings.STRIPE_WEBHOOK_SECRET,
            "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET.",
        ),
        "E004": (
            settings.SHOP_CURRENCY not in DIGITS,
            f"Card payments in {settings.SHOP_CURRENCY} are not known to this shop.",
        ),
    }
    return [checks.Error(text, id=f"shop.{key}") for key, (is_wrong, text) in faults.items() if is_wrong]
