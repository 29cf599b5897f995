"""Columns for money: as many digits as the site's currency has, and room for every sum of prices."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from shop import money


def check_digits(amount: Decimal) -> None:
    """Refuse an amount that is finer than the site's currency: it could not be paid."""
    if -int(amount.normalize().as_tuple().exponent) > money.digits():
        raise ValidationError(money.digits_words(), code="max_decimal_places")


class AmountField(models.DecimalField):
    """An amount of money. Three digits after the point are the most that a site's currency has (KWD).

    It is read with as many as the site's currency has, or with more where it was stored under another currency. SQLite
    keeps decimals as binary fractions, which are exact enough for fourteen digits.
    """

    MOST = Decimal("99999999999.999")
    default_validators = [check_digits]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 14, "decimal_places": money.FINEST, **kwargs})

    def deconstruct(self) -> Any:
        """To the database it is a decimal like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def from_db_value(self, value: Decimal | None, *_args: Any) -> Decimal | None:
        """The same amount without zeros that the currency does not have."""
        rounded = None if value is None else money.rounded(value)
        return rounded if rounded == value else value

    def formfield(self, **kwargs: Any) -> Any:
        """A field that refuses digits which the currency does not have."""
        digits = money.digits()
        options: dict[str, Any] = {
            "max_digits": self.max_digits - self.decimal_places + digits,
            "decimal_places": digits,
            "error_messages": {"max_decimal_places": money.digits_words()},
        }
        return super().formfield(**options | kwargs)


class PriceField(AmountField):
    """What is asked for, in the site's currency now: what was typed under another one is read rounded.

    Below a hundred million: ninety-nine of the dearest are an amount.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 11, **kwargs})

    def from_db_value(self, value: Decimal | None, *_args: Any) -> Decimal | None:
        """The price as everybody is told it."""
        return None if value is None else money.rounded(value)
