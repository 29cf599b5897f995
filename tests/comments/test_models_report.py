"""Reports: what the database refuses."""

import pytest

from comments.models import Comment, Complaint, Report
from tests.constraints import refused
from tests.factories import make_comment

KEY = "v" * 32

pytestmark = pytest.mark.django_db


def report(comment: Comment, **fields: str) -> Report:
    return Report.objects.create(comment=comment, complaint=Complaint.SPAM, **fields)


@pytest.mark.parametrize(
    ("name", "constraint"),
    [("guest", "comments_report_once_a_browser"), ("address", "comments_report_once_an_address")],
)
def test_visitor_reports_a_comment_once_as_long_as_they_are_known(name: str, constraint: str) -> None:
    comment = make_comment()
    report(comment, **{name: KEY})

    columns = f"comments_report.comment_id, comments_report.{name}"
    with refused(constraint, columns=columns):
        report(comment, **{name: KEY})

    Report.objects.update(**{name: ""})
    report(comment)
    report(comment, **{name: KEY})
    assert comment.reports.count() == 3
