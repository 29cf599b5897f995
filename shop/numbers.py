"""Numbers with a check digit."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_gtin(number: str) -> None:
    """Refuse what is no GTIN: 8, 12, 13 or 14 digits whose last one checks the others.

    The check digit makes the sum of all digits, weighted 3 and 1 in turn from the last but one, a multiple of 10
    (GS1 General Specifications, section 7.9). Raises ValidationError.
    """
    is_number = number.isascii() and number.isdigit() and len(number) in {8, 12, 13, 14}
    weighted = (
        sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
        if is_number
        else 1
    )
    if weighted % 10:
        raise ValidationError(_("Type the 8, 12, 13 or 14 digits under the barcode; one of them is wrong."))
