"""The check of the machine: it warns of SQLite versions that can damage a database."""

import sqlite3

import pytest
from django.db import connection

from newsroom.checks import check_sqlite


@pytest.mark.parametrize(("version", "warnings"), [((3, 51, 2), 1), ((3, 51, 3), 0), ((3, 52, 0), 0)])
def test_old_sqlite_is_warned_of_where_it_is_used(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], warnings: int
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    found = check_sqlite(databases=["default"])

    assert len(found) == (warnings if connection.vendor == "sqlite" else 0)
    assert all(warning.id == "newsroom.W001" for warning in found)


def test_no_database_is_no_matter() -> None:
    assert check_sqlite() == []
