"""Reports: what the database refuses."""

import pytest

from comments.models import Comment, Complaint, Report
from tests.constraints import refused
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def report(comment: Comment, visitor: str) -> Report:
    return Report.objects.create(comment=comment, visitor=visitor, complaint=Complaint.SPAM)


def test_visitor_reports_a_comment_once_as_long_as_they_are_known() -> None:
    comment = make_comment()
    report(comment, "v" * 32)

    with refused("comments_report_once", columns="comments_report.comment_id, comments_report.visitor"):
        report(comment, "v" * 32)

    Report.objects.update(visitor="")
    report(comment, "")
    report(comment, "v" * 32)
    assert comment.reports.count() == 3
