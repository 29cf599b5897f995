"""Whether an article takes replies, and which of them wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Revision
from comments.models import Mode, ReplyRules
from comments.opening import opening_of
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def live(**fields: Any) -> Revision:
    return Revision.objects.live().select_related("article").get(article=make_article(**fields))


def test_first_replies_wait_and_nothing_closes_without_rules() -> None:
    opening = opening_of(live())

    assert (opening.mode, opening.is_open) == (Mode.FIRST, True)


def test_rules_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    revision = live()
    ReplyRules.objects.create(section=revision.section)
    ReplyRules.objects.create()

    with django_assert_num_queries(1):
        opening_of(revision)


def test_section_has_rules_of_its_own_and_the_others_those_of_all() -> None:
    sport, other = make_section(), make_section()
    ReplyRules.objects.create(mode=Mode.ALL)
    ReplyRules.objects.create(section=sport, mode=Mode.AFTERWARDS)

    modes = [opening_of(live(section=section)).mode for section in (sport, other)]

    assert modes == [Mode.AFTERWARDS, Mode.ALL]


@pytest.mark.parametrize(
    ("rules", "article", "is_open"),
    [
        ({"is_closed": True}, {}, False),
        ({}, {"replies_closed": True}, False),
        ({"is_closed": False}, {"replies_closed": True}, False),
        ({"closed_after_days": 2}, {}, True),
    ],
    ids=["rules", "article", "article against rules", "young"],
)
def test_rules_or_the_article_close_it(rules: dict[str, Any], article: dict[str, Any], is_open: bool) -> None:
    ReplyRules.objects.create(**rules)

    assert opening_of(live(**article)).is_open is is_open


@pytest.mark.parametrize(("microseconds", "is_open"), [(-1, True), (0, False)])
def test_days_end_to_the_moment(microseconds: int, is_open: bool) -> None:
    published = timezone.now() - timedelta(days=5)
    revision = live(at=published)
    ReplyRules.objects.create(closed_after_days=7)

    end = published + timedelta(days=7, microseconds=microseconds)

    assert opening_of(revision, at=end).is_open is is_open


def test_no_days_close_it_at_once() -> None:
    ReplyRules.objects.create(closed_after_days=0)

    assert not opening_of(live()).is_open
