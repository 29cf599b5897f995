"""Numbers with a check digit."""

import re

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


def check_iban(number: str) -> None:
    """Refuse what is no IBAN: a country, two check digits, and up to 30 letters and digits, without spaces.

    Read as a number, with the first four characters moved to the end and letters counted from A = 10, it leaves 1 when
    divided by 97 (ISO 13616, with the check digits of ISO/IEC 7064). Raises ValidationError.
    """
    is_shaped = re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", number, re.ASCII) is not None
    if not is_shaped or int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 != 1:
        raise ValidationError(_("This is no IBAN; a letter or digit is wrong, missing or too many."))
