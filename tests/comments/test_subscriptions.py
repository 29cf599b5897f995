"""Mail that guests ask for: nothing comes before its reader has said yes, and anybody who has the mail can end it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from comments import confirming, subscriptions, tasks, writers
from comments.models import (
    Comment,
    Confirmation,
    NoMail,
    State,
    Subscription,
    Topic,
)
from newsroom.outbox.models import Mail
from tests.comments.mailing import asked, everything, make_follower, one_click, path_to, paths_in
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ALL_TOPICS = list(Topic)


# Asking


def test_reply_with_ticked_topics_leaves_asking_to_the_worker(client: Client) -> None:
    post_reply(client, make_article(), topics=["decided", "all"])

    [task] = DBTaskResult.objects.filter(task_path="comments.tasks.received")
    comment = Comment.objects.get()
    assert (task.args_kwargs["args"], comment.topics) == ([comment.pk], "decided,all")
    assert not Mail.objects.exists()
    assert not Subscription.objects.exists()


def test_one_mail_asks_for_all_topics_of_a_reply() -> None:
    comment = make_comment(email="Bea@Readers.Example", topics="decided,answers,all")

    tasks.received.call(comment.pk)

    mail = Mail.objects.get()
    assert mail.to == "Bea@Readers.Example"
    for topic in ALL_TOPICS:
        assert str(topic.label) in mail.text
        assert str(topic.label) in mail.html
    assert Subscription.objects.unconfirmed().filter(email="bea@readers.example").count() == 3


def test_mail_that_asks_says_nothing_that_was_typed() -> None:
    comment = make_comment(
        text="BUY PILLS", name="CHEAP PILLS", website="https://pills.example/", topics="all"
    )

    tasks.received.call(comment.pk)

    mail = Mail.objects.get()
    assert "pills" not in f"{mail.subject}{mail.text}{mail.html}{mail.headers}".lower()
    assert comment.secret not in f"{mail.text}{mail.html}"  # it may be somebody else’s address


def test_worker_that_comes_twice_asks_once() -> None:
    comment = make_comment(topics="all,all,nonsense")

    for _ in range(2):
        tasks.received.call(comment.pk)

    assert Mail.objects.count() == Confirmation.objects.count() == Subscription.objects.count() == 1


def test_who_ticks_nothing_is_not_asked() -> None:
    tasks.received.call(make_comment().pk)
    tasks.received.call(0)

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"is_likely_spam": True}, {"state": State.SPAM}, {"state": State.REJECTED}]
)
def test_what_looks_like_spam_mails_nobody_unless_its_writer_asks_on_its_page(
    client: Client, fields: dict[str, object]
) -> None:
    comment = make_comment(topics="decided", **fields)  # type: ignore[arg-type]

    tasks.received.call(comment.pk)
    sent_by_itself = Mail.objects.count()
    response = client.post(f"{comment.status_page}mail/")

    assert sent_by_itself == 0
    assert response.status_code == 303
    assert str(Topic.DECIDED.label) in Mail.objects.get().text


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ERASED])
def test_nothing_is_asked_about_a_reply_that_was_taken_back(client: Client, state: State) -> None:
    comment = make_comment(topics="all")
    writers.withdraw(comment) if state == State.WITHDRAWN else writers.erase(comment)

    tasks.received.call(comment.pk)
    response = client.post(f"{comment.status_page}mail/", {"topics": ["all"]})

    assert response.status_code == 404
    assert not Mail.objects.exists()
    assert not Subscription.objects.exists()


# Limits


def test_mailbox_is_asked_three_times_a_day_until_somebody_answers(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "a day"}
    }
    with time_machine.travel(NOON, tick=False) as clock:
        spellings = ["bea@r.example", "BEA@r.example", "bea+1@r.example", "bea+2@r.example"]
        given = [subscriptions.ask(make_comment(email=email), ["all"]) for email in spellings]
        clock.shift(timedelta(days=1, seconds=1))
        later = subscriptions.ask(make_comment(email="bea@r.example"), ["all"])

    assert [bool(confirmation) for confirmation in given] == [True, True, True, False]
    assert later
    assert Mail.objects.count() == 4
    assert Subscription.objects.count() == 5  # the writer sees what is not confirmed, and can ask again


def test_answered_mails_do_not_count() -> None:
    for _ in range(5):
        confirming.confirm(asked(make_comment(email="bea@readers.example")))

    assert Mail.objects.count() == 5


def test_one_address_block_does_not_mail_to_everybody() -> None:
    given = [
        subscriptions.ask(make_comment(block="b"), ["all"])
        for _ in range(subscriptions.MOST_FROM_A_BLOCK + 1)
    ]

    assert [bool(confirmation) for confirmation in given] == [True] * subscriptions.MOST_FROM_A_BLOCK + [
        False
    ]
    assert subscriptions.ask(make_comment(block="c"), ["all"])


def test_page_says_that_no_mail_was_sent(client: Client) -> None:
    comment = make_comment()
    for _ in range(3):
        client.post(f"{comment.status_page}mail/")

    response = client.post(f"{comment.status_page}mail/", {"topics": ["answers"]})

    assert response.status_code == 429
    assert "No mail was sent" in response.text
    assert response["X-Robots-Tag"] == "noindex"
    assert Mail.objects.count() == 3


# Ending


def test_one_click_from_anywhere_ends_all_mail_about_the_article() -> None:
    comment = make_follower(Topic.ALL, Topic.ANSWERS)
    other = make_follower(Topic.ALL, email=comment.email)

    status = one_click(comment.subscriptions.all()[0].page)

    assert status == 200
    assert [one.comment for one in Subscription.objects.active()] == [other]


def test_page_that_ends_mail_shows_it_and_changes_nothing_by_itself(client: Client) -> None:
    subscription = make_follower(Topic.ALL).subscriptions.get()

    shown = client.get(subscription.page)
    still = Subscription.objects.active().count()
    ended = client.post(subscription.page)

    assert "End this mail?" in shown.text
    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "no-referrer",
    )
    assert still == 1
    assert "This mail is ended" in ended.text
    assert not Subscription.objects.active().exists()


def test_end_of_all_mail_is_the_end_until_its_reader_says_otherwise(client: Client) -> None:
    comment = make_follower(Topic.ALL)
    make_follower(Topic.ALL, email=comment.email)
    page = f"{comment.subscriptions.get().page}all/"

    client.post(page)
    while_unwanted = subscriptions.ask(make_comment(email=comment.email.upper()), ["all"])
    shown = client.get(page).text
    client.post(page, {"allow": "1"})
    afterwards = subscriptions.ask(make_comment(email=comment.email), ["all"])

    assert not Subscription.objects.active().exists()
    assert while_unwanted is None
    assert "We mail nothing to this address" in shown
    assert afterwards
    assert not NoMail.objects.exists()


def test_who_was_asked_for_somebody_else_can_forbid_all_mail(client: Client) -> None:
    asked(make_comment(email="eve@victims.example"), Topic.ALL)
    page = path_to(Mail.objects.get(), "/replies/mail/")

    client.post(page)

    assert subscriptions.ask(make_comment(email="eve+2@victims.example"), ["all"]) is None
    assert Mail.objects.count() == 1


def test_writer_ends_one_topic_on_the_page_of_the_reply_and_can_ask_anew(client: Client) -> None:
    comment = make_follower(Topic.ALL, Topic.ANSWERS)

    client.post(f"{comment.status_page}mail/end/", {"topic": "all"})
    left = [one.topic for one in Subscription.objects.active()]
    client.post(f"{comment.status_page}mail/", {"topics": ["all", "<script>"]})

    assert left == [Topic.ANSWERS]
    assert comment.subscriptions.unconfirmed().get().topic == Topic.ALL
    assert Confirmation.objects.unanswered().count() == 1


def test_page_of_a_reply_shows_what_was_asked_for_and_whose_address_it_is(client: Client) -> None:
    comment = make_follower(Topic.ALL, email="bea@readers.example")
    asked(comment, Topic.DECIDED)

    text = client.get(comment.status_page).text

    assert "b***@readers.example" in text
    assert "bea@" not in text
    assert "Mail me all replies here: confirmed" in text
    assert "Tell me when it is decided: not confirmed yet" in text
    assert "We sent a mail to" in text


def test_mail_of_an_erased_reply_is_gone_and_its_links_say_so(client: Client) -> None:
    comment = make_follower(Topic.ALL)
    pages = [comment.subscriptions.get().page, Confirmation.objects.get().page]

    writers.erase(comment)

    assert not Subscription.objects.exists()
    assert not Confirmation.objects.exists()
    for page in [*pages, f"{pages[0]}all/"]:
        assert "Nothing is left behind this link" in client.get(page).text
        assert client.post(page).status_code == 404


# Machines that follow links


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_scanners_change_nothing(client: Client, method: str) -> None:
    comment = make_comment()
    asked(comment, *ALL_TOPICS)
    confirmed = make_follower(*ALL_TOPICS)
    asked(confirmed)
    paths = {path for mail in Mail.objects.all() for path in paths_in(mail)}
    paths |= {subscription.page for subscription in Subscription.objects.all()}
    before = everything()

    for path in [
        *paths,
        comment.status_page,
        f"{comment.status_page}mail/",
        f"{comment.status_page}mail/end/",
    ]:
        getattr(client, method)(path)
        getattr(client, method)(path, headers={"Sec-Purpose": "prefetch"})

    assert everything() == before


# Forgetting


def test_what_nobody_confirmed_and_what_was_ended_is_forgotten_after_a_month() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        asked(make_comment(), Topic.ALL)
        kept = make_follower(Topic.ALL)
        ended = make_follower(Topic.ALL)
        subscriptions.end(ended.subscriptions.get())
        clock.shift(timedelta(days=30, seconds=1))
        tasks.forget_old_wishes.call()

    assert Subscription.objects.get().comment == kept
    assert not Confirmation.objects.exists()
