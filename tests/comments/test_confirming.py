"""Saying yes to a mail that asked: it counts once and in time, and lets a reply be looked at with that trust."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from articles.models import Revision
from comments import confirming, moderation, subscriptions, writers
from comments.models import (
    Act,
    Ban,
    Comment,
    Confirmation,
    Mode,
    Reason,
    ReplyRules,
    Rule,
    State,
    Subscription,
    Topic,
)
from comments.opening import Opening, opening_of
from newsroom.outbox.models import Mail
from tests.comments.mailing import asked, make_published, make_subscription, path_to
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


# Asking


@pytest.mark.parametrize("take_back", [writers.withdraw, writers.erase])
def test_what_was_taken_back_since_it_was_seen_is_not_asked_about(
    take_back: Callable[[Comment], None],
) -> None:
    comment = make_comment()
    take_back(Comment.objects.get())

    assert subscriptions.ask(comment, list(Topic)) is None
    assert not Subscription.objects.exists()
    assert not Mail.objects.exists()


# Saying yes


def test_link_of_the_mail_shows_what_is_asked_for_and_its_button_confirms(client: Client) -> None:
    comment = make_comment(name="<b>Bea</b>", text="At last <script>.")
    asked(comment, Topic.ALL)
    page = path_to(Mail.objects.get(), "/replies/confirm/")

    shown = client.get(page).text
    response = client.post(page)

    assert "&lt;b&gt;Bea&lt;/b&gt;" in shown
    assert "At last &lt;script&gt;." in shown
    assert "Mail me all replies here" in shown
    assert (response.status_code, response["Location"]) == (303, page)
    assert Subscription.objects.active().get().topic == Topic.ALL
    assert Comment.objects.get().email_confirmed_at
    assert "Your address is confirmed" in client.get(page).text


def test_yes_confirms_what_the_mail_asked_for_and_nothing_that_was_added_since() -> None:
    comment = make_comment()
    first = asked(comment, Topic.DECIDED)
    asked(comment, Topic.ALL)

    confirming.confirm(first)

    assert [one.topic for one in Subscription.objects.active()] == [Topic.DECIDED]


def test_yes_is_taken_once_and_for_seven_days(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        answered, late = asked(make_comment(), Topic.ALL), asked(make_comment(), Topic.ALL)
        taken = [confirming.confirm(answered), confirming.confirm(answered)]
        clock.shift(timedelta(days=7))
        client.post(late.page)
        shown = client.get(late.page).text

    assert taken == [True, False]
    assert "This link is too old" in shown
    assert Subscription.objects.active().count() == 1


def test_what_was_decided_before_the_yes_is_told_after_it(moderator: User) -> None:
    comment = make_comment()
    confirmation = asked(comment, Topic.DECIDED)
    decision = moderation.reject(comment, by=moderator, reason=Reason.INSULT)
    DBTaskResult.objects.all().delete()

    confirming.confirm(confirmation)

    assert DBTaskResult.objects.get(task_path="comments.tasks.decided").args_kwargs["args"] == [decision.pk]


def test_pages_of_mails_lead_back_to_the_article(client: Client) -> None:
    comment = make_comment()
    confirmation, followed = asked(comment, Topic.DECIDED), make_subscription(comment=comment)
    back = f'<a href="{comment.article.get_absolute_url()}">Back to the article</a>'
    pages = [
        confirmation.page,
        followed.page,
        *(f"/replies/mail/{one.secret}/all/" for one in (confirmation, followed)),
    ]

    assert all(back in client.get(page).text for page in pages)
    client.post(confirmation.page)
    client.post(pages[2])
    assert all(back in client.get(page).text for page in pages)

    comment.article.revisions.update(live_from=None)
    assert all('<a href="/">To the front page</a>' in client.get(page).text for page in pages)
    assert not any(back in client.get(page).text for page in pages)


# Trust


@pytest.fixture
def known() -> Comment:
    """The published reply of an address that was confirmed."""
    comment = make_published(email="bea@readers.example")
    confirming.confirm(asked(comment))
    return comment


def again(**fields: object) -> Comment:
    """One more reply of that address, which its reader says is theirs."""
    comment = make_comment(email="bea@readers.example", **fields)  # type: ignore[arg-type]
    confirming.confirm(asked(comment))
    comment.refresh_from_db()
    return comment


def test_reply_of_a_known_address_is_published_once_that_is_confirmed(known: Comment) -> None:
    comment = again()

    assert comment.state == State.APPROVED
    assert comment.decision
    assert comment.decision.rule == Rule.TRUSTED
    assert DBTaskResult.objects.filter(task_path="comments.tasks.decided").last()
    assert ["good-history", -1, "1"] in comment.signals


def test_typed_address_is_not_trusted(known: Comment) -> None:
    assert make_comment(email=known.email).state == State.PENDING


def test_first_reply_of_an_address_waits(db: None) -> None:
    assert again().state == State.PENDING


def test_earlier_reply_counts_only_if_it_was_confirmed_too() -> None:
    make_published(email="bea@readers.example")

    assert again().state == State.PENDING


def test_where_every_reply_waits_it_waits(known: Comment) -> None:
    ReplyRules.objects.create(mode=Mode.ALL)

    comment = again()

    assert (comment.state, comment.decision) == (State.PENDING, None)
    assert ["good-history", -1, "1"] in comment.signals  # which the moderator sees


@pytest.mark.parametrize("signal", [["links", 2, "1"], ["too-fast", 4, "0.5"], ["block-rate", 4, "6"]])
def test_what_spoke_against_it_when_it_came_still_does(known: Comment, signal: list[object]) -> None:
    comment = again(signals=[signal])

    assert comment.state == State.PENDING
    assert signal in comment.signals


def test_ban_that_was_lifted_before_the_yes_speaks_no_more(known: Comment) -> None:
    comment = again(signals=[["banned-address", 2, known.email]])

    assert comment.state == State.APPROVED


def test_ban_is_asked_about_anew(known: Comment, ban_until: datetime) -> None:
    Ban.objects.create(kind="email", value=known.email, until=ban_until, made_by_name="mona")

    comment = again(signals=[["banned-address", 2, known.email]])

    assert comment.state == State.PENDING
    assert [name for name, *_ in comment.signals if "banned" in name] == ["banned"]


def test_address_with_a_bad_history_is_not_trusted(known: Comment) -> None:
    confirming.confirm(asked(make_comment(email="bea@readers.example", state=State.SPAM)))

    assert again().state == State.PENDING


def test_closed_article_and_one_that_is_gone_publish_nothing(known: Comment) -> None:
    closed, gone = make_article(replies_closed=True), make_article()
    gone.revisions.all().update(live_until=NOON, live_from=NOON - timedelta(days=1))

    assert again(article=closed).state == State.PENDING
    assert again(article=gone).state == State.PENDING


@pytest.mark.parametrize("act", [Act.SPAM, Act.TRASH])
def test_what_a_moderator_decided_stays(known: Comment, moderator: User, act: Act) -> None:
    comment = make_comment(email=known.email)
    confirmation = asked(comment)
    moderation.decide(comment, act, by=moderator)
    before = Comment.objects.get(pk=comment.pk).state

    confirming.confirm(confirmation)

    assert Comment.objects.get(pk=comment.pk).state == before


def test_what_was_put_back_into_the_queue_stays_there(known: Comment, moderator: User) -> None:
    comment = make_comment(email=known.email)
    confirmation = asked(comment)
    moderation.undo(moderation.decide(comment, Act.SPAM, by=moderator), by=moderator)

    confirming.confirm(confirmation)

    assert Comment.objects.get(pk=comment.pk).state == State.PENDING


def test_yes_counts_though_the_reply_changes_while_it_is_looked_at(
    known: Comment, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = make_comment(email=known.email)
    confirmation = asked(comment, Topic.DECIDED)

    def overtaken(revision: Revision) -> Opening:
        """A moderator decides just before."""
        moderation.reject(Comment.objects.get(pk=comment.pk), by=moderator, reason=Reason.INSULT)
        return opening_of(revision)

    monkeypatch.setattr(confirming, "opening_of", overtaken)

    assert confirming.confirm(confirmation) is True
    comment.refresh_from_db()
    assert (comment.state, comment.decision and comment.decision.reason) == (State.REJECTED, Reason.INSULT)
    assert comment.email_confirmed_at
    assert Confirmation.objects.get(pk=confirmation.pk).confirmed_at
    assert Subscription.objects.active().filter(comment=comment).exists()


# Cost


def test_saying_yes_costs_few_queries(
    known: Comment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    confirmation = asked(make_comment(email=known.email), *Topic)

    # savepoints; confirmed; the reply; topics; mail wanted; trust; the reply anew; revision; rules; evidence; lists;
    # the decision, the state, the task
    with django_assert_max_num_queries(20):
        confirming.confirm(confirmation)

    assert Comment.objects.latest("pk").state == State.APPROVED


def test_asking_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    comment = make_comment(block="b")

    # two savepoints; the lock; for each topic look and store, in a savepoint; three limits; the confirmation; what is
    # wanted, the headline, the mail and its task
    with django_assert_max_num_queries(40):
        asked(comment, *Topic)
