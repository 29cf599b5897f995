"""What the writer of a reply can do with it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from comments import log, moderation, writers
from comments.models import Act, Actor, Comment, Decision, Report, State, Subscription, Topic
from tests.factories import DECIDED, make_comment, make_user

pytestmark = pytest.mark.django_db

WINDOW = timedelta(minutes=settings.REPLIES_EDIT_MINUTES)
MICROSECOND = timedelta(microseconds=1)


# Changing


@pytest.mark.parametrize("state", [State.PENDING, *DECIDED])
def test_only_what_waits_or_is_published_can_be_changed(state: State) -> None:
    assert writers.can_change(make_comment(state=state)) is (state in {State.PENDING, State.APPROVED})


@pytest.mark.parametrize(("age", "is_open"), [(WINDOW - MICROSECOND, True), (WINDOW, False)])
def test_window_ends_to_the_moment(age: timedelta, is_open: bool) -> None:
    comment = make_comment()

    assert writers.can_change(comment, at=comment.created_at + age) is is_open


@pytest.mark.parametrize(
    ("state", "is_open"), [(State.PENDING, False), (State.APPROVED, False), (State.SPAM, True)]
)
def test_what_was_answered_stays_as_it_is(state: State, is_open: bool) -> None:
    comment = make_comment(state=State.APPROVED)
    make_comment(parent=comment, state=state)

    assert writers.can_change(comment) is is_open


# Withdrawing


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_writer_withdraws_and_no_moderator_brings_it_back(state: State) -> None:
    comment = make_comment(state=state)

    writers.withdraw(comment)

    decision = Decision.objects.latest("pk")
    assert (Comment.objects.get().state, decision.actor, decision.act) == (
        State.WITHDRAWN,
        Actor.WRITER,
        Act.WITHDRAW,
    )
    with pytest.raises(log.StaleError):
        moderation.approve(comment, by=make_user())
    with pytest.raises(log.StaleError):
        moderation.undo(decision, by=make_user())


@pytest.mark.parametrize("state", [State.REJECTED, State.SPAM, State.TRASH, State.WITHDRAWN])
def test_what_is_not_published_is_not_withdrawn(state: State) -> None:
    with pytest.raises(log.StaleError):
        writers.withdraw(make_comment(state=state))


# Asking again


@pytest.mark.parametrize("state", [State.REJECTED, State.SPAM, State.TRASH])
def test_writer_asks_for_another_look_once(state: State) -> None:
    comment = make_comment(state=state)

    writers.ask_again(comment, "It was meant kindly.")

    asked = Comment.objects.queued().get()
    assert (asked.state, asked.appeal) == (State.PENDING, "It was meant kindly.")
    moderation.decide(asked, Act.TRASH, by=make_user())
    with pytest.raises(log.StaleError):
        writers.ask_again(asked, "Please.")


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.WITHDRAWN])
def test_nobody_asks_again_about_what_was_not_refused(state: State) -> None:
    with pytest.raises(log.StaleError):
        writers.ask_again(make_comment(state=state), "Please.")


# Erasing


@pytest.mark.parametrize("state", [State.PENDING, *DECIDED])
def test_erasing_forgets_the_person_and_keeps_the_place(state: State) -> None:
    comment = make_comment(
        state=state,
        website="https://bea.example/",
        guest="guest",
        block="block",
        network="network",
        fingerprint="f",
        text_digest="d",
        email_confirmed_at=timezone.now(),
        signals=[["watched-word", 3, "Bea"]],
    )
    answer = make_comment(parent=comment, state=State.APPROVED)
    Subscription.objects.create(
        topic=Topic.ANSWERS, comment=comment, article=comment.article, email=comment.email
    )
    Report.objects.create(comment=comment, address="v", complaint="spam")

    writers.erase(comment)

    erased = Comment.objects.get(pk=comment.pk)
    kept = {name: getattr(erased, name) for name in writers.PERSONAL}
    assert (erased.state, kept) == (State.ERASED, dict.fromkeys(writers.PERSONAL, ""))
    assert (erased.fingerprint, erased.email_confirmed_at, erased.signals) == (None, None, [])
    assert not Subscription.objects.exists()
    assert not Report.objects.open().exists()
    assert answer.text in [kept.text for kept in Comment.objects.in_threads()]


def test_erased_comment_is_erased_once_and_never_comes_back() -> None:
    comment = make_comment()
    decision = moderation.approve(comment, by=make_user())
    writers.erase(comment)

    with pytest.raises(log.StaleError):
        writers.erase(comment)
    with pytest.raises(log.StaleError):
        moderation.undo(Decision.objects.get(pk=decision.pk), by=make_user())


def test_stale_page_of_the_writer_undoes_no_decision() -> None:
    make_comment()
    seen, decided = Comment.objects.get(), Comment.objects.get()
    moderation.approve(decided, by=make_user())

    with pytest.raises(log.StaleError):
        writers.withdraw(seen)

    assert Comment.objects.get().state == State.APPROVED
