"""Counting inside a query."""

from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.utils.formats import number_format

MOST = 1000  # beyond which nobody needs to know how many


class Rows(Subquery):
    """The number of rows of a queryset, as a value of another query; a sliced one is counted up to its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any], **extra: Any) -> None:
        super().__init__(queryset.values("pk"), **extra)  # to name all columns would cost more than to count


def up_to[M: Model](rows: QuerySet[M]) -> Rows:
    """The number of rows, counted no further than one past `MOST`: what it costs does not grow with the table."""
    return Rows(rows.order_by()[: MOST + 1])


def in_words(count: int) -> str:
    """A number that was counted so: “1,000+” past `MOST`."""
    return f"{number_format(MOST, force_grouping=True)}+" if count > MOST else number_format(count)
