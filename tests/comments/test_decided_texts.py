"""Which text was decided upon: kept with the log where its writer changes it, shown, and erased with it."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from comments import log, moderation, receiving, writers
from comments.models import Act, Actor, Comment, DecidedText, Decision, Mode, Reason, Rule, State
from tests.comments.examining import make_submission
from tests.comments.moderating import COMMENTS
from tests.factories import make_comment, make_user

LOG = "/admin/comments/decision/"

pytestmark = pytest.mark.django_db


def change(comment: Comment, text: str, mode: Mode = Mode.AFTERWARDS) -> Comment:
    """Its writer puts other words in the place of theirs; the comment as it is then."""
    submission = make_submission(article=comment.article, text=text, key=comment.pk)
    receiving.change(comment, submission, mode=mode)
    return Comment.objects.get(pk=comment.pk)


def texts() -> list[str]:
    """What each decision was made upon."""
    decisions = Decision.objects.with_texts().select_related("comment").order_by("pk")
    return [decision.text for decision in decisions]


def test_each_decision_tells_what_was_decided_upon_however_often_that_is_changed() -> None:
    comment = make_comment(text="First.")
    moderation.approve(comment, by=make_user())
    comment = change(comment, "Second.")
    comment = change(comment, "See https://a.example")
    moderation.reject(comment, by=make_user(), reason=Reason.ADVERTISING)

    acts = list(Decision.objects.order_by("pk").values_list("act", flat=True))

    assert acts == [Act.APPROVE, Act.APPROVE, Act.HOLD, Act.REJECT]
    assert texts() == ["First.", "Second.", "See https://a.example", "See https://a.example"]


def test_what_nobody_decided_about_is_not_kept() -> None:
    comment = change(make_comment(text="First."), "See https://a.example")
    log.record(comment, State.APPROVED, Act.APPROVE, by=make_user())
    log.record(comment, State.PENDING, Act.HOLD, by=Rule.REPORTED)
    comment = change(comment, "See https://b.example")
    change(comment, "See https://c.example")

    assert list(DecidedText.objects.values_list("text", flat=True)) == ["See https://a.example"]
    assert texts() == ["See https://a.example"] * 2


def test_changed_text_that_stays_published_is_so_by_a_rule_and_no_longer_by_a_moderator() -> None:
    comment = make_comment(text="First.", state=State.APPROVED)

    comment = change(comment, "Second.")

    assert comment.decision
    assert (comment.state, comment.decision.actor) == (State.APPROVED, Actor.RULE)
    assert comment.decision.rule == Rule.AFTERWARDS


def test_same_text_again_is_no_change() -> None:
    comment = make_comment(text="First.", state=State.APPROVED)

    same = change(comment, "First.", Mode.ALL)

    assert (same.version, same.edited_at, same.state) == (comment.version, None, State.APPROVED)


def test_what_a_rule_let_stay_is_not_undone_into_a_text_that_nobody_read(moderator: User) -> None:
    comment = change(make_comment(text="First.", state=State.APPROVED), "Second.")
    Comment.objects.update(edited_at=None)  # as if approved and changed in the same moment of the clock
    assert comment.decision

    with pytest.raises(log.StaleError):
        moderation.undo(comment.decision, by=moderator)
    rejected = moderation.reject(comment, by=moderator, reason=Reason.OTHER)
    moderation.undo(rejected, by=moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.text) == (State.APPROVED, "Second.")


@pytest.mark.parametrize("name", ["text", "comment_id", "decision_id"])
def test_database_refuses_to_change_what_was_decided_upon(name: str) -> None:
    comment = change(make_comment(state=State.APPROVED), "Second.")
    value = "Else." if name == "text" else make_comment(state=State.APPROVED).decision_id

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DecidedText.objects.update(**{name: value})

    assert DecidedText.objects.get().comment == comment


def test_erasing_takes_it_and_leaves_the_decision() -> None:
    comment = change(make_comment(text="First.", state=State.APPROVED), "Second.")

    writers.erase(comment)

    assert not DecidedText.objects.exists()
    assert texts() == ["", "", ""]


def test_it_goes_with_the_article() -> None:
    comment = change(make_comment(text="First.", state=State.APPROVED), "Second.")

    comment.article.delete()

    assert not DecidedText.objects.exists()
    assert texts() == ["", ""]


# The pages


def test_log_and_the_page_of_a_decision_show_what_was_decided(desk: Client, moderator: User) -> None:
    comment = make_comment(name="Bea", text="<b>First</b>\nof two lines.")
    decision = moderation.approve(comment, by=moderator)
    change(comment, "Second.")

    rows, page = desk.get(LOG).text, desk.get(f"{LOG}{decision.pk}/change/").text

    assert "Bea: &lt;b&gt;First&lt;/b&gt;" in rows
    assert "Bea: Second." in rows
    assert rows.count("(changed since)") == 1
    assert "&lt;b&gt;First&lt;/b&gt;<br>of two lines." in page
    assert "Second." not in page


def test_page_of_a_reply_shows_what_each_decision_was_made_upon(desk: Client, moderator: User) -> None:
    comment = make_comment(text="First.")
    moderation.approve(comment, by=moderator)
    change(comment, "Second.")

    page = desk.get(f"{COMMENTS}{comment.pk}/change/").text

    assert page.count("<summary>It said then</summary>First.") == 1
