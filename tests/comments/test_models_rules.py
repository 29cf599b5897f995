"""What the database refuses of rules, of lists, of bans and of the log; what each is called, and what it tidies."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.models import (
    Act,
    Actor,
    Ban,
    BanKind,
    Decision,
    Mode,
    ReplyRules,
    Rule,
    State,
    Watched,
    WatchedKind,
)
from comments.models.rules import MOST_DAYS
from tests.constraints import refused
from tests.factories import make_comment, make_section

pytestmark = pytest.mark.django_db


# Rules


def test_there_is_one_set_of_rules_for_a_section_and_one_for_all() -> None:
    section = make_section()
    ReplyRules.objects.create()
    ReplyRules.objects.create(section=section)

    with refused("comments_replyrules_one_for_all"):
        ReplyRules.objects.create()
    with refused("comments_replyrules_section_id_key", columns="comments_replyrules"):
        ReplyRules.objects.create(section=section)


def test_mode_is_one_that_is_known() -> None:
    with refused("comments_replyrules_mode_known"):
        ReplyRules.objects.create(mode="never")


def test_article_closes_within_the_calendar() -> None:
    ReplyRules.objects.create(closed_after_days=MOST_DAYS)

    with refused("comments_replyrules_days_at_most_9999"):
        ReplyRules.objects.update(closed_after_days=MOST_DAYS + 1)


def test_rules_name_their_section() -> None:
    assert str(ReplyRules(section=make_section(name="Sport"))) == "Sport"
    assert str(ReplyRules(mode=Mode.ALL)) == "All sections"


# Watched words


def test_nothing_is_watched_for_twice() -> None:
    Watched.objects.create(value="pills")

    with refused("comments_watched_once", columns="comments_watched.kind, comments_watched.value"):
        Watched.objects.create(value="pills")
    Watched.objects.create(value="pills", kind=WatchedKind.PATTERN)


@pytest.mark.parametrize("weight", [0, 11])
def test_weight_is_from_1_to_10(weight: int) -> None:
    with refused("comments_watched_weight_1_to_10"):
        Watched.objects.create(value="pills", weight=weight)


def test_kind_of_word_is_one_that_is_known() -> None:
    with refused("comments_watched_kind_known"):
        Watched.objects.create(value="pills", kind="smell")


def test_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="This is no pattern"):
        Watched(kind=WatchedKind.PATTERN, value="(").clean()


def test_domain_is_tidied() -> None:
    watched = Watched(kind=WatchedKind.DOMAIN, value=" @Throwaway.Example")

    watched.clean()

    assert str(watched) == "throwaway.example"


@pytest.mark.parametrize("value", ["(unclosed", "no domain", "@", "two.example, three.example"])
def test_domain_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="valid domain name"):
        Watched(kind=WatchedKind.DOMAIN, value=value).clean()


# Bans


def make_ban(**fields: Any) -> Ban:
    defaults = {"kind": BanKind.NAME, "value": "^Max", "until": timezone.now() + timedelta(days=1)}
    return Ban.objects.create(**defaults | {"made_by_name": "mona"} | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("comments_ban_kind_known", {"kind": "face"}),
        ("comments_ban_made_by_somebody", {"made_by_name": ""}),
        ("comments_ban_of_something", {"value": ""}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ban_is_by_something_of_something_in_somebodys_name(constraint: str, fields: dict[str, str]) -> None:
    with refused(constraint):
        make_ban(**fields)


def test_ban_holds_until_its_time() -> None:
    holds, over = make_ban(), make_ban(until=timezone.now())

    assert list(Ban.objects.in_force()) == [holds]
    assert list(Ban.objects.over()) == [over]
    assert str(holds) == f"Pattern of the name, {timezone.now():%Y-%m-%d}"


@pytest.mark.parametrize("pattern", [".*", ".", "", r"\w", "[a-z]", r"\S+", "(?s).", "^[A-Z]"])
def test_pattern_that_fits_everybody_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError, match="fits every name"):
        Ban(kind=BanKind.NAME, value=pattern).clean()


@pytest.mark.parametrize("pattern", ["^Max", "pills", r"\d", "^.$"])
def test_pattern_that_fits_some_is_taken(pattern: str) -> None:
    Ban(kind=BanKind.NAME, value=pattern).clean()


# The log


def make_decision(**fields: Any) -> Decision:
    defaults = {"act": Act.APPROVE, "before": State.PENDING, "after": State.APPROVED}
    by = {"actor": Actor.MODERATOR, "made_by_name": "mona"}
    return Decision.objects.create(**defaults | by | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("comments_decision_act_known", {"act": "frown"}),
        ("comments_decision_states_known", {"before": "liked"}),
        ("comments_decision_states_known", {"after": "liked"}),
        ("comments_decision_made_by_somebody", {"made_by_name": ""}),
        ("comments_decision_made_by_somebody", {"actor": Actor.RULE, "rule": Rule.TRUSTED}),
        ("comments_decision_changes_something", {"act": Act.SPAM, "before": State.SPAM, "after": State.SPAM}),
    ],
)
def test_log_holds_what_can_be(constraint: str, fields: dict[str, str]) -> None:
    with refused(constraint):
        make_decision(**fields)


@pytest.mark.parametrize("act", [Act.APPROVE, Act.UNDO])
def test_keeping_what_is_published_and_undoing_that_are_logged(act: Act) -> None:
    decision = make_decision(act=act, before=State.APPROVED)

    assert str(decision).startswith(f"{act.label} ")


def test_decision_is_undone_once() -> None:
    decision = make_decision(comment=make_comment(state=State.APPROVED))
    undoing = {"act": Act.UNDO, "before": State.APPROVED, "after": State.PENDING, "undoes": decision}
    make_decision(**undoing)

    with refused("comments_decision_undoes_id_key", columns="comments_decision.undoes_id"):
        make_decision(**undoing)
