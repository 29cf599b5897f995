"""Data migrations of articles, run on rows of their own time, forwards and backwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
Migrate = Callable[[str], Any]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Bring the articles' tables to a migration; gives the models of then. At the end they are as they are now.

    Its rows go all the way: every later migration meets them.
    """

    def to(name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([("articles", name)])
        return executor.loader.project_state([("articles", name)]).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def make_revision(models: Any, *, slug: str, by: Any, relations: tuple[str, ...] = (), **fields: Any) -> Any:
    """A text as it was before names and relations were kept, resting on a source for each relation."""
    article = models.get_model("articles", "Article").objects.create(slug=slug, created_by_id=by.pk)
    revision = models.get_model("articles", "Revision").objects.create(
        article=article, headline=slug, saved_by_id=by.pk, **fields
    )
    source, _ = models.get_model("articles", "Source").objects.get_or_create(name="Gazette", slug="gazette")
    for position, relation in enumerate(relations):
        revision.attributions.create(
            source=source, relation=relation, url="https://gazette.example/", position=position
        )
    return revision


def said(models: Any) -> dict[str, tuple[str, str]]:
    rows = models.get_model("articles", "Revision").objects.values_list(
        "headline", "saved_by_name", "relation"
    )
    return {headline: (name, relation) for headline, name, relation in rows}


def test_old_texts_get_the_names_of_their_writers_and_the_relation_of_their_sources(migrate: Migrate) -> None:
    models = migrate("0001_initial")  # every migration since is taken back
    users = models.get_model("auth", "User").objects
    eva = users.create(username="eva", first_name="Eva", last_name="Marsh")
    rolf = users.create(username="rolf")
    section = models.get_model("articles", "Section").objects.create(name="Town", slug="town")
    live = {"is_working_copy": False, "live_from": NOON, "first_published_at": NOON, "section": section}
    make_revision(models, slug="own", by=eva, **live)
    make_revision(models, slug="borrowed", by=rolf, relations=("republished", "summary", "based_on"))
    corrected = make_revision(models, slug="summary", by=eva, relations=("summary",), **live)
    models.get_model("articles", "Correction").objects.create(
        article=corrected.article, text="Teind.", made_by=rolf
    )

    models = migrate("0005_names_and_relations_required")

    assert said(models) == {
        "own": ("Eva Marsh", "original"),
        "borrowed": ("rolf", "republished"),
        "summary": ("Eva Marsh", "summary"),
    }
    assert models.get_model("articles", "Correction").objects.get().made_by_name == "rolf"


def test_names_and_relations_survive_the_way_back_and_forth(migrate: Migrate) -> None:
    models = migrate("0005_names_and_relations_required")
    eva = models.get_model("auth", "User").objects.create(username="eva")
    make_revision(models, slug="own", by=eva, saved_by_name="eva", relation="")

    models = migrate("0003_revision_relation")
    assert said(models) == {"own": ("eva", "")}
    models = migrate("0005_names_and_relations_required")

    assert said(models) == {"own": ("eva", "original")}
