"""Autocomplete fields that stand in many rows: the rows ask for the names of what is chosen together."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

KEY = re.compile(r"[0-9]{1,18}")  # anything else would be an error of the database, instead of the form


class RowAutocomplete(AutocompleteSelect):
    """An autocomplete field of a row; `known` are the names that need no query, by the key as a form sends it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}  # shared by the copies, one for each row

    def __deepcopy__(self, memo: Any) -> "RowAutocomplete":
        copy = super().__deepcopy__(memo)
        copy.known = self.known
        return copy

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """What is chosen, without a query where it is known."""
        if any(each not in self.known for each in value):
            return super().optgroups(name, [each for each in value if KEY.fullmatch(each)], attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        chosen = [
            self.create_option(name, each, self.known[each], selected=True, index=index)
            for index, each in enumerate(value)
        ]
        return [(None, [*blank, *chosen], 0)]


def names_of(field: forms.ModelChoiceField, keys: Iterable[Any]) -> dict[str, str]:
    """What a field calls these, as `RowAutocomplete.known` holds it, without what can be no key; one query."""
    possible = [key for key in keys if KEY.fullmatch(str(key))]
    chosen = field.queryset.in_bulk(possible) if field.queryset is not None else {}
    return {str(key): field.label_from_instance(each) for key, each in chosen.items()}
