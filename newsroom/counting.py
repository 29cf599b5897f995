"""Counting inside a query."""

from django.db.models import IntegerField, Subquery


class Rows(Subquery):
    """The number of rows of a queryset, as a value of another query; a sliced one is counted up to its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
