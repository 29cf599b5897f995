"""A clock that can be set back, so that what the demonstration tells of last month was written by the site itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let `timezone.now` say this moment, fields' defaults included; for one thread, before a site is served."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Then":
            then = moment.astimezone(tz)
            return cls.combine(then.date(), then.timetz())

    with patch.object(timezone, "datetime", Then):
        yield
