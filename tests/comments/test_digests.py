"""The mail of what waits: as often as each moderator wants, by the site’s clock, and few however much comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from comments import digests, log, moderation, tasks
from comments.models import Act, Digest, Frequency, Rule, State
from newsroom.outbox.models import Mail
from tests.comments.mailing import everything, paths_in
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

START = datetime(2026, 5, 1, 10, 20, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAGE = "/admin/comments/digest/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def make_digest(frequency: Frequency, username: str = "mona", **fields: object) -> Digest:
    own = {"role": "Moderators", "email": f"{username}@paper.example", **fields}
    return Digest.objects.create(user=make_user(username, **own), frequency=frequency)  # type: ignore[arg-type]


def rounds(clock: time_machine.Traveller, *, span: timedelta, every: timedelta = 5 * MINUTE) -> list[str]:
    """The times at which mail was written while the worker went its rounds."""
    before = set(Mail.objects.values_list("pk", flat=True))
    end = timezone.now() + span
    while timezone.now() < end:
        clock.shift(every)
        digests.send()
    times = Mail.objects.exclude(pk__in=before).order_by("pk").values_list("written_at", flat=True)
    return [f"{timezone.localtime(at):%d. %H:%M}" for at in times]


# When


def test_at_once_is_bundled_in_a_flood(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.AT_ONCE)
    article = make_article()
    clock.shift(HOUR)
    written = []
    for _ in range(20):  # 500 replies in ten minutes
        for _ in range(25):
            make_comment(article=article)
        clock.shift(MINUTE / 2)
        written.append(digests.send())

    assert sum(written) == Mail.objects.count() == 2
    assert "replies wait" in Mail.objects.latest("pk").subject
    assert rounds(clock, span=HOUR) == ["01. 11:35"]  # for those that came after the last mail


def test_hourly_comes_after_the_full_hour_and_only_for_news(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.HOURLY)
    make_comment(held_at=START + MINUTE)

    first = rounds(clock, span=3 * HOUR)
    make_comment(held_at=timezone.now())
    second = rounds(clock, span=3 * HOUR)

    assert first == ["01. 11:05"]
    assert second == ["01. 14:05"]


def test_daily_comes_in_the_morning_of_the_site(clock: time_machine.Traveller, settings: Settings) -> None:
    settings.TIME_ZONE = "America/New_York"
    with timezone.override(ZoneInfo("America/New_York")):
        make_digest(Frequency.DAILY)
        make_comment(held_at=START + MINUTE)  # 06:21 in New York, before its morning of the same day
        first = rounds(clock, span=20 * HOUR)
        make_comment(held_at=timezone.now())
        second = rounds(clock, span=48 * HOUR)

    assert first == ["01. 07:05"]
    assert second == ["02. 07:05"]


@pytest.mark.parametrize("frequency", list(Frequency))
def test_nothing_new_no_mail(clock: time_machine.Traveller, frequency: Frequency) -> None:
    make_comment()
    clock.shift(MINUTE)
    make_digest(frequency)
    make_comment(state=State.APPROVED, held_at=START + 2 * MINUTE)

    assert rounds(clock, span=26 * HOUR) == []


def test_never_is_never(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.NEVER)
    make_comment(held_at=START + MINUTE)

    assert rounds(clock, span=26 * HOUR) == []


def test_reply_that_readers_reported_out_of_sight_is_news(clock: time_machine.Traveller) -> None:
    comment = make_comment(state=State.APPROVED)
    clock.shift(MINUTE)
    make_digest(Frequency.AT_ONCE)
    clock.shift(MINUTE)

    log.record(comment, State.PENDING, Act.HOLD, by=Rule.REPORTED, held_at=timezone.now())

    assert len(rounds(clock, span=HOUR)) == 1


def test_reply_that_a_moderator_puts_back_into_the_queue_is_news(
    clock: time_machine.Traveller, editor: User
) -> None:
    decision = moderation.decide(make_comment(), Act.SPAM, by=editor)
    clock.shift(MINUTE)
    make_digest(Frequency.AT_ONCE)
    clock.shift(MINUTE)

    moderation.undo(decision, by=editor)

    assert len(rounds(clock, span=HOUR)) == 1


def test_reply_that_comes_begins_a_round_soon_where_somebody_wants_it_at_once(
    clock: time_machine.Traveller,
) -> None:
    comment = make_comment()
    make_digest(Frequency.HOURLY, "hal")
    tasks.received.call(comment.pk)
    before = DBTaskResult.objects.filter(task_path="comments.tasks.tell_moderators").count()
    make_digest(Frequency.AT_ONCE)
    clock.shift(HOUR)

    tasks.received.call(comment.pk)
    tasks.received.call(comment.pk)

    assert before == 0
    task = DBTaskResult.objects.get(task_path="comments.tasks.tell_moderators")
    assert task.run_after - timezone.now() == 2 * digests.SETTLED


# To whom


def test_only_staff_who_may_decide_and_have_an_address_get_it(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.AT_ONCE, "mona")
    make_digest(Frequency.AT_ONCE, "root", role=None, is_superuser=True)
    make_digest(Frequency.AT_ONCE, "rolf", role="Reporters")
    make_digest(Frequency.AT_ONCE, "left", is_active=False)
    make_digest(Frequency.AT_ONCE, "guest", is_staff=False)
    make_digest(Frequency.AT_ONCE, "mute", email="")
    lost = make_digest(Frequency.AT_ONCE, "lost")
    lost.user.groups.clear()
    make_comment(held_at=START + MINUTE)

    rounds(clock, span=HOUR)

    assert sorted(Mail.objects.values_list("to", flat=True)) == ["mona@paper.example", "root@paper.example"]


def test_round_costs_little_where_nobody_is_due(
    clock: time_machine.Traveller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        make_digest(Frequency.HOURLY, f"m{number}")

    with django_assert_num_queries(1):  # the digests with their users
        digests.send()


# What


def test_mail_says_how_many_wait_since_when_and_the_first_few(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.AT_ONCE)
    article = make_article(headline="The ferry & the wall", at=START - HOUR)
    for number in range(7):
        make_comment(article=article, text=f"Text <{number}>\n-- \nx", held_at=START + (number + 1) * MINUTE)
    make_comment(article=article, text="Pills", is_likely_spam=True, held_at=START)

    rounds(clock, span=10 * MINUTE)

    mail = Mail.objects.get()
    assert mail.subject == "Newsroom: 8 replies wait"
    for body in (mail.text, mail.html):
        assert "8 replies wait, 1 of them likely spam." in body
        assert "The oldest has waited since 1 May 2026, 10:21 UTC." in body  # likely spam waits apart
        assert "Pills" not in body  # likely spam comes last
    assert "> Text <4>\n> --\n> x" in mail.text
    assert "Text &lt;4&gt;" in mail.html
    assert "“The ferry & the wall”" in mail.text
    assert "Text <5>" not in mail.text
    assert "\n\n\n" not in mail.text


def test_one_reply_is_written_as_one(clock: time_machine.Traveller) -> None:
    make_digest(Frequency.AT_ONCE)
    make_comment(held_at=START + MINUTE, is_likely_spam=True)

    rounds(clock, span=10 * MINUTE)

    mail = Mail.objects.get()
    assert mail.subject == "Newsroom: 1 reply waits"
    assert "Likely spam: Reader" in mail.text
    assert "The oldest" not in mail.text + mail.html
    assert "\n\n\n" not in mail.text


def test_links_open_the_queue_and_decide_nothing(clock: time_machine.Traveller) -> None:
    digest = make_digest(Frequency.AT_ONCE)
    make_comment(held_at=START + MINUTE)
    rounds(clock, span=10 * MINUTE)
    paths = paths_in(Mail.objects.get())
    moderator = Client()
    moderator.force_login(digest.user)
    before = everything()

    answers = [client.get(path).status_code for path in paths for client in (Client(), moderator)]

    assert paths == ["/admin/comments/comment/queue/", PAGE]
    assert answers == [302, 200, 302, 200]  # whoever is not logged in is asked to
    assert everything() == before


# The page where each says how often


def test_moderator_says_how_often(client: Client, moderator: User) -> None:
    moderator.email = "mona@paper.example"
    moderator.save()
    client.force_login(moderator)

    first = client.get(PAGE)
    rows = Digest.objects.count()
    client.post(PAGE, {"frequency": "hourly"})
    response = client.post(PAGE, {"frequency": "at-once"}, follow=True)

    assert rows == 0
    assert "mona@paper.example" in first.text
    assert "Kept: At once." in response.text
    assert [(digest.user, digest.frequency) for digest in Digest.objects.all()] == [(moderator, "at-once")]


def test_without_an_address_the_page_says_so(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert "Your account has no email address" in client.get(PAGE).text


def test_nobody_says_it_for_somebody_else(client: Client, moderator: User) -> None:
    other = make_digest(Frequency.DAILY, "other")
    client.force_login(moderator)

    client.post(f"{PAGE}{other.pk}/change/", {"frequency": "never"})
    client.post(f"{PAGE}{other.pk}/delete/", {"post": "yes"})
    client.post(PAGE, {"frequency": "never", "user": str(other.pk)})

    other.refresh_from_db()
    assert other.frequency == Frequency.DAILY
    assert Digest.objects.get(user=moderator).frequency == Frequency.NEVER


@pytest.mark.parametrize("who", ["reporter", "shopkeeper"])
def test_who_may_not_decide_has_no_such_page(
    client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/").text
