"""The state of an article: asked of the clock, the same by its name and by its condition."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article
from articles.states import CONDITIONS, State, state_of, with_state
from tests.articles.writing import publish, write
from tests.factories import make_article, make_draft

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def asked(article: Article, *, at: datetime | None = None) -> Any:
    return with_state(Article.objects.filter(pk=article.pk), at=at).get()


def state(article: Article, *, at: datetime | None = None) -> State:
    return state_of(asked(article, at=at))


def draft() -> Article:
    return make_draft().article


def ready() -> Article:
    draft = make_draft()
    publishing.send_to_review(draft, by=draft.saved_by)  # type: ignore[arg-type]
    return draft.article


def scheduled() -> Article:
    return make_article(at=NOW + DAY)


def live() -> Article:
    return make_article(at=NOW - DAY)


def live_with_changes() -> Article:
    article = live()
    write(article, headline="Changed")
    return article


def live_with_a_change_that_waits() -> Article:
    article = live_with_changes()
    publishing.send_to_review(publishing.working_copy(article), by=article.created_by)  # type: ignore[arg-type]
    return article


def live_with_a_change_to_come() -> Article:
    article = live()
    publish(article, at=NOW + DAY)
    return article


def expiring() -> Article:
    article = draft()
    publish(article, at=NOW - DAY, until=NOW + DAY)
    return article


def expired() -> Article:
    article = draft()
    publish(article, at=NOW - 2 * DAY, until=NOW - DAY)
    return article


def expired_with_a_text_to_come() -> Article:
    article = expired()
    publish(article, at=NOW + DAY)
    return article


def withdrawn() -> Article:
    article = live()
    publishing.withdraw(article, by=article.created_by, note="Wrong.", at=NOW - DAY / 2)  # type: ignore[arg-type]
    return article


def withdrawn_with_a_text_to_come() -> Article:
    article = withdrawn()
    publish(article, at=NOW + DAY)
    return article


def published_again() -> Article:
    article = withdrawn()
    publish(article, at=NOW - DAY / 4)
    return article


def published_again_and_expired() -> Article:
    article = withdrawn()
    publish(article, at=NOW - DAY / 4, until=NOW - DAY / 8)
    return article


STATES = {
    draft: State.DRAFT,
    ready: State.READY,
    scheduled: State.SCHEDULED,
    live: State.LIVE,
    live_with_changes: State.LIVE,
    live_with_a_change_that_waits: State.LIVE,
    live_with_a_change_to_come: State.LIVE,
    expiring: State.LIVE,
    expired: State.EXPIRED,
    expired_with_a_text_to_come: State.SCHEDULED,
    withdrawn: State.WITHDRAWN,
    withdrawn_with_a_text_to_come: State.SCHEDULED,
    published_again: State.LIVE,
    published_again_and_expired: State.EXPIRED,
}


@pytest.mark.parametrize(("make", "expected"), STATES.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_article_is_in_its_state(make: object, expected: State) -> None:
    assert callable(make)
    assert state(make()) == expected


@pytest.mark.parametrize("moment", [NOW - 3 * DAY, NOW - DAY / 2, NOW, NOW + DAY, NOW + 9 * DAY])
def test_conditions_part_all_articles_as_their_names_do(moment: datetime) -> None:
    for make in STATES:
        make()

    articles = with_state(Article.objects.all(), at=moment)

    assert len(articles) == len(STATES)
    for each, condition in CONDITIONS.items():
        named = {article.pk for article in articles if state_of(article) == each}
        assert set(articles.filter(condition).values_list("pk", flat=True)) == named
    assert set(CONDITIONS) == set(State)


def test_states_of_many_articles_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for make in STATES:
        make()

    with django_assert_num_queries(1):
        found = [state_of(article) for article in with_state(Article.objects.order_by("pk"))]

    assert found == list(STATES.values())


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (NOW - MICROSECOND, State.SCHEDULED),
        (NOW, State.LIVE),
        (NOW + DAY - MICROSECOND, State.LIVE),
        (NOW + DAY, State.EXPIRED),
    ],
)
def test_state_changes_at_the_edges_of_the_window(
    clock: time_machine.Traveller, moment: datetime, expected: State
) -> None:
    article = draft()
    publish(article, at=NOW, until=NOW + DAY)

    clock.move_to(moment)

    assert state(article) == state(article, at=moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"), [(NOW - MICROSECOND, State.LIVE), (NOW, State.WITHDRAWN), (NOW + DAY, State.LIVE)]
)
def test_article_is_withdrawn_until_it_is_published_again(
    editor: User, moment: datetime, expected: State
) -> None:
    article = make_article(at=NOW - DAY)
    publishing.withdraw(article, by=editor, note="Wrong.", at=NOW)
    publish(article, at=NOW + DAY) if moment > NOW else None

    assert state(article, at=moment) == expected


# What else is known of an article


def test_article_says_when_its_next_text_comes_and_when_its_text_ends() -> None:
    coming, ending, changing = asked(scheduled()), asked(expiring()), asked(live_with_a_change_to_come())

    assert (coming.goes_live_at, coming.expires_at) == (NOW + DAY, None)
    assert (ending.goes_live_at, ending.expires_at) == (None, NOW + DAY)
    assert (changing.goes_live_at, changing.expires_at) == (NOW + DAY, None)


def test_text_ends_before_another_comes_where_there_is_a_gap() -> None:
    article = draft()
    publish(article, at=NOW - DAY, until=NOW + DAY)
    publish(article, at=NOW + 2 * DAY)

    found = asked(article)

    assert (found.expires_at, found.goes_live_at) == (NOW + DAY, NOW + 2 * DAY)


def test_working_copy_has_changes_from_its_first_save_on() -> None:
    article = live()
    publishing.working_copy(article)
    assert not asked(article).has_changes

    write(article)

    assert asked(article).has_changes


def test_change_of_a_live_article_can_wait_for_an_editor() -> None:
    assert asked(live_with_a_change_that_waits()).ready_at == NOW
