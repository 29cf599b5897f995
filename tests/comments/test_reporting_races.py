"""Reports that come at once, with each other and with decisions."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from comments import moderation, reporting, writers
from comments.log import StaleError
from comments.models import Comment, Reason, Report, Rule, State
from tests.comments.complaining import make_guest, report, state_of
from tests.factories import make_comment
from tests.races import at_once, meeting

pytestmark = pytest.mark.django_db(transaction=True)


def test_report_sent_many_times_at_once_is_stored_once() -> None:
    comment = make_comment(state=State.APPROVED)

    at_once(*[lambda: report(comment)] * 5)

    assert Report.objects.count() == 1


def test_reports_at_once_hide_exactly_once() -> None:
    comment = make_comment(state=State.APPROVED)
    guests = [make_guest(number) for number in range(5)]

    def by(number: int) -> Any:
        return lambda: report(comment, number, guest=guests[number])

    at_once(*(by(number) for number in range(5)))

    assert Report.objects.count() == 5
    assert state_of(comment) == State.PENDING
    assert comment.decisions.filter(rule=Rule.REPORTED).count() == 1


def test_each_sees_the_report_of_the_other(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.REPLIES_REPORTS = 2
    comment, guests = make_comment(state=State.APPROVED), [make_guest(number) for number in range(2)]
    meet, count = meeting(), reporting._is_to_be_hidden
    monkeypatch.setattr(reporting, "_is_to_be_hidden", lambda comment: (count(comment), meet())[0])

    at_once(*(partial(report, comment, number, guest=guest) for number, guest in enumerate(guests)))

    assert state_of(comment) == State.PENDING


@pytest.mark.parametrize("what", ["rejected", "withdrawn"])
def test_report_and_decision_at_once_both_count(what: str, moderator: User, settings: Settings) -> None:
    settings.REPLIES_REPORTS = 1
    comment, guest = make_comment(state=State.APPROVED), make_guest()
    seen = Comment.objects.get(pk=comment.pk)

    def decide() -> None:
        try:
            if what == "rejected":
                moderation.reject(seen, by=moderator, reason=Reason.INSULT)
            else:
                writers.withdraw(seen)
        except StaleError:
            outcomes.append("stale")

    outcomes: list[str] = []
    at_once(decide, lambda: report(comment, guest=guest))

    assert Report.objects.get().handled_at is None
    assert state_of(comment) == (State.PENDING if outcomes else what)
