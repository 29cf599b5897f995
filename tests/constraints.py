"""How a test says that the database itself refuses a row."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction


@contextmanager
def refused(constraint: str, *, columns: str = "") -> Iterator[None]:
    """The database must refuse what is done inside, by this constraint.

    SQLite names the columns of a unique constraint instead of the constraint itself; give them as it does.
    """
    named = columns if columns and connection.vendor == "sqlite" else constraint
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        yield
