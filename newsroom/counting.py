"""Counting inside a query."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery


class Rows(Subquery):
    """The number of rows of a queryset, as a value of another query; a sliced one is counted up to its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any], **extra: Any) -> None:
        super().__init__(queryset.values("pk"), **extra)  # to name all columns would cost more than to count
