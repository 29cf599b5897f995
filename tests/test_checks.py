"""The system checks: SQLite versions that can damage a database, settings that no mail can be made with."""

import sqlite3

import pytest
from django.db import connection
from pytest_django import Settings

from newsroom.checks import check_mail_addresses, check_sqlite


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


@pytest.mark.parametrize(
    ("sender", "shop", "faulty"),
    [
        ("newsroom@localhost", "", []),
        ("The Courier <courier@paper.example>", "shop@paper.example", []),
        ("", "", ["MAIL_FROM"]),
        ("The Courier", "shop@paper.example, boss@paper.example", ["MAIL_FROM", "SHOP_MAIL_TO"]),
    ],
)
def test_addresses_that_no_mail_can_be_made_with_stop_the_start(
    settings: Settings, sender: str, shop: str, faulty: list[str]
) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    settings.SHOP_MAIL_TO = shop

    found = check_mail_addresses()

    assert [error.msg.split()[0] for error in found] == faulty
