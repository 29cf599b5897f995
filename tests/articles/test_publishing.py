"""What editors do with articles: open a working copy, publish it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from articles import publishing
from articles.contents import PARTS
from articles.models import Article, Attribution, Byline, KeyPoint, Promotion, Revision
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_source,
    make_topic,
)
from tests.races import at_once

FIRST = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = datetime(2026, 5, 2, 12, tzinfo=UTC)
THIRD = datetime(2026, 5, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def republish(article: Article, *, by: User, at: datetime, is_substantive: bool = False) -> Revision:
    copy = publishing.working_copy(article)
    publishing.publish(copy, by=by, at=at, is_substantive=is_substantive)
    return Revision.objects.get(pk=copy.pk)


def test_publishing_freezes_the_text_and_opens_its_window(editor: User) -> None:
    draft = make_draft()

    publishing.publish(draft, by=editor, at=FIRST)

    draft.refresh_from_db()
    assert not draft.is_working_copy
    assert (draft.live_from, draft.live_until) == (FIRST, None)
    assert draft.first_published_at == FIRST
    assert draft.updated_at is None
    assert draft.saved_by == editor


def test_publishing_without_a_time_means_now(editor: User) -> None:
    draft = make_draft()

    publishing.publish(draft, by=editor)

    assert Revision.objects.live().get() == draft


def test_publishing_ends_the_window_of_the_text_before_at_the_same_moment(editor: User) -> None:
    article = make_article(at=FIRST)
    before = article.revisions.get()

    after = republish(article, by=editor, at=SECOND)

    before.refresh_from_db()
    assert before.live_until == after.live_from == SECOND


def test_window_that_ended_long_ago_is_left_as_it_was(editor: User) -> None:
    article = make_article(at=FIRST)
    oldest = article.revisions.get()

    republish(article, by=editor, at=SECOND)
    republish(article, by=editor, at=THIRD)

    oldest.refresh_from_db()
    assert oldest.live_until == SECOND


def test_later_publication_keeps_the_first_date_and_the_address(editor: User) -> None:
    article = make_article(at=FIRST)
    address = article.get_absolute_url()

    after = republish(article, by=editor, at=SECOND)

    assert after.first_published_at == FIRST
    assert after.get_absolute_url() == address


def test_substantive_change_moves_the_updated_time(editor: User) -> None:
    after = republish(make_article(at=FIRST), by=editor, at=SECOND, is_substantive=True)

    assert after.updated_at == SECOND


def test_correcting_a_typo_leaves_the_updated_time(editor: User) -> None:
    article = make_article(at=FIRST)

    assert republish(article, by=editor, at=SECOND).updated_at is None
    republish(article, by=editor, at=SECOND + timedelta(hours=1), is_substantive=True)
    assert republish(article, by=editor, at=THIRD).updated_at == SECOND + timedelta(hours=1)


def test_first_publication_is_no_update(editor: User) -> None:
    draft = make_draft()

    publishing.publish(draft, by=editor, at=FIRST, is_substantive=True)

    assert draft.updated_at is None


def test_day_of_first_publication_is_that_of_the_sites_time_zone(editor: User, settings: Settings) -> None:
    settings.TIME_ZONE = "Etc/GMT-1"  # one hour ahead of UTC
    article = make_article(slug="late", at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))

    assert article.first_published_on == date(2027, 1, 1)
    assert article.get_absolute_url() == "/2027/01/01/late/"


def test_text_for_a_time_to_come_is_not_live_before(editor: User) -> None:
    draft = make_draft()

    publishing.publish(draft, by=editor, at=THIRD)

    assert not Revision.objects.live(at=SECOND).exists()
    assert Revision.objects.live(at=THIRD).exists()


def test_second_article_at_an_address_is_refused_and_stays_a_draft(editor: User) -> None:
    make_article(slug="flood", at=FIRST)
    draft = make_draft(slug="flood")

    with pytest.raises(IntegrityError):
        publishing.publish(draft, by=editor, at=FIRST)

    draft.article.refresh_from_db()
    assert draft.article.first_published_on is None
    assert Revision.objects.get(pk=draft.pk).is_working_copy


def test_working_copy_of_a_draft_is_the_draft(editor: User) -> None:
    draft = make_draft()

    assert publishing.working_copy(draft.article) == draft


def test_working_copy_is_made_once(editor: User, reporter: User) -> None:
    article = make_article()

    copy = publishing.working_copy(article)

    assert publishing.working_copy(article) == copy
    assert article.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_editors_opening_an_article_at_once_get_one_working_copy(editor: User, reporter: User) -> None:
    article = make_article(key_points=["One."])

    at_once(
        lambda: publishing.working_copy(article),
        lambda: publishing.working_copy(article),
    )

    assert article.revisions.get(is_working_copy=True).key_points.count() == 1


def test_working_copy_holds_the_newest_text() -> None:
    article = make_article(headline="Flood", dek="Wet.", body="<p>Water.</p>", lead_picture=make_picture())
    live = article.revisions.get()

    copy = publishing.working_copy(article)

    for field in ("headline", "dek", "body", "section", "lead_picture", "first_published_at", "updated_at"):
        assert getattr(copy, field) == getattr(live, field)
    assert copy.is_working_copy
    assert (copy.live_from, copy.live_until, copy.version) == (None, None, 0)
    assert (copy.saved_by, copy.saved_at) == (live.saved_by, live.saved_at)


def test_working_copy_holds_every_child_and_topic(editor: User) -> None:
    article = make_article(
        key_points=["One.", "Two."],
        authors=[make_author(), make_author()],
        sources=[make_source(), make_source()],
        products=[make_product(), make_product()],
        topics=[make_topic(), make_topic()],
    )
    live = article.revisions.get()

    copy = publishing.working_copy(article)

    parts: dict[Any, list[str]] = {
        KeyPoint: ["position", "text"],
        Byline: ["position", "author", "role"],
        Attribution: ["position", "source", "relation", "url", "title"],
        Promotion: ["position", "product"],
    }
    for model, fields in parts.items():
        rows = [
            list(model._default_manager.filter(revision=which).values_list(*fields)) for which in (live, copy)
        ]
        assert rows[0] == rows[1]
        assert len(rows[0]) == 2
    assert set(copy.topics.all()) == set(live.topics.all())


def test_every_child_of_a_revision_is_copied() -> None:
    children = {
        relation.get_accessor_name()
        for relation in Revision._meta.related_objects
        if relation.one_to_many and not relation.related_model._meta.auto_created
    }

    assert children == set(PARTS) | {"preview_links"}


def test_live_text_is_unchanged_while_its_working_copy_changes(editor: User) -> None:
    article = make_article(headline="Flood", key_points=["One."])
    copy = publishing.working_copy(article)

    copy.headline = "Drought"
    copy.save()
    copy.key_points.update(text="Other.")
    copy.topics.add(make_topic())

    live = Revision.objects.live().get(article=article)
    assert live.headline == "Flood"
    assert live.key_points.get().text == "One."
    assert not live.topics.exists()


def test_working_copy_follows_the_text_that_was_published_last(editor: User) -> None:
    article = make_article(headline="First", at=FIRST)
    copy = publishing.working_copy(article)
    copy.headline = "Second"
    publishing.publish(copy, by=editor, at=SECOND)

    assert publishing.working_copy(article).headline == "Second"


def test_publishing_asks_the_worker_for_related_articles(
    editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    draft = make_draft()

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(draft, by=editor)

    assert DBTaskResult.objects.get().args_kwargs["args"] == [draft.article_id]
