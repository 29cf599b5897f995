"""System checks of the machine the site runs on, and of settings that would fail late."""

import sqlite3
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
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


def check_mail_addresses(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse addresses that no mail can be made with: orders are placed together with their mail."""
    addresses = {"MAIL_FROM": settings.DEFAULT_FROM_EMAIL, "SHOP_MAIL_TO": settings.SHOP_MAIL_TO}
    return [
        checks.Error(f"{name} is no mail address: {address}", id="newsroom.E001")
        for name, address in addresses.items()
        if (address or name == "MAIL_FROM")
        and not _is_address(parseaddr(address)[1] if name == "MAIL_FROM" else address)
    ]


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
