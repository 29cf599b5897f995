"""Amounts in the admin, written with their currency."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db import models

from shop import money


def shown(model: type[models.Model], name: str) -> Callable[[Any], Any]:
    """A column, or a field of a page on which nothing can be changed, for an amount of a model."""
    field: Any = model._meta.get_field(name)

    @admin.display(description=field.verbose_name, ordering=name)
    def amount(row: Any) -> str | None:
        value = getattr(row, name)
        return None if value is None else money.formatted(value)

    amount.__name__ = name
    return amount
