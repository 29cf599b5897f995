"""Rules for replies and watched words in the admin, and trying a word out before it is watched for."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comments.models import Ban, ReplyRules, Watched, WatchedKind
from tests.factories import make_article, make_comment, make_section

WATCHED = "/admin/comments/watched/"
TRIAL = f"{WATCHED}trial/"
RULES = "/admin/comments/replyrules/"

pytestmark = pytest.mark.django_db


def test_rules_are_made_for_all_and_for_a_section(desk: Client) -> None:
    section = make_section(name="Sport")

    desk.post(f"{RULES}add/", {"section": "", "mode": "all", "closed_after_days": "30"})
    desk.post(f"{RULES}add/", {"section": section.pk, "mode": "afterwards", "is_closed": "on"})

    found = {
        str(rules): (rules.mode, rules.closed_after_days, rules.is_closed)
        for rules in ReplyRules.objects.all()
    }
    assert found == {"All sections": ("all", 30, False), "Sport": ("afterwards", None, True)}
    assert "Sport" in desk.get(RULES).text


def test_days_beyond_the_calendar_are_refused_in_words(desk: Client) -> None:
    response = desk.post(f"{RULES}add/", {"section": "", "mode": "all", "closed_after_days": "999999999"})

    assert "less than or equal to 9999" in response.text
    assert not ReplyRules.objects.exists()


def test_second_rules_for_the_same_are_refused_with_what_to_do(desk: Client) -> None:
    ReplyRules.objects.create()

    response = desk.post(f"{RULES}add/", {"section": "", "mode": "all"})

    assert "There are rules for this already: change those." in response.text


def test_word_is_watched_for(desk: Client) -> None:
    desk.post(f"{WATCHED}add/", {"kind": "word", "value": "pills", "weight": "5", "note": "Spam of May"})

    watched = Watched.objects.get()
    assert (watched.kind, watched.value, watched.weight, watched.note) == ("word", "pills", 5, "Spam of May")


@pytest.mark.parametrize(
    ("kind", "value", "caught"),
    [
        ("word", "PILLS", ["Buy pills now"]),
        ("pattern", "pil+", ["Buy pills now"]),
        ("pattern", "(?i)pil+", ["Buy pills now", "Pillow talk"]),
        ("domain", "throwaway.example", ["Fine words"]),
        ("word", "water", []),
    ],
)
def test_word_is_tried_out_on_the_last_replies(
    desk: Client, kind: str, value: str, caught: list[str]
) -> None:
    article = make_article()
    make_comment(article=article, text="Buy pills now")
    make_comment(article=article, text="Pillow talk")
    make_comment(article=article, text="Fine words", email="x@mail.throwaway.example")

    page = desk.get(TRIAL, {"kind": kind, "value": value}).text

    found = [text for text in ("Buy pills now", "Pillow talk", "Fine words") if text in page]
    assert found == caught
    assert f"It stands in {len(caught)} of the last 200 replies." in page
    assert Watched.objects.count() == 0


def test_trial_leads_to_watching(desk: Client) -> None:
    page = desk.get(TRIAL, {"kind": "pattern", "value": "a&b"}).text

    assert f'href="{WATCHED}add/?kind=pattern&amp;value=a%26b"' in page


def test_what_is_watched_for_already_can_be_tried(desk: Client) -> None:
    Watched.objects.create(kind=WatchedKind.WORD, value="pills")

    assert "It stands in 0" in desk.get(TRIAL, {"kind": "word", "value": "pills"}).text


def test_runaway_pattern_is_given_up(desk: Client) -> None:
    make_comment(text="a" * 4000 + "b")

    page = desk.get(TRIAL, {"kind": "pattern", "value": "(a|aa)+$"}).text

    assert "This takes too long to look for" in page


@pytest.mark.parametrize(
    "query", [{"kind": "pattern", "value": "("}, {"kind": "x", "value": "y"}, {"kind": "word"}]
)
def test_trial_of_nothing_says_what_is_wrong(desk: Client, query: dict[str, str]) -> None:
    response = desk.get(TRIAL, query)

    assert response.status_code == 200
    assert "errorlist" in response.text
    assert "It stands in" not in response.text


@pytest.mark.parametrize("count", [2, 20])
def test_trial_takes_the_same_queries_however_many_replies(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article()
    for _ in range(count):
        make_comment(article=article)

    # session, user, own and groups' permissions, replies
    with django_assert_max_num_queries(5):
        desk.get(TRIAL, {"kind": "word", "value": "text"})


# What holds without rules


def test_empty_rules_say_what_holds(desk: Client) -> None:
    page = desk.get(RULES).text

    assert "Nothing is said here, so in all sections: The first reply of each person waits." in page
    assert "Replies stay open." in page


def test_rules_of_one_section_say_what_holds_in_the_others(desk: Client) -> None:
    ReplyRules.objects.create(section=make_section(name="Sport"))

    page = desk.get(RULES).text

    assert (
        "In all other sections, since nothing is said for all: The first reply of each person waits." in page
    )


def test_rules_for_all_leave_nothing_to_say(desk: Client) -> None:
    ReplyRules.objects.create(is_closed=True)
    ReplyRules.objects.create(section=make_section(name="Sport"), closed_after_days=1)

    page = desk.get(RULES).text

    assert "desk-state" not in page
    assert "Closed now" in page
    assert "After 1 day<" in page


@pytest.mark.parametrize(
    ("path", "words"), [(WATCHED, "Nothing is watched for:"), ("/admin/comments/ban/", "Nobody is banned.")]
)
def test_empty_list_says_what_that_means(desk: Client, path: str, words: str) -> None:
    assert words in desk.get(path).text
    Watched.objects.create(value="pills")
    Ban.objects.create(value="^Max", kind="name", until=timezone.now(), made_by_name="mona")
    assert words not in desk.get(path).text
    assert words not in desk.get(path, {"q": "nowhere to be found"}).text


# Words


@pytest.mark.parametrize("name", ["comment", "decision", "ban", "replyrules", "watched"])
def test_lists_speak_as_people_do(desk: Client, name: str) -> None:
    """No list asks to choose what is there to be read, and no filter is “by by”."""
    page = desk.get(f"/admin/comments/{name}/").text

    filters = re.findall(r"By ([\w ]+?)\s*</summary>", page)
    assert set(filters) <= {"state", "kind", "act", "whom", "month", "likely spam", "sent"}
    assert " to change" not in page
