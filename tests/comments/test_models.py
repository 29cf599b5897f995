"""What the database refuses of comments, and which of them readers may see."""

from typing import Any

import pytest
from django.utils import timezone

from comments.models import Comment, Complaint, Report, State
from tests.constraints import refused
from tests.factories import DECIDED, make_comment

pytestmark = pytest.mark.django_db


def test_state_is_one_that_is_known() -> None:
    comment = make_comment(state=State.APPROVED)

    with refused("comments_comment_state_known"):
        Comment.objects.filter(pk=comment.pk).update(state="liked")


def test_badge_is_one_that_is_known() -> None:
    with refused("comments_comment_badge_known"):
        make_comment(badge="king")


@pytest.mark.parametrize("state", [state for state in State if state != State.PENDING])
def test_no_comment_leaves_the_queue_without_a_decision(state: State) -> None:
    comment = make_comment()

    with refused("comments_comment_decided"):
        Comment.objects.filter(pk=comment.pk).update(state=state)


def test_answer_stands_in_a_thread_and_nothing_else_does() -> None:
    parent, other = make_comment(), make_comment()

    with refused("comments_comment_in_a_thread"):
        Comment.objects.filter(pk=other.pk).update(parent=parent)


def test_first_of_a_thread_has_no_depth() -> None:
    comment = make_comment()

    with refused("comments_comment_in_a_thread"):
        Comment.objects.filter(pk=comment.pk).update(depth=1)


def test_what_was_sent_is_stored_once() -> None:
    make_comment(fingerprint="x" * 64)

    with refused("comments_comment_fingerprint", columns="comments_comment.fingerprint"):
        make_comment(fingerprint="x" * 64)


def test_many_comments_may_have_no_fingerprint() -> None:
    assert [make_comment().fingerprint, make_comment().fingerprint] == [None, None]


@pytest.mark.parametrize("field", ["text", "name"])
def test_comment_says_something_in_somebodys_name(field: str) -> None:
    empty: dict[str, Any] = {field: ""}

    with refused("comments_comment_says_something"):
        make_comment(**empty)


def test_comment_has_a_secret_of_its_own_that_nobody_guesses() -> None:
    secret = make_comment().secret

    assert len(secret) == 32
    with refused("comments_comment_secret", columns="comments_comment.secret"):
        make_comment(secret=secret)


def test_readers_may_see_what_is_approved_and_nothing_else() -> None:
    comments = {state: make_comment(state=state) for state in (State.PENDING, *DECIDED)}

    assert list(Comment.objects.approved()) == [comments[State.APPROVED]]
    assert list(Comment.objects.pending()) == [comments[State.PENDING]]


def test_comment_names_itself_and_its_places() -> None:
    comment = make_comment(name="Bea", text="At last.")

    assert str(comment) == "Bea: At last."
    assert comment.status_page == f"/replies/{comment.secret}/"
    assert comment.get_absolute_url() == f"{comment.article.get_absolute_url()}replies/{comment.pk}/"


# Reports


def make_report(**fields: Any) -> Report:
    defaults = {"address": "somebody", "complaint": Complaint.INSULT}
    return Report.objects.create(**defaults | fields)


def test_visitor_has_one_report_of_a_comment() -> None:
    comment = make_comment()
    make_report(comment=comment)

    with refused(
        "comments_report_once_an_address", columns="comments_report.comment_id, comments_report.address"
    ):
        make_report(comment=comment, complaint=Complaint.SPAM)


def test_complaint_is_one_that_is_known() -> None:
    with refused("comments_report_complaint_known"):
        make_report(comment=make_comment(), complaint="ugly")


def test_report_names_itself_and_is_open_until_it_is_handled() -> None:
    report = make_report(comment=make_comment(), words="The third line.")
    make_report(comment=report.comment, address="another", handled_at=timezone.now())

    assert str(report) == "It insults or harasses somebody: The third line."
    assert list(Report.objects.open()) == [report]
