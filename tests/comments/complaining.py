"""Readers who report."""

from typing import Any

from comments import reporting
from comments.models import Comment, Complaint, Report, State
from newsroom.visitors import Visitor
from tests.factories import make_comment


def report(comment: Comment, number: int = 0, **fields: Any) -> None:
    visitor = fields.pop("visitor", Visitor(f"address-{number}", f"block-{number}"))
    reporting.take(Report(comment=comment, complaint=Complaint.INSULT), visitor=visitor, **fields)


def make_guest(number: int = 0, state: State = State.APPROVED) -> str:
    """The key of somebody whose reply was published."""
    make_comment(guest=f"guest-{number}", state=state)
    return f"guest-{number}"


def report_by_trusted(comment: Comment, *numbers: int) -> None:
    for number in numbers:
        report(comment, number, guest=make_guest(number))


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state
