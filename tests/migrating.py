"""Data migrations, run on rows of their own time, forwards and backwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Migrate = Callable[[str], Any]


@contextmanager
def migrations_of(app: str) -> Iterator[Migrate]:
    """Bring an app's tables to a migration; gives the models of then. At the end they are as they are now.

    Its rows go all the way: every later migration meets them.
    """

    def to(name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([(app, name)])
        return executor.loader.project_state([(app, name)]).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
