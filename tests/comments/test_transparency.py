"""What everybody may know of moderation: counted month by month from the log."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from comments import log, moderation, transparency, writers
from comments.models import Act, Comment, Reason, Rule, State
from comments.transparency import Month
from tests.factories import make_article, make_comment, make_user

PAGE = "/replies/transparency/"
NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def this_month() -> Month:
    return transparency.months()[0]


def test_twelve_months_are_told_the_present_one_first() -> None:
    with time_machine.travel(datetime(2026, 2, 28, tzinfo=UTC)):
        firsts = [month.first for month in transparency.months()]

    assert firsts == [
        date(2026, 2, 1),
        date(2026, 1, 1),
        *(date(2025, month, 1) for month in range(12, 2, -1)),
    ]


def test_replies_count_in_the_month_they_came_and_decisions_in_theirs() -> None:
    comment = make_comment(created_at=NOW - timedelta(days=20))
    moderation.approve(comment, by=make_user())

    may, april, *_ = transparency.months()

    assert (may.received, may.published, may.by_moderators) == (0, 1, 1)
    assert (april.received, april.published) == (1, 0)


def test_reasons_are_counted_also_those_of_rules() -> None:
    for reason in (Reason.INSULT, Reason.INSULT, Reason.FALSE):
        moderation.reject(make_comment(), by=make_user(), reason=reason)
    log.record(make_comment(), State.REJECTED, Act.REJECT, by=Rule.BANNED)
    log.record(make_comment(), State.SPAM, Act.SPAM, by=Rule.SIGNALS)
    moderation.decide(make_comment(), Act.TRASH, by=make_user())

    month = this_month()

    assert (month.rejected, month.spam, month.trashed) == (4, 1, 1)
    assert (month.by_moderators, month.by_rules) == (4, 2)
    assert month.why[0] == (str(Reason.INSULT.label), 2)
    assert {words for words, _count in month.why[1:]} == {str(Reason.FALSE.label), str(Rule.BANNED.label)}


def test_what_is_taken_back_is_told_besides() -> None:
    decision = moderation.decide(make_comment(), Act.SPAM, by=make_user())
    moderation.undo(decision, by=make_user())

    assert (this_month().spam, this_month().undone, this_month().by_moderators) == (1, 1, 2)


def test_second_approval_of_what_is_published_publishes_nothing() -> None:
    comment = make_comment(state=State.APPROVED)
    moderation.approve(comment, by=make_user())

    assert this_month().published == 1


@pytest.mark.parametrize(
    ("act", "outcome"), [(None, (1, 0, 0)), (Act.APPROVE, (1, 1, 0)), (Act.SPAM, (1, 0, 1))]
)
def test_asking_again_is_told_with_what_came_of_it(act: Act | None, outcome: tuple[int, int, int]) -> None:
    comment = make_comment(state=State.TRASH)
    writers.ask_again(comment, "Please.")
    if act:
        moderation.decide(comment, act, by=make_user())

    month = this_month()

    assert (month.asked_again, month.then_published, month.then_refused) == outcome


def test_what_writers_do_is_nobody_elses_decision() -> None:
    writers.withdraw(make_comment())
    writers.erase(make_comment())

    assert (this_month().withdrawn, this_month().by_moderators, this_month().by_rules) == (2, 0, 0)


def test_reply_that_is_withdrawn_and_then_erased_was_taken_back_once(clock: time_machine.Traveller) -> None:
    comment = make_comment()
    writers.withdraw(comment)
    clock.shift(timedelta(days=30))
    writers.erase(comment, by=make_user())

    june, may, *_ = transparency.months()

    assert (may.withdrawn, june.withdrawn, june.by_moderators) == (1, 0, 0)


def test_months_begin_where_the_site_is(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/London"
    midnight = datetime(2026, 4, 30, 23, tzinfo=UTC)  # summer time
    article = make_article()
    make_comment(article=article, created_at=midnight - timedelta(seconds=1))
    make_comment(article=article, created_at=midnight)

    may, april, *_ = transparency.months()

    assert (may.received, april.received) == (1, 1)


# The page


def test_page_tells_the_month_and_names_nobody(client: Client) -> None:
    comment = make_comment(name="Zora", email="zora@quill.example")
    moderation.reject(comment, by=make_user("mona"), reason=Reason.INSULT, note="Be kind, Zora.")

    page = client.get(PAGE).text

    assert "<h2>May 2026</h2>" in page
    assert "<li>1 reply received</li>" in page
    assert "<li>1: It insults or harasses somebody.</li>" in page
    assert not [word for word in ("Zora", "zora", "mona", "Be kind") if word in page]


def test_page_of_a_site_without_replies_says_so(client: Client) -> None:
    assert "Nobody has replied yet." in client.get(PAGE).text


@pytest.mark.parametrize("times", [1, 5])
def test_page_takes_the_same_queries_however_much_was_decided(
    client: Client, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        comment = make_comment()
        moderation.reject(comment, by=make_user(), reason=Reason.HATE)
        writers.ask_again(comment, "Please.")

    with django_assert_num_queries(4):  # the menu's sections; received, decided, asked again
        client.get(PAGE)
    make_comment()
    with django_assert_num_queries(1):  # a flood of replies makes nobody count
        client.get(PAGE)


def test_count_is_five_minutes_old_at_most(clock: time_machine.Traveller) -> None:
    decision = moderation.decide(make_comment(), Act.SPAM, by=make_user())
    assert (this_month().spam, this_month().undone) == (1, 0)
    moderation.undo(decision, by=make_user())
    clock.shift(timedelta(minutes=4))
    assert this_month().undone == 0

    clock.shift(timedelta(minutes=1))

    assert (this_month().spam, this_month().undone) == (1, 1)


def test_page_is_answered_with_304_until_something_else_is_counted(
    client: Client, clock: time_machine.Traveller
) -> None:
    comment = make_comment()
    tag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304

    moderation.approve(comment, by=make_user())
    clock.shift(timedelta(minutes=5))

    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 200


def test_footer_leads_there(client: Client) -> None:
    assert f'<a href="{PAGE}">How replies are moderated</a>' in client.get("/").text


def test_secret_of_a_reply_is_never_taken_for_the_page(client: Client) -> None:
    comment = make_comment()

    assert client.get(comment.status_page).status_code == 200
    assert Comment._meta.get_field("secret").max_length == 32 > len("transparency")
