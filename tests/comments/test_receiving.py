"""How a reply comes in: once, through the pipeline, and published unread only where a rule says so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import publishing
from comments import log, receiving, writers
from comments.models import Act, Actor, Badge, Ban, Comment, Decision, Mode, Rule, State, Watched
from comments.signals.evidence import MOST_FROM_A_BLOCK
from comments.signals.submission import Submission
from newsroom.limits import ReachedError
from newsroom.visitors import Visitor
from tests.comments.examining import make_submission
from tests.factories import make_article, make_author, make_comment, make_user

pytestmark = pytest.mark.django_db


def send(
    submission: Submission,
    mode: Mode = Mode.FIRST,
    *,
    user: User | None = None,
    parent: Comment | None = None,
) -> Comment:
    typed = {name: getattr(submission, name) for name in ("article", "text", "name", "email", "website")}
    comment = Comment(parent=parent, **typed)
    return receiving.take(comment, submission, mode=mode, user=user, topics=[])


def known(**fields: Any) -> dict[str, str]:
    """Somebody whose earlier reply was published."""
    make_comment(state=State.APPROVED, guest="g", **fields)
    return {"guest": "g"}


# What becomes of it


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("is_known", [False, True])
def test_mode_says_which_replies_wait(mode: Mode, is_known: bool) -> None:
    comment = send(make_submission(**known() if is_known else {}), mode)

    rule = {
        (Mode.FIRST, True): Rule.TRUSTED,
        (Mode.AFTERWARDS, True): Rule.TRUSTED,
        (Mode.AFTERWARDS, False): Rule.AFTERWARDS,
    }.get((mode, is_known))
    comment.refresh_from_db()
    assert comment.state == (State.APPROVED if rule else State.PENDING)
    assert (comment.decision.rule if comment.decision else None) == rule


@pytest.mark.parametrize("mode", Mode)
def test_nothing_that_speaks_against_it_is_published_unread(mode: Mode) -> None:
    comment = send(make_submission(text="See https://a.example/", **known()), mode)

    assert comment.state == State.PENDING
    assert ["links", 2, "1"] in Comment.objects.get(pk=comment.pk).signals


def test_weights_of_spam_make_it_spam_by_a_rule_that_can_be_seen() -> None:
    Watched.objects.create(value="pills", weight=10)

    comment = send(make_submission(text="Buy pills"), Mode.AFTERWARDS)

    decision = Decision.objects.latest("pk")
    assert Comment.objects.get(pk=comment.pk).state == State.SPAM
    assert (decision.actor, decision.rule, decision.after) == (Actor.RULE, Rule.SIGNALS, State.SPAM)


def test_good_history_weighs_against_spam_but_publishes_nothing() -> None:
    Watched.objects.create(value="pills", weight=10)

    assert send(make_submission(text="Buy pills", **known()), Mode.AFTERWARDS).state == State.PENDING


@pytest.mark.parametrize("mode", Mode)
def test_banned_person_is_refused_by_a_rule(mode: Mode, ban_until: Any) -> None:
    Ban.objects.create(kind="block", value="block", until=ban_until, made_by_name="Mona")

    comment = send(make_submission(**known()), mode)

    assert (comment.state, Decision.objects.latest("pk").rule) == (State.REJECTED, Rule.BANNED)


def test_origin_and_signals_are_kept() -> None:
    comment = send(make_submission(guest="g", milliseconds=10))

    comment.refresh_from_db()
    assert (comment.guest, comment.block, comment.network) == ("g", "block", "network")
    assert comment.signals == [["too-fast", 4, "0.0"]]
    assert (comment.score, comment.is_likely_spam) == (4, False)


def test_heavy_signals_put_it_behind_the_others() -> None:
    make_comment(is_likely_spam=False)
    Watched.objects.create(value="pills", weight=5)

    spam = send(make_submission(text="Buy pills"))
    late = make_comment()

    assert list(Comment.objects.queued())[-2:] == [late, spam]


# Staff


@pytest.mark.parametrize("mode", Mode)
def test_reply_of_staff_is_published_in_the_name_of_who_wrote_it(mode: Mode) -> None:
    carl = make_user("carl", first_name="Carl", last_name="Reed")

    comment = send(make_submission(name="C.", text="See http://a.example"), mode, user=carl)

    decision = Decision.objects.get()
    assert (comment.badge, comment.state) == (Badge.STAFF, State.APPROVED)
    assert (decision.actor, decision.rule) == (Actor.RULE, Rule.STAFF)
    assert (decision.made_by, decision.made_by_name) == (carl, "Carl Reed")


def test_author_is_whom_the_byline_names_and_not_who_typed_the_article_in() -> None:
    rita, editor = make_user("rita"), make_user("edith")
    article = make_article(by=editor, authors=[make_author(), make_author(account=rita)])
    working_copy = publishing.working_copy(article)
    working_copy.bylines.create(author=make_author(account=editor))  # which no reader sees

    badges = [
        send(make_submission(article=article, name=user.username), user=user).badge for user in (rita, editor)
    ]

    assert badges == [Badge.AUTHOR, Badge.STAFF]


def test_name_of_staff_is_no_badge() -> None:
    assert send(make_submission(name="Rita, editor")).badge == Badge.NONE


# Once


def test_same_reply_sent_again_is_the_same_whatever_was_decided() -> None:
    submission = make_submission()
    first = send(submission)
    log.record(first, State.REJECTED, Act.REJECT, by=make_user())

    assert send(submission) == first
    assert Comment.objects.count() == 1
    assert DBTaskResult.objects.filter(task_path="comments.tasks.received").count() == 1


def test_same_words_from_elsewhere_or_long_after_are_not_led_to_the_first() -> None:
    submission = make_submission()
    first = send(submission)
    elsewhere = send(replace(submission, visitor=Visitor("elsewhere", "block", "network")))
    Comment.objects.update(created_at=timezone.now() - receiving.RESENT - timedelta(seconds=1))

    with pytest.raises(receiving.KnownError):
        send(submission)

    assert elsewhere != first


def test_other_words_name_or_place_are_another_reply() -> None:
    article = make_article()
    parent = make_comment(article=article, state=State.APPROVED)
    send(make_submission(article=article))

    for other in ({"text": "Other."}, {"name": "Cy"}, {"email": "cy@readers.example"}):
        send(make_submission(article=article, **other))
    send(make_submission(article=article, parent=parent.pk), parent=parent)

    assert Comment.objects.count() == 6


def test_flood_from_one_block_is_refused_and_stores_nothing() -> None:
    article = make_article()
    common = {"article": article, "text": "x", "name": "x", "email": "x@readers.example", "block": "block"}
    Comment.objects.bulk_create(Comment(**common) for _ in range(MOST_FROM_A_BLOCK))

    with pytest.raises(ReachedError):
        send(make_submission(article=article))

    assert Comment.objects.count() == MOST_FROM_A_BLOCK


def test_erasing_makes_no_room_in_a_flood() -> None:
    article = make_article()
    for number in range(MOST_FROM_A_BLOCK):
        writers.erase(send(make_submission(article=article, text=f"Text {number}.")))

    with pytest.raises(ReachedError):
        send(make_submission(article=article, text="One more."))


# Changing


def changed(comment: Comment, text: str, mode: Mode = Mode.FIRST, **fields: Any) -> Comment:
    submission = make_submission(article=comment.article, text=text, key=comment.pk, **fields)
    receiving.change(comment, submission, mode=mode)
    return Comment.objects.get(pk=comment.pk)


def test_waiting_reply_that_is_changed_waits_on_and_says_so() -> None:
    comment = changed(make_comment(), "Better words.")

    assert (comment.text, comment.state, comment.version) == ("Better words.", State.PENDING, 1)
    assert comment.edited_at is not None
    assert ["edited", 0, ""] in comment.signals


def test_links_that_are_put_into_a_published_reply_make_it_wait_again() -> None:
    comment = make_comment(state=State.APPROVED, guest=known()["guest"])

    after = changed(comment, "Buy at https://pills.example", guest="g")

    assert (after.state, after.decision.rule) == (State.PENDING, Rule.EDITED)  # type: ignore[union-attr]


def test_published_reply_of_somebody_known_stays_when_its_new_text_is_harmless() -> None:
    comment = make_comment(state=State.APPROVED, guest=known()["guest"])

    assert changed(comment, "A typo less.", guest="g").state == State.APPROVED


def test_published_first_reply_waits_again_when_it_is_changed() -> None:
    assert (
        changed(make_comment(state=State.APPROVED, guest="new"), "Else.", guest="new").state == State.PENDING
    )


def test_published_reply_that_becomes_spam_waits_for_a_moderator() -> None:
    Watched.objects.create(value="pills", weight=10)

    assert changed(make_comment(state=State.APPROVED), "Buy pills").state == State.PENDING


def test_no_change_publishes_what_a_decision_holds() -> None:
    comment = make_comment(state=State.APPROVED)
    log.record(comment, State.PENDING, Act.HOLD, by=Rule.REPORTED)

    assert changed(comment, "Harmless.", Mode.AFTERWARDS).state == State.PENDING


def test_waiting_reply_is_published_by_a_change_where_a_rule_would_have_published_it() -> None:
    comment = make_comment(signals=[["links", 2, "1"]])

    assert changed(comment, "No link.", Mode.AFTERWARDS).state == State.APPROVED


def test_change_of_the_text_mends_nothing_of_how_it_was_sent() -> None:
    comment = make_comment(signals=[["too-fast", 4, "0.5"], ["links", 2, "1"]])

    after = changed(comment, "No link any more.", Mode.AFTERWARDS)

    assert after.state == State.PENDING
    assert after.signals == [["too-fast", 4, "0.5"], ["edited", 0, ""]]


def test_change_by_the_staff_is_published_as_long_as_they_are_staff() -> None:
    carl = make_user("carl")
    comment = send(make_submission(), user=carl)

    while_staff = changed(comment, "See https://a.example", Mode.ALL).state
    User.objects.filter(pk=carl.pk).update(is_staff=False)
    afterwards = changed(comment, "See https://b.example", Mode.ALL).state

    assert (while_staff, afterwards) == (State.APPROVED, State.PENDING)


def test_change_of_what_was_decided_meanwhile_is_refused() -> None:
    comment = make_comment()
    seen = Comment.objects.get()
    log.record(comment, State.APPROVED, Act.APPROVE, by=make_user())

    with pytest.raises(log.StaleError):
        changed(seen, "Else.")

    assert Comment.objects.get().text == comment.text
