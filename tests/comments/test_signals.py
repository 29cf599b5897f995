"""The pipeline: which signals fire on what, and what they come to together."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from comments.models import Ban, Watched
from comments.signals import examine
from comments.signals.links import LINK
from comments.signals.signal import SENTENCES, SPAM, Signal, read
from comments.signals.traps import SHORTEST
from tests.comments.examining import make_submission, names
from tests.factories import make_author, make_user

pytestmark = pytest.mark.django_db


def test_harmless_reply_fires_nothing() -> None:
    finding = examine(make_submission())

    assert (finding.signals, finding.score, finding.is_held) == ([], 0, False)


def test_all_checks_cost_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    submission = make_submission(guest="guest", text="Buy https://pills.example/ now", has_invisible=True)
    for number in range(20):
        Watched.objects.create(value=f"word {number}")

    with django_assert_num_queries(3):  # what the database knows; the site's lists; the words it has learnt
        examine(submission)


# Traps


def test_field_that_people_do_not_see_is_spam_by_itself() -> None:
    finding = examine(make_submission(trap="http://pills.example/"))

    assert names(finding.signals) == ["honeypot"]
    assert finding.score >= SPAM


@pytest.mark.parametrize(
    ("milliseconds", "fired"),
    [
        (0, ["too-fast"]),
        (SHORTEST - 1, ["too-fast"]),
        (SHORTEST, []),
        (5 * 3600 * 1000, []),
        (None, []),
    ],
    ids=["at once", "just too fast", "just slow enough", "open for five hours", "no script"],
)
def test_time_trap_catches_the_fast_and_nobody_else(milliseconds: int | None, fired: list[str]) -> None:
    assert names(examine(make_submission(milliseconds=milliseconds)).signals) == fired


# Links


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("See https://pills.example/", 1),
        ("http://a.example http://b.example www.c.example", 3),
        ("[url=x]pills[/url]", 1),
        ("Buy at pills.com", 1),
        ("I e.g. like it. So do you.", 0),
        ("No way.Really?", 0),
    ],
)
def test_links_are_counted_however_they_are_written(text: str, count: int) -> None:
    signals = examine(make_submission(text=text)).signals

    assert [signal.detail for signal in signals if signal.name == "links"] == [str(count)] * bool(count)


def test_ten_links_weigh_no_more_than_four() -> None:
    four, ten = (examine(make_submission(text="http://a.example " * count)).score for count in (4, 10))

    assert four == ten < SPAM


# Characters


@pytest.mark.parametrize(
    ("word", "is_mixed"),
    [
        ("p\u0430ypal", True),  # its first a is Cyrillic
        ("\u03bfpen", True),  # its o is Greek
        ("Привет", False),
        ("Ωmega", True),
        ("naïve", False),
        ("東京tower", False),
    ],
)
def test_word_of_scripts_that_look_alike_is_told(word: str, is_mixed: bool) -> None:
    assert names(examine(make_submission(text=f"Try {word} now")).signals) == ["mixed-script"] * is_mixed


def test_text_in_two_languages_is_none() -> None:
    assert not examine(make_submission(text="Привет means hello")).signals


# Lists


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Buy VIAGRA now", True),
        ("viagra", True),
        ("viagra!", True),
        ("niagarviagrafalls", False),
        ("via gra", False),
    ],
)
def test_watched_word_is_found_whole_whatever_its_case(text: str, is_found: bool) -> None:
    Watched.objects.create(value="viagra", weight=4)

    assert names(examine(make_submission(text=text)).signals) == ["watched-word"] * is_found


@pytest.mark.parametrize("value", ["c++ (best)", "50% off", "a.b*c"])
def test_watched_word_means_its_letters(value: str) -> None:
    Watched.objects.create(value=value)

    assert names(examine(make_submission(text=f"Get {value} here")).signals) == ["watched-word"]


@pytest.mark.parametrize("field", ["text", "name", "website"])
def test_pattern_is_looked_for_in_all_that_readers_see(field: str) -> None:
    Watched.objects.create(kind="pattern", value=r"p[i1]lls?", weight=5)

    finding = examine(make_submission(**{field: "http://p1lls.example/x y"}))

    assert Signal("watched-pattern", 5, r"p[i1]lls?") in finding.signals


def test_pattern_that_runs_away_is_stopped_and_holds_the_reply() -> None:
    for number in range(30):
        Watched.objects.create(kind="pattern", value=rf"(a|a|aa)+{number}$")

    finding = examine(make_submission(text="a" * 4000))

    assert set(names(finding.signals)) == {"slow-pattern"}
    assert finding.is_held


def test_many_slow_patterns_and_words_are_no_spam() -> None:
    for number in range(20):
        Watched.objects.create(kind="pattern", value=rf"(a|a|aa)+{number}$")
    Watched.objects.bulk_create(Watched(value=f"word {number}") for number in range(2000))

    finding = examine(make_submission(text="a" * 4000 + " word 1999"))

    assert sorted(names(finding.signals)) == ["slow-pattern", "watched-word"]
    assert not finding.is_spam


@pytest.mark.parametrize("text", ["a-" * 2500, "-a" * 2500, "www." * 1250, "http://" * 700, "." * 5000])
def test_looking_for_links_takes_no_longer_in_hostile_texts(text: str) -> None:
    """By the number of steps, which the search's own limit of time stands for: a tenth of a second would be a thousandfold."""
    assert LINK.findall(text, timeout=0.1) is not None


