"""What the database refuses of comments, and which of them readers may see."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import ProtectedError
from django.utils import timezone

from comments.models import Comment, State
from tests.constraints import refused
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def test_state_is_one_that_is_known() -> None:
    comment = make_comment(state=State.APPROVED)

    with refused("comments_comment_state_known"):
        Comment.objects.filter(pk=comment.pk).update(state="liked")


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.SPAM])
@pytest.mark.parametrize("missing", ["decided_at", "decided_by"])
def test_no_comment_is_decided_by_nobody_or_at_no_time(state: State, missing: str) -> None:
    with refused("comments_comment_decided_by_somebody"):
        make_comment(state=state, **dict[str, Any].fromkeys([missing]))


@pytest.mark.parametrize("field", ["decided_at", "decided_by"])
def test_no_comment_waits_that_somebody_decided(field: str) -> None:
    given: dict[str, Any] = {"decided_at": timezone.now(), "decided_by": make_user()}

    with refused("comments_comment_decided_by_somebody"):
        make_comment(**{field: given[field]})


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


def test_moderator_who_decided_is_not_deleted() -> None:
    comment = make_comment(state=State.APPROVED)

    with pytest.raises(ProtectedError):
        User.objects.filter(comments_decided=comment).delete()


def test_readers_may_see_what_is_approved_and_nothing_else() -> None:
    comments = {state: make_comment(state=state) for state in State}

    assert list(Comment.objects.approved()) == [comments[State.APPROVED]]
    assert list(Comment.objects.pending()) == [comments[State.PENDING]]


def test_comment_names_itself_and_its_places() -> None:
    comment = make_comment(name="Bea", text="At last.")

    assert str(comment) == "Bea: At last."
    assert comment.status_page == f"/replies/{comment.secret}/"
    assert comment.get_absolute_url() == f"{comment.article.get_absolute_url()}#comment-{comment.pk}"
