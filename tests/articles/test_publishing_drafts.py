"""What is done with a working copy: begun, kept, discarded, restored, sent to review and back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User

from articles import publishing
from articles.contents import contents
from articles.models import Article
from tests.articles.writing import publish, write
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
    make_user,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def history(article: Article) -> list[str]:
    """The headlines of the frozen texts, the oldest first."""
    kept = article.revisions.filter(is_working_copy=False).order_by("saved_at", "pk")
    return [revision.headline for revision in kept]


# The working copy


def test_working_copy_starts_from_the_scheduled_text_where_there_is_one(editor: User) -> None:
    article = make_article(headline="Live")
    publish(article, at=datetime.now(UTC) + HOUR, headline="Scheduled")

    assert publishing.working_copy(article).headline == "Scheduled"


def test_working_copy_starts_from_what_was_kept_last_where_nothing_was_published(editor: User) -> None:
    draft = make_draft(headline="First")
    publishing.keep(draft, by=editor)
    publishing.keep(write(draft.article, headline="Second"), by=editor)
    publishing.discard(write(draft.article, headline="Third"), by=editor)

    assert publishing.working_copy(draft.article).headline == "Second"


def test_working_copy_of_a_withdrawn_article_starts_from_what_readers_saw_last(editor: User) -> None:
    article = make_article(headline="Seen")
    publishing.withdraw(article, by=editor, note="Wrong.")

    assert publishing.working_copy(article).headline == "Seen"


def test_working_copy_starts_without_the_note_of_the_text_before(editor: User) -> None:
    article = make_article(note="First version.")

    assert publishing.working_copy(article).note == ""


# Keeping


@time_machine.travel(NOON, tick=False)
def test_keeping_notes_who_when_and_why(editor: User) -> None:
    draft = make_draft()

    kept = publishing.keep(draft, by=editor, note="Names checked.")

    assert kept
    assert (kept.saved_by, kept.saved_by_name, kept.saved_at) == (editor, "eva", NOON)
    assert kept.note == "Names checked."
    assert (kept.is_working_copy, kept.live_from, kept.ready_at) == (False, None, None)


def test_kept_text_holds_every_part(editor: User) -> None:
    draft = make_draft(
        key_points=["One.", "Two."],
        authors=[make_author(), make_author()],
        sources=[make_source()],
        products=[make_product()],
        topics=[make_topic()],
        lead_picture=make_picture(),
    )
    draft.recommendations.create(article=make_article())

    kept = publishing.keep(draft, by=editor)

    assert kept
    assert contents(kept) == contents(draft)
    assert kept.key_points.count() == draft.key_points.count() == 2


def test_save_that_changes_nothing_keeps_nothing(editor: User) -> None:
    draft = make_draft(key_points=["One."])
    publishing.keep(draft, by=editor)

    assert publishing.keep(draft, by=editor) is None
    assert publishing.keep(write(draft.article, note="A note is no content."), by=editor) is None


def test_text_that_is_live_is_not_kept_a_second_time(editor: User) -> None:
    article = make_article()

    assert publishing.keep(publishing.working_copy(article), by=editor) is None


def test_change_of_a_part_alone_is_kept(editor: User) -> None:
    draft = make_draft(key_points=["One.", "Two."])
    publishing.keep(draft, by=editor)

    draft.key_points.filter(text="One.").update(position=3)

    assert publishing.keep(draft, by=editor)


def test_keeping_leaves_the_working_copy_as_it_is(editor: User, reporter: User) -> None:
    draft = make_draft(by=reporter)
    publishing.send_to_review(draft, by=reporter)

    publishing.keep(draft, by=editor)

    draft.refresh_from_db()
    assert draft.is_working_copy
    assert draft.ready_at
    assert draft.saved_by == reporter


# Discarding


def test_discarding_leads_back_to_the_live_text(editor: User) -> None:
    article = make_article(headline="Live")

    publishing.discard(write(article, headline="Changed"), by=editor)

    assert publishing.working_copy(article).headline == "Live"


def test_what_is_discarded_of_an_article_that_readers_know_stays_in_the_history(editor: User) -> None:
    article = make_article(headline="Live")

    publishing.discard(write(article, headline="Changed"), by=editor)

    assert history(article) == ["Live", "Changed"]


def test_working_copy_without_changes_leaves_no_trace_when_discarded(editor: User) -> None:
    article = make_article(headline="Live")

    publishing.discard(publishing.working_copy(article), by=editor)

    assert history(article) == ["Live"]


def test_draft_without_another_text_is_not_discarded(editor: User) -> None:
    draft = make_draft()

    with pytest.raises(ValueError, match="no other text"):
        publishing.discard(draft, by=editor)

    assert draft.article.revisions.get() == draft


def test_text_that_was_published_meanwhile_is_not_discarded(editor: User) -> None:
    article = make_article(headline="Old")
    draft = write(article, headline="New")
    publish(article)

    with pytest.raises(ValueError, match="no working copy"):
        publishing.discard(draft, by=editor)

    assert history(article) == ["Old", "New"]


# Restoring


@time_machine.travel(NOON, tick=False)
def test_restored_text_becomes_the_working_copy(editor: User) -> None:
    article = make_article(headline="Old", key_points=["One."], topics=[make_topic()], at=NOON - HOUR)
    old = article.revisions.get()
    publish(article, headline="New")

    draft = publishing.restore(old, by=editor, note="Back to the old one.")

    assert contents(draft) == contents(old)
    assert draft.is_working_copy
    assert (draft.version, draft.note) == (1, "")
    assert (draft.saved_by, draft.saved_by_name, draft.saved_at) == (editor, "eva", NOON)
    assert article.revisions.filter(note="Back to the old one.", is_working_copy=False).count() == 1


def test_restoring_changes_nothing_that_readers_see(editor: User) -> None:
    article = make_article(headline="Old")
    old = article.revisions.get()
    live = publish(article, headline="New")

    publishing.restore(old, by=editor)

    old.refresh_from_db()
    live.refresh_from_db()
    assert old.live_until == live.live_from
    assert (live.headline, live.live_until) == ("New", None)


def test_what_was_being_written_stays_in_the_history_when_another_text_is_restored(editor: User) -> None:
    article = make_article(headline="Old")
    write(article, headline="Half a sentence")

    publishing.restore(article.revisions.get(headline="Old"), by=editor)

    assert history(article) == ["Old", "Half a sentence", "Old"]


def test_restored_text_can_be_published(editor: User) -> None:
    article = make_article(headline="Old")
    old = article.revisions.get()
    publish(article, headline="New")

    publishing.publish(publishing.restore(old, by=editor), by=editor)

    assert history(article) == ["Old", "New", "Old", "Old"]


def test_section_that_was_deleted_since_stays_empty(editor: User) -> None:
    gone = make_section()
    article = make_article(section=gone, headline="Old")
    publish(article, section=make_section(), headline="New")
    gone.delete()

    draft = publishing.restore(article.revisions.get(headline="Old"), by=editor)

    assert (draft.headline, draft.section) == ("Old", None)


def test_related_article_and_topic_that_were_deleted_since_are_left_out(editor: User) -> None:
    topic, picked = make_topic(), make_draft().article
    draft = make_draft(topics=[topic, make_topic(name="Flood")], key_points=["One."])
    draft.recommendations.create(article=picked)
    publishing.publish(draft, by=editor)
    publish(draft.article, headline="New")
    topic.delete()
    picked.delete()
    draft.refresh_from_db()

    restored = publishing.restore(draft, by=editor)

    assert not restored.recommendations.exists()
    assert [str(left) for left in restored.topics.all()] == ["Flood"]
    assert [str(point) for point in restored.key_points.all()] == ["One."]


# Review


@time_machine.travel(NOON, tick=False)
def test_text_sent_to_review_waits_since_then(reporter: User) -> None:
    draft = make_draft(by=reporter)

    publishing.send_to_review(draft, by=reporter)

    draft.refresh_from_db()
    assert (draft.ready_at, draft.saved_by, draft.version) == (NOON, reporter, 1)


def test_text_sent_back_waits_no_longer_and_says_why(editor: User, reporter: User) -> None:
    draft = make_draft(by=reporter)
    publishing.send_to_review(draft, by=reporter)

    publishing.send_back(draft, by=editor, note="Who says so?")

    draft.refresh_from_db()
    assert (draft.ready_at, draft.note, draft.saved_by_name) == (None, "Who says so?", "eva")


def test_text_that_is_published_waits_for_nobody(editor: User) -> None:
    draft = make_draft()
    publishing.send_to_review(draft, by=make_user())

    publishing.publish(draft, by=editor)

    draft.refresh_from_db()
    assert draft.ready_at is None


def test_frozen_text_is_not_sent_to_review(editor: User) -> None:
    with pytest.raises(ValueError, match="no working copy"):
        publishing.send_to_review(make_article().revisions.get(), by=editor)
