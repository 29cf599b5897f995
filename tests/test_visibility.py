"""The clock alone decides what readers see: every public address, at the moments before, at and after each edge."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
import time_machine

from articles import publishing
from articles.models import RevisionQuerySet
from tests.factories import make_user
from tests.paper import (
    DAY,
    MOMENT,
    NOW,
    PARTS,
    TEXT,
    Paper,
    hidden_stories,
    link_everything_to,
    read_everything,
    rewrite,
    showing,
)

SHOWING = {  # where a live article of today stands; an address that is added here must show it at once
    "home",
    "search",
    "sitemap-page",
    "news-sitemap",
    "articles:article",
    "articles:versions",
    "articles:month",
    "articles:corrections",
    *(f"articles:{kind}" for kind in ("section", "topic", "author", "source")),
    *(f"articles:{kind}feed" for kind in ("", "section-", "topic-", "author-", "source-", "corrections-")),
    *(f"comments:{name}" for name in ("feed", "article-feed", "reply", "reply-create")),
    *(f"comments:{name}" for name in ("report", "report-create", "reported")),
}
TEXT_OF_AN_ARTICLE = SHOWING - {
    *(f"comments:{name}" for name in ("feed", "reply", "report", "report-create", "reported")),
    "articles:versions",
    "articles:corrections",
    "articles:corrections-feed",
    "sitemap-page",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def paper(clock: time_machine.Traveller) -> Paper:
    return Paper()


@pytest.fixture
def hidden(paper: Paper) -> list[str]:
    return hidden_stories(paper)


# Nothing leaks


def test_no_address_shows_a_word_of_what_is_not_live(hidden: list[str]) -> None:
    answers = read_everything(*hidden, "public", "written", "scheduled")

    assert {name: showing(name, answers) for name in hidden} == {name: set() for name in hidden}
    for name in ("public", "written", "scheduled"):
        assert showing(name, answers) == SHOWING
    assert not [answer for answer in answers if answer.status >= 500]


def test_walk_sees_a_leak(hidden: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: were every text that has a window live at all times, the walk would say so."""
    for rule in ("live", "seen"):
        monkeypatch.setattr(
            RevisionQuerySet, rule, lambda texts, at=None: texts.filter(live_from__isnull=False)
        )

    answers = read_everything("future", "expired", "withdrawn")

    for name in ("future", "expired", "withdrawn"):
        assert {"home", "search", "articles:section", "articles:feed", "sitemap-page"} <= showing(
            name, answers
        )


# The clock alone: between the moments no job runs, and nothing is saved


def shown_at(
    clock: time_machine.Traveller, at: datetime, *names: str, parts: Sequence[str] = PARTS
) -> dict[str, set[str]]:
    """Where a reader finds each text at a time."""
    clock.move_to(at, tick=False)
    answers = read_everything(*names)
    return {name: showing(name, answers, parts) for name in names}


def test_window_opens_and_ends_by_the_clock(clock: time_machine.Traveller, paper: Paper) -> None:
    start, end = NOW + DAY, NOW + 2 * DAY
    text = paper.draft("text")
    publishing.publish(text, by=make_user(), at=start, until=end)
    link_everything_to(text.article)

    assert shown_at(clock, start - MOMENT, "text") == {"text": set()}
    assert shown_at(clock, start, "text") == {"text": SHOWING}
    assert shown_at(clock, end - MOMENT, "text") == {"text": SHOWING}
    assert shown_at(clock, end, "text") == {"text": set()}


def test_scheduled_change_comes_by_the_clock(clock: time_machine.Traveller, paper: Paper) -> None:
    change = NOW + DAY
    before = paper.draft("before")
    publishing.publish(before, by=make_user(), at=NOW)
    publishing.publish(rewrite(before.article, "after"), by=make_user(), at=change)

    shown = shown_at(clock, change - MOMENT, "before", "after", parts=TEXT)
    assert shown["after"] == set()
    assert shown["before"] >= TEXT_OF_AN_ARTICLE

    shown = shown_at(clock, change, "before", "after", parts=TEXT)
    assert shown["after"] >= TEXT_OF_AN_ARTICLE
    assert shown["before"] == {"articles:versions"}


def test_withdrawal_takes_effect_at_once(clock: time_machine.Traveller, paper: Paper) -> None:
    text = paper.draft("text")
    publishing.publish(text, by=make_user(), at=NOW - DAY)
    link_everything_to(text.article)
    assert shown_at(clock, NOW, "text") == {"text": SHOWING}

    publishing.withdraw(text.article, by=make_user(), note="It was not so.")

    assert shown_at(clock, NOW, "text") == {"text": set()}
