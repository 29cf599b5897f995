"""Reports that a decision settles: those that its moderator saw, and no others."""

import re

import pytest
from django.test import Client

from comments import moderation
from comments.models import Comment, Complaint, Decision, Report, State
from tests.comments.moderating import COMMENTS, QUEUE, act, undo, with_reports
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def test_reported_reply_is_kept(desk: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    report = Report.objects.create(comment=comment, address="v", complaint="hate")

    act(desk, comment, "approve", back="view=reported")

    report.refresh_from_db()
    assert report.handled_at
    assert Comment.objects.get().state == State.APPROVED


def test_decision_settles_no_report_that_its_moderator_never_saw() -> None:
    comment = make_comment(state=State.APPROVED)
    Report.objects.create(comment=comment, complaint=Complaint.SPAM)
    seen = with_reports(comment)
    new = Report.objects.create(comment=comment, complaint=Complaint.UNLAWFUL)

    moderation.approve(seen, by=make_user())

    assert list(Report.objects.open()) == [new]


@pytest.mark.parametrize("is_bulk", [False, True])
def test_report_that_came_meanwhile_stays_open(desk: Client, is_bulk: bool) -> None:
    comment = make_comment(state=State.APPROVED)
    old = Report.objects.create(comment=comment, complaint="spam")
    field = re.search(r'name="reply" value="([^"]+)"', desk.get(QUEUE, {"view": "reported"}).text)
    new = Report.objects.create(comment=comment, complaint="unlawful", words="He names my child’s school.")

    sent = {"reply": field and field[1], "act": "approve", "back": "view=reported"}
    response = desk.post(f"{COMMENTS}act/", sent | ({"bulk": "1"} if is_bulk else {}), follow=True)

    assert list(Report.objects.open()) == [new]
    assert Report.objects.exclude(handled_at=None).get() == old
    assert "He names my child’s school." in response.text


def test_report_that_came_while_the_page_of_a_reply_was_open_stays_open(desk: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    Report.objects.create(comment=comment, complaint="spam")
    field = re.search(r'name="reply" value="([^"]+)"', desk.get(f"{COMMENTS}{comment.pk}/change/").text)
    new = Report.objects.create(comment=comment, complaint="unlawful")

    desk.post(f"{COMMENTS}act/", {"reply": field and field[1], "act": "approve", "page": comment.pk})

    assert list(Report.objects.open()) == [new]


def test_keeping_what_is_published_is_undone_with_the_reports_that_it_settled() -> None:
    comment = make_comment(state=State.APPROVED)
    report = Report.objects.create(comment=comment, address="visitor", complaint=Complaint.HATE)
    decision = moderation.approve(with_reports(comment), by=make_user())

    moderation.undo(decision, by=make_user())

    report.refresh_from_db()
    assert report.handled_at is None
    assert Comment.objects.get().state == State.APPROVED


def test_keeping_is_undone_with_the_reports_that_it_settled(desk: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    report = Report.objects.create(comment=comment, address="v", complaint="hate")
    act(desk, comment, "approve")

    undo(desk, Decision.objects.latest("pk"))

    report.refresh_from_db()
    assert report.handled_at is None
    undo(desk, Decision.objects.latest("pk"))
    report.refresh_from_db()
    assert report.handled_at
    assert Comment.objects.get().state == State.APPROVED
