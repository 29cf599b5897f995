"""System checks of the machine the site runs on."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections


def check_sqlite(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of SQLite versions with the WAL-reset fault (sqlite.org/wal.html, fixed in 3.51.3)."""
    uses_sqlite = any(connections[alias].vendor == "sqlite" for alias in databases or ())
    if not uses_sqlite or sqlite3.sqlite_version_info >= (3, 51, 3):
        return []
    return [
        checks.Warning(
            f"SQLite {sqlite3.sqlite_version} can, rarely, damage a database that two connections write at once.",
            hint="Use a Python built with SQLite 3.51.3 or newer, or PostgreSQL (DATABASE_URL), for a site that matters.",
            id="newsroom.W001",
        )
    ]