def test_pattern_that_is_none_any_more_fires_nothing() -> None:
    Watched.objects.create(kind="pattern", value="(")

    assert not examine(make_submission()).signals


@pytest.mark.parametrize(
    ("email", "is_found"),
    [
        ("x@throwaway.example", True),
        ("x@mail.throwaway.example", True),
        ("x@notthrowaway.example", False),
        ("throwaway.example@readers.example", False),
    ],
)
def test_disposable_address_goes_by_its_domain(email: str, is_found: bool) -> None:
    Watched.objects.create(kind="domain", value="throwaway.example")

    assert names(examine(make_submission(email=email)).signals) == ["disposable-address"] * is_found


# Names of ours


@pytest.mark.parametrize(
    ("name", "is_held"), [("Elsie Marchbank", True), ("ELSIE MARCHBANK", True), ("Elsie M.", False)]
)
def test_name_of_an_author_is_looked_at_first(name: str, is_held: bool) -> None:
    make_author(name="Elsie Marchbank")

    assert names(examine(make_submission(name=name)).signals) == ["staff-name"] * is_held


# Bans


@pytest.mark.parametrize(
    ("kind", "value", "is_banned"),
    [
        ("block", "block", True),
        ("block", "another", False),
        ("email", "BEA@readers.example", False),  # only typed
        ("email", "bea@readers", False),
        ("name", "bea.*", True),
        ("name", "^marsh", False),
        ("name", "(", False),
        ("name", "(x+x+)+y", False),
    ],
)
def test_ban_keeps_out_whom_it_means(kind: str, value: str, is_banned: bool, ban_until: datetime) -> None:
    Ban.objects.create(kind=kind, value=value, until=ban_until, made_by=make_user(), made_by_name="Mona")

    assert examine(make_submission()).is_banned is is_banned


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_banned_address_refuses_whoever_confirmed_it_and_holds_what_anybody_typed(
    is_confirmed: bool, ban_until: datetime
) -> None:
    Ban.objects.create(kind="email", value="Bea@readers.example", until=ban_until, made_by_name="Mona")

    finding = examine(make_submission(email_is_confirmed=is_confirmed))

    assert (finding.is_banned, finding.is_held) == (is_confirmed, not is_confirmed)


def test_ban_that_takes_too_long_to_look_for_holds_the_reply(ban_until: datetime) -> None:
    Ban.objects.create(kind="name", value="(a|a|aa)+$", until=ban_until, made_by_name="Mona")

    finding = examine(make_submission(name="a" * 58 + "!"))

    assert (names(finding.signals), finding.is_held) == (["slow-pattern"], True)


def test_ban_ends_by_the_clock(past: datetime) -> None:
    Ban.objects.create(kind="block", value="block", until=past, made_by_name="Mona")

    assert not examine(make_submission()).is_banned


def test_nobody_is_banned_for_an_address_that_is_not_known(ban_until: datetime) -> None:
    Ban.objects.create(kind="block", value="another", until=ban_until, made_by_name="Mona")

    assert not examine(make_submission(visitor=type(make_submission().visitor)())).is_banned


# What is kept


@pytest.mark.parametrize("name", SENTENCES)
def test_each_signal_says_what_it_found(name: str) -> None:
    sentence = Signal(name, 1, "seven").sentence

    assert "%(" not in sentence
    assert ("seven" in sentence) == ("%(" in str(SENTENCES[name]))


def test_signals_are_read_as_they_were_kept_the_heaviest_first() -> None:
    signals = [Signal("links", 2, "1"), Signal("good-history", -3, "4"), Signal("edited", 0)]

    kept = [signal.stored() for signal in signals]

    assert read(kept) == [signals[1], signals[0], signals[2]]
