"""A worker that is killed in the middle loses no mail: what it left is found, and done exactly once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from comments import announcing, confirming, moderation, subscriptions, tasks, writers
from comments.models import Comment, Confirmation, Reason, Subscription, Topic
from newsroom import schedule
from newsroom.outbox.models import Mail
from tests.comments.mailing import asked, make_follower
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment
from tests.workers import run_waiting_tasks

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def kill() -> None:
    """Lose what the worker has claimed, as if it was killed: nobody takes that up again."""
    DBTaskResult.objects.all().delete()


def catch_up(clock: time_machine.Traveller) -> int:
    """The round in which a task that is still not done was killed, and what comes of it."""
    clock.shift(tasks.LATE + MINUTE)
    found: int = tasks.catch_up.call()
    DBTaskResult.objects.exclude(task_path="comments.tasks.received").delete()
    run_waiting_tasks()
    return found


def subjects() -> list[str]:
    return sorted(Mail.objects.values_list("subject", flat=True))


def test_round_comes_again_and_again() -> None:
    assert tasks.catch_up in schedule.RECURRING

    tasks.catch_up.call()

    run = DBTaskResult.objects.get(task_path="comments.tasks.catch_up")
    assert run.run_after == NOON + tasks.EVERY


def test_mail_that_asks_is_not_lost_with_the_worker(client: Client, clock: time_machine.Traveller) -> None:
    post_reply(client, make_article(), topics=["decided", "all"])
    kill()

    found = [catch_up(clock) for _ in range(3)]

    assert found == [1, 0, 0]
    assert Confirmation.objects.count() == Mail.objects.count() == 1
    assert set(Subscription.objects.values_list("topic", flat=True)) == {Topic.DECIDED, Topic.ALL}


def test_decision_that_nobody_was_told_of_is_told_once(
    clock: time_machine.Traveller, moderator: User
) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    writer = make_follower(Topic.DECIDED, article=article)
    moderation.approve(writer, by=moderator)
    kill()

    found = [catch_up(clock) for _ in range(3)]

    assert found == [2, 0, 0]  # of the follower's own reply there is nothing to tell
    assert subjects() == [f"A new reply from {writer.name}", "Your reply is published"]


def test_what_the_worker_did_before_it_was_killed_is_not_done_again(
    clock: time_machine.Traveller, moderator: User
) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    writer = make_follower(Topic.DECIDED, article=article)
    announcing.tell_writer(moderation.approve(writer, by=moderator))
    kill()

    catch_up(clock)

    assert subjects() == [f"A new reply from {writer.name}", "Your reply is published"]


def test_decision_before_the_yes_is_told_although_the_worker_was_killed_after_it(
    clock: time_machine.Traveller, moderator: User
) -> None:
    comment = make_comment()
    confirmation = asked(comment, Topic.DECIDED)
    decision = moderation.reject(comment, by=moderator, reason=Reason.INSULT)
    tasks.decided.call(decision.pk)
    Mail.objects.all().delete()
    confirming.confirm(confirmation)
    kill()

    catch_up(clock)

    assert subjects() == ["Your reply was not published"]


def test_task_that_is_killed_again_is_found_again(client: Client, clock: time_machine.Traveller) -> None:
    post_reply(client, make_article(), topics=["all"])
    kill()
    clock.shift(tasks.LATE + MINUTE)
    tasks.catch_up.call()
    kill()

    assert [catch_up(clock), catch_up(clock)] == [1, 0]
    assert Mail.objects.count() == 1


def test_what_is_not_late_is_left_to_its_task(client: Client, clock: time_machine.Traveller) -> None:
    post_reply(client, make_article(), topics=["all"])
    clock.shift(tasks.LATE)

    assert tasks.catch_up.call() == 0
    run_waiting_tasks()
    assert Comment.objects.get().untold_since is None


def test_task_of_an_earlier_decision_tells_how_it_stands_by_now(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED)
    first = moderation.approve(comment, by=moderator)
    second = moderation.reject(comment, by=moderator, reason=Reason.INSULT)

    for decision in (first, second):
        tasks.decided.call(decision.pk)

    assert subjects() == ["Your reply was not published"]
    assert Comment.objects.get(pk=comment.pk).untold_since is None


def test_nobody_is_told_of_what_was_erased_meanwhile(client: Client, clock: time_machine.Traveller) -> None:
    post_reply(client, make_article(), topics=["all"])
    writers.erase(Comment.objects.get())
    kill()

    assert catch_up(clock) == 0
    assert not Mail.objects.exists()


def test_mail_that_the_limits_refuse_is_not_asked_for_by_each_round(
    client: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(subscriptions.MOST_TO_A_MAILBOX):
        subscriptions.ask(make_comment(email="bea@readers.example"), ["all"])
    post_reply(client, make_article(), topics=["all"])
    kill()

    assert [catch_up(clock), catch_up(clock)] == [1, 0]
    assert Mail.objects.count() == subscriptions.MOST_TO_A_MAILBOX


@pytest.mark.parametrize("count", [1, 4])
def test_round_that_finds_nothing_costs_the_same_however_many_replies_there_are(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_comment()

    with django_assert_max_num_queries(11):  # the next run is queued; what is late
        tasks.catch_up.call()
