"""The account that bank transfers go to, and the code that a banking app reads them from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from segno import helpers

from shop.models import Order
from shop.numbers import check_iban

SMALLEST, LARGEST = Decimal("0.01"), Decimal("999999999.99")


@dataclass(frozen=True)
class Account:
    """Who gets the money, and where; the BIC may be empty."""

    holder: str
    iban: str
    bic: str

    @property
    def grouped_iban(self) -> str:
        """The IBAN in groups of four, as it is printed (ISO 13616)."""
        return " ".join(self.iban[start : start + 4] for start in range(0, len(self.iban), 4))


def account() -> Account | None:
    """The shop's account; None if the site names none."""
    iban = _compact(settings.SHOP_BANK_IBAN)
    holder = settings.SHOP_BANK_HOLDER or settings.SITE_NAME
    return Account(holder, iban, _compact(settings.SHOP_BANK_BIC)) if iban else None


def transfer_code(order: Order) -> SafeString | None:
    """A QR code that fills in the transfer for an order, as an SVG; None where the currency or amount allow none.

    European Payments Council, EPC069-12, “Guidelines to enable the data capture for the initiation of a SEPA credit
    transfer”, version 002: euros only, UTF-8, the order's code as unstructured remittance information.
    """
    ours = account()
    if ours is None or order.currency != "EUR" or not SMALLEST <= order.missing <= LARGEST:
        return None
    code = helpers.make_epc_qr(
        name=ours.holder[:70],
        iban=ours.iban,
        amount=order.missing,
        text=order.code,
        bic=ours.bic,
        encoding="utf-8",
    )
    svg = code.svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return mark_safe(svg)  # noqa: S308 (made here, of squares only)


def check_account(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Find an account in the settings that no bank would know."""
    ours = account()
    if ours is None:
        return []
    found: list[checks.CheckMessage] = []
    try:
        check_iban(ours.iban)
    except ValidationError as error:
        found.append(checks.Error(f"SHOP_BANK_IBAN: {error.message}", id="shop.E001"))
    if ours.bic and (len(ours.bic) not in {8, 11} or not ours.bic.isascii() or not ours.bic.isalnum()):
        found.append(checks.Error("SHOP_BANK_BIC: a BIC has 8 or 11 letters and digits.", id="shop.E002"))
    return found


def _compact(text: str) -> str:
    return "".join(text.split()).upper()
