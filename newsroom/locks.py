"""Turns: of the transactions that do the same, one after the other; SQLite's do so anyway."""

from django.db import connection, transaction


def take_turns(what: str) -> None:
    """Wait for whoever does this just now, and have others wait until this transaction ends.

    Guards what no row stands for yet, which `select_for_update` cannot. Raises TransactionManagementError outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"Turns ({what}) are taken in a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
