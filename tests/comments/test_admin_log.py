"""The log of decisions as a page: read, filtered, undone from, and changed by nobody."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments import log, moderation, writers
from comments.models import Act, Comment, Decision, Reason, Rule, State
from tests.comments.moderating import COMMENTS
from tests.factories import make_article, make_comment, make_user

LOG = "/admin/comments/decision/"

pytestmark = pytest.mark.django_db


def make_log(moderator: User) -> None:
    """An act of a moderator, one of another, one of a rule and one of a writer."""
    with time_machine.travel(datetime(2026, 4, 30, 23, 30, tzinfo=UTC), tick=False):
        rejected = make_comment(name="Rejected one")
        moderation.reject(rejected, by=moderator, reason=Reason.HATE, note="Never.")
    with time_machine.travel(datetime(2026, 5, 20, tzinfo=UTC), tick=False):
        moderation.approve(make_comment(name="Approved one"), by=make_user("mark", role="Moderators"))
        log.record(make_comment(name="Spam one"), State.SPAM, Act.SPAM, by=Rule.SIGNALS)
        writers.withdraw(make_comment(name="Withdrawn one"))


def shown(html: str) -> list[str]:
    return re.findall(r">(\w+) one: ", html)


def test_log_tells_who_did_what_when_and_why(desk: Client, moderator: User) -> None:
    make_log(moderator)

    html = desk.get(LOG).text

    assert shown(html) == ["Withdrawn", "Spam", "Approved", "Rejected"]
    for words in (
        "Rejected: Waiting → Not published",
        "It incites hatred against people.",
        "Never.",
        "mona",
        "mark",
    ):
        assert words in html
    assert "Its signals weigh as much as spam." in html
    assert "Its writer" in html


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("act=reject", ["Rejected"]),
        ("act__exact=spam", ["Spam"]),
        ("who=rule", ["Spam"]),
        ("who=writer", ["Withdrawn"]),
        ("month=2026-04", ["Rejected"]),
        ("month=2026-05", ["Withdrawn", "Spam", "Approved"]),
        ("q=never", ["Rejected"]),
    ],
)
def test_log_is_filtered(desk: Client, moderator: User, query: str, names: list[str]) -> None:
    make_log(moderator)

    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC), tick=False):
        desk.force_login(moderator)
        assert shown(desk.get(f"{LOG}?{query}").text) == names


def test_log_offers_the_months_it_has(desk: Client, moderator: User) -> None:
    make_log(moderator)

    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC), tick=False):
        desk.force_login(moderator)
        offered = re.findall(r'href="\?month=([\d-]+)"', desk.get(LOG).text)

    assert offered == ["2026-06", "2026-05", "2026-04"]


def test_log_is_filtered_by_moderator(desk: Client, moderator: User) -> None:
    make_log(moderator)

    assert shown(desk.get(LOG, {"who": moderator.pk}).text) == ["Rejected"]


@pytest.mark.parametrize("query", ["who=x", "month=x", "month=0000-00"])
def test_filter_that_is_none_is_survived(desk: Client, query: str) -> None:
    assert desk.get(f"{LOG}?{query}", follow=True).status_code == 200


def test_act_is_undone_from_the_log_later(desk: Client, moderator: User) -> None:
    comment = make_comment()
    decision = moderation.approve(comment, by=moderator)

    page = desk.get(LOG).text
    assert f'name="decision" value="{decision.pk}"' in page
    response = desk.post(f"{COMMENTS}undo/?from=log", {"decision": decision.pk}, follow=True)

    assert "Undone: 1 reply." in response.text
    assert Comment.objects.get().state == State.PENDING
    assert response.text.count('name="decision"') == 1  # of the undoing, which stands now


def test_whole_click_is_undone_from_the_log(desk: Client, moderator: User) -> None:
    article = make_article()
    comments = [make_comment(article=article) for _ in range(3)]
    batch = moderation.decide_all(comments, Act.TRASH, by=moderator)

    assert "Undo all 3 of this click" in desk.get(LOG).text
    desk.post(f"{COMMENTS}undo/?from=log", {"batch": str(batch.key)})

    assert Comment.objects.pending().count() == 3


def test_what_a_rule_did_is_undone_by_a_moderator(desk: Client) -> None:
    comment = make_comment()
    decision = log.record(comment, State.SPAM, Act.SPAM, by=Rule.SIGNALS)

    desk.post(f"{COMMENTS}undo/?from=log", {"decision": decision.pk})

    assert Comment.objects.get().state == State.PENDING
    assert Decision.objects.latest("pk").made_by_name == "mona"


def test_what_its_writer_did_is_undone_by_nobody(desk: Client) -> None:
    comment = make_comment()
    writers.withdraw(comment)

    assert 'name="decision"' not in desk.get(LOG).text
    response = desk.post(f"{COMMENTS}undo/?from=log", {"decision": comment.decision_id}, follow=True)

    assert "Not undone, since it has changed" in response.text
    assert Comment.objects.get().state == State.WITHDRAWN


def test_decision_outlives_its_article_in_the_log(desk: Client, moderator: User) -> None:
    comment = make_comment()
    moderation.approve(comment, by=moderator)
    comment.article.delete()

    assert "deleted with its article" in desk.get(LOG).text


@pytest.mark.parametrize("path", ["add/", "{pk}/change/", "{pk}/delete/"])
@pytest.mark.parametrize("is_chief", [False, True])
def test_nobody_adds_changes_or_deletes(client: Client, moderator: User, path: str, is_chief: bool) -> None:
    moderation.approve(make_comment(), by=moderator)
    before = list(Decision.objects.values())
    client.force_login(make_user("chief", is_superuser=True) if is_chief else moderator)

    response = client.post(LOG + path.format(pk=Decision.objects.get().pk), {"note": "x", "post": "yes"})

    assert response.status_code == 403
    assert list(Decision.objects.values()) == before


@pytest.mark.parametrize("count", [2, 5])
def test_log_costs_the_same_however_long_it_is(
    desk: Client, moderator: User, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article()
    moderation.decide_all([make_comment(article=article) for _ in range(count)], Act.APPROVE, by=moderator)

    # session, user, own and groups’ permissions, staff and months to filter by, rows counted, rows
    with django_assert_max_num_queries(8):
        desk.get(LOG)
