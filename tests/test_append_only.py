"""Ledgers: what is written once, the database itself refuses to change."""

import pytest
from django.contrib.auth.models import User
from django.db import connection, models
from django.db.migrations.state import ProjectState

from articles.models import Correction, LinkCheck, SourceLink
from newsroom.append_only import AppendOnly
from tests.constraints import refused
from tests.factories import make_article, make_correction, make_user


@pytest.fixture
def correction(db: None) -> Correction:
    return make_correction(article=make_article(), made_by=make_user("eva"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "Other."), ("made_at", "2020-01-01T00:00Z"), ("made_by_name", "Other"), ("id", 99)],
)
def test_correction_is_never_changed(correction: Correction, field: str, value: object) -> None:
    with refused("articles_correction is append-only"):
        Correction.objects.update(**{field: value})


def test_correction_stays_with_its_article_and_with_who_made_it(correction: Correction) -> None:
    with refused("articles_correction is append-only"):
        Correction.objects.update(article=make_article())
    with refused("articles_correction is append-only"):
        Correction.objects.update(made_by=make_user("other"))


def test_correction_outlives_the_account_of_who_made_it(correction: Correction) -> None:
    User.objects.get(username="eva").delete()

    correction.refresh_from_db()
    assert correction.made_by is None
    assert correction.made_by_name == "Eva"


def test_correction_can_go_with_a_whole_table(correction: Correction) -> None:
    Correction.objects.all().delete()

    assert not Correction.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), [("finding", "Other."), ("status_code", None), ("id", 99)])
def test_look_at_a_link_is_never_changed(field: str, value: object) -> None:
    link = SourceLink.objects.create(url="https://gazette.example/")
    LinkCheck.objects.create(link=link, status_code=404, finding="404 Not Found")

    with refused("articles_linkcheck is append-only"):
        LinkCheck.objects.update(**{field: value})


@pytest.mark.django_db
def test_looks_go_with_their_link() -> None:
    link = SourceLink.objects.create(url="https://gazette.example/")
    LinkCheck.objects.create(link=link, finding="404 Not Found")

    link.delete()

    assert not LinkCheck.objects.exists()


# The operation


@pytest.mark.django_db(transaction=True)
def test_operation_can_be_done_again_and_undone() -> None:
    link = SourceLink.objects.create(url="https://gazette.example/")
    operation, state = AppendOnly("articles_sourcelink", columns=["url"]), ProjectState()

    for _ in range(2):
        with connection.schema_editor() as editor:
            operation.database_forwards("articles", editor, state, state)
    with refused("articles_sourcelink is append-only"):
        SourceLink.objects.update(url="https://other.example/")
    SourceLink.objects.update(failures=models.F("failures") + 1)
    with connection.schema_editor() as editor:
        operation.database_backwards("articles", editor, state, state)
    SourceLink.objects.update(url="https://other.example/")

    link.refresh_from_db()
    assert (link.url, link.failures) == ("https://other.example/", 1)


@pytest.mark.django_db(transaction=True)
def test_what_may_be_erased_becomes_the_one_text_and_no_other() -> None:
    SourceLink.objects.create(url="https://gazette.example/")
    operation, state = AppendOnly("articles_sourcelink", ["id"], erasable={"url": "–"}), ProjectState()
    with connection.schema_editor() as editor:
        operation.database_forwards("articles", editor, state, state)

    with refused("articles_sourcelink is append-only"):
        SourceLink.objects.update(url="https://other.example/")
    SourceLink.objects.update(url="–")

    with connection.schema_editor() as editor:
        operation.database_backwards("articles", editor, state, state)
    assert SourceLink.objects.get().url == "–"


def test_operation_says_what_it_does() -> None:
    operation = AppendOnly("articles_sourcelink")

    assert operation.describe() == "Refuse changes to rows of articles_sourcelink"
    assert operation.migration_name_fragment == "articles_sourcelink_append_only"
