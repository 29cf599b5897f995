"""Two editors arrange the front page at the same moment: one comes first, and the other is told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import front
from articles.models import Article, FrontSlot
from tests.articles.desk import fields_of
from tests.factories import make_article
from tests.races import at_once, meeting

FRONT = "/admin/articles/frontslot/"
MINE, THEIRS = (1, 2), (3, 4)

pytestmark = pytest.mark.django_db(transaction=True)


def arrange_an_empty_page_at_once() -> list[str]:
    """What two are told who saw an empty page and fill other places each, sorted."""
    now = timezone.now()
    stories = {place: make_article(at=now - timedelta(hours=place)) for place in (*MINE, *THEIRS)}
    told, meet = [], meeting()

    def arrange(places: tuple[int, ...]) -> None:
        try:
            front.arrange(_slots(stories, places), seen="")
            told.append("ok")
        except front.RearrangedError:
            told.append("rearranged")

    def _slots(stories: dict[int, Article], places: tuple[int, ...]) -> Iterator[FrontSlot]:
        meet()  # both have seen what stands there, and neither has written
        for place in places:
            yield FrontSlot(position=place, article=stories[place])

    at_once(lambda: arrange(MINE), lambda: arrange(THEIRS))
    return sorted(told)


def standing() -> tuple[int, ...]:
    return tuple(FrontSlot.objects.values_list("position", flat=True))


def test_empty_page_filled_by_two_at_once_is_one_editors() -> None:
    assert arrange_an_empty_page_at_once() == ["ok", "rearranged"]
    assert standing() in {MINE, THEIRS}


def test_without_turns_it_would_be_a_mixture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "take_turns", lambda _what: None)

    told = arrange_an_empty_page_at_once()

    # SQLite has one writer at a time anyway.
    assert told == (["ok", "ok"] if connection.vendor == "postgresql" else ["ok", "rearranged"])
    assert (standing() == (*MINE, *THEIRS)) == (connection.vendor == "postgresql")


def test_who_came_second_saves_again(editor: User) -> None:
    client, responses = Client(), []
    client.force_login(editor)
    for hours in MINE:
        make_article(at=timezone.now() - timedelta(hours=hours))
    opened = fields_of(client.get(FRONT))

    def save(article: Article) -> None:
        mine = Client()
        mine.force_login(editor)
        responses.append(mine.post(FRONT, opened | {"form-0-article": article.pk}))

    at_once(*(lambda article=article: save(article) for article in Article.objects.all()))
    assert sorted(response.status_code for response in responses) == [302, 409]
    refused = next(response for response in responses if response.status_code == 409)

    assert client.post(FRONT, fields_of(refused)).status_code == 302
