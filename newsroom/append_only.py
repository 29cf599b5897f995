"""Tables that are written once: a migration that makes the database itself refuse changes to their rows."""

from collections.abc import Mapping, Sequence

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Names = dict[str, str]

SQLITE = """
CREATE TRIGGER {trigger} BEFORE UPDATE{columns} ON {table}{condition}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER {trigger} BEFORE UPDATE{columns} ON {table}
FOR EACH ROW{condition} EXECUTE FUNCTION {table}_append_only()
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END
$$
"""


class AppendOnly(Operation):
    """Refuse updates of a table's rows, as an `IntegrityError`; deleting rows is not refused.

    `columns` are those that never change; without them, none does. `clearable` ones may become null, and nothing else:
    a reference to an account that is deleted. `erasable` ones may become the one text that is named for each: what may
    tell of a person, and is emptied with them. Names are the table's own (`article_id`, not `article`).
    On SQLite a later change of the table's columns or constraints makes Django build it anew, without triggers: such a
    migration begins with `Rewritable` and ends with this operation again. The tests in which the database refuses say so if it was forgotten.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        columns: Sequence[str] = (),
        clearable: Sequence[str] = (),
        erasable: Mapping[str, str] | None = None,
    ) -> None:
        self.table = table
        self.columns = columns
        self.clearable = clearable
        self.erasable = erasable or {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models know nothing of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the triggers, in the place of those that are there."""
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        if is_postgresql:
            self._execute(schema_editor, POSTGRESQL_FUNCTION)
        for trigger in self._triggers():
            self._drop(schema_editor, trigger)
            self._execute(schema_editor, POSTGRESQL if is_postgresql else SQLITE, trigger)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the triggers."""
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        for trigger in self._triggers():
            self._drop(schema_editor, trigger)
        if schema_editor.connection.vendor == "postgresql":
            self._execute(schema_editor, "DROP FUNCTION IF EXISTS {table}_append_only()")

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Refuse changes to rows of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        """Part of a migration's name."""
        return f"{self.table}_append_only"

    def _triggers(self) -> list[Names]:
        """The parts of each trigger's statement."""
        columns = f" OF {', '.join(self.columns)}" if self.columns else ""
        triggers = [{"trigger": f"{self.table}_append_only", "columns": columns, "condition": ""}]
        kept = {column: f"NEW.{column} IS NOT NULL" for column in self.clearable}
        kept |= {column: f"NEW.{column} <> '{text}'" for column, text in self.erasable.items()}
        for column, condition in kept.items():
            trigger = f"{self.table}_{column}_only_cleared"
            triggers.append(
                {"trigger": trigger, "columns": f" OF {column}", "condition": f" WHEN ({condition})"}
            )
        return triggers

    def _drop(self, schema_editor: BaseDatabaseSchemaEditor, trigger: Names) -> None:
        place = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        self._execute(schema_editor, f"DROP TRIGGER IF EXISTS {{trigger}}{place}", trigger)

    def _execute(
        self, schema_editor: BaseDatabaseSchemaEditor, statement: str, names: Names | None = None
    ) -> None:
        schema_editor.execute(statement.format(table=self.table, **names or {}), params=None)


class Rewritable(AppendOnly):
    """Lift it, for a migration that adds or alters columns and then ends with `AppendOnly` again.

    PostgreSQL alters no column that a trigger names, and a migration that is undone leaves the triggers as they were.
    """

    database_forwards = AppendOnly.database_backwards
    database_backwards = AppendOnly.database_forwards

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Allow changes to rows of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        """Part of a migration's name."""
        return f"{self.table}_rewritable"
