"""What cannot be seen hides nothing: words, names and texts are compared as readers see them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Ban, Comment, Mode, ReplyRules, State, Watched
from comments.signals.submission import digest_of
from comments.signals.unseen import clean_name, clean_text
from tests.comments.replying import post_reply
from tests.factories import make_article, make_author

UNSEEN = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\ufe0f",
    "\U000e0101",
    "\u180b",
    "\u2065",
    "\ufff9",
    "\u115f",
    "\u00ad",
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afterwards(db: None) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_watched_word_is_found(client: Client, mark: str) -> None:
    Watched.objects.create(kind="word", value="viagra", weight=10)

    post_reply(client, make_article(), text=f"Cheap via{mark}gra for all")

    assert Comment.objects.get().state == State.SPAM


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_pattern_is_found(client: Client, mark: str) -> None:
    Watched.objects.create(kind="pattern", value="v[i1]agra", weight=10)

    post_reply(client, make_article(), text=f"Cheap v1a{mark}gra for all")

    assert Comment.objects.get().state == State.SPAM


def test_word_is_watched_for_in_a_script_that_joins(client: Client) -> None:
    Watched.objects.create(kind="word", value="\u0645\u06cc\u200c\u062e\u0648", weight=10)

    post_reply(client, make_article(), text="\u0645\u0646 \u0645\u06cc\u200c\u062e\u0648")

    assert Comment.objects.get().state == State.SPAM


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_ban_of_a_name_fits(client: Client, mark: str) -> None:
    Ban.objects.create(
        kind="name", value="^Max$", until=timezone.now() + timedelta(days=9), made_by_name="mona"
    )

    post_reply(client, make_article(), name=f"Ma{mark}x")

    assert Comment.objects.get().state == State.REJECTED


@pytest.mark.parametrize("name", [*(f"Eva{mark} Editor" for mark in UNSEEN), "EVA EDITOR"], ids=ascii)
def test_name_of_an_author_is_looked_at(client: Client, name: str) -> None:
    make_author(name="Eva Editor")

    post_reply(client, make_article(), name=name)

    assert Comment.objects.get().state == State.PENDING


def test_name_of_an_author_is_known_in_every_case(client: Client) -> None:
    make_author(name="Jörg (Åkesson)")

    post_reply(client, make_article(), name="JÖRG (ÅKESSON)")

    assert Comment.objects.get().state == State.PENDING


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_same_text_is_known_again(mark: str) -> None:
    assert digest_of(f"Buy{mark} now") == digest_of("buy now")


def test_what_emoji_and_languages_need_is_stored_in_texts_alone() -> None:
    needed = "❤\ufe0f \u0645\u06cc\u200c\u062e\u0648 👨\u200d👩 葛\U000e0101"

    assert clean_text(f"\u202e{needed}\u2065") == needed
    assert clean_name("葛\U000e0101 Ma\u200dx\u0085Y") == "葛 Max Y"
