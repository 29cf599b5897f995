"""Counting inside a query."""

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.utils.formats import number_format

MOST = 1000  # beyond which nobody needs to know how many


class Rows(Subquery):
    """The number of rows of a queryset, as a value of another query; a sliced one is counted up to its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def up_to[M: Model](rows: QuerySet[M]) -> Rows:
    """The number of rows, counted no further than one past `MOST`: what it costs does not grow with the table."""
    return Rows(rows.order_by().values("pk")[: MOST + 1])


def in_words(count: int) -> str:
    """A number that was counted so: “1,000+” past `MOST`."""
    return f"{number_format(MOST, force_grouping=True)}+" if count > MOST else number_format(count)
