"""Empty the database after a test that committed, by deleting the few rows that it made.

Django truncates every table on PostgreSQL, which makes each one's files anew: two seconds for what takes milliseconds so.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections, transaction

# Made by `migrate`, and brought in order by the signal that ends it.
KEPT = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}


class Command(flush.Command):
    """In the place of Django's own, which its `TransactionTestCase` calls."""

    def handle(self, **options: Any) -> None:
        """Delete all rows but those that `migrate` made."""
        connection = connections[options["database"]]
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for table in set(tables) - KEPT:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- our own tables
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
