"""The moderators' desk."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments.models import Comment, State
from tests.factories import make_comment

COMMENTS = "/admin/comments/comment/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A moderator's browser."""
    client.force_login(moderator)
    return client


DECISIONS = {"approve": State.APPROVED, "reject": State.REJECTED, "mark_as_spam": State.SPAM}
every_decision = pytest.mark.parametrize(("action", "state"), DECISIONS.items(), ids=DECISIONS)


@every_decision
def test_chosen_replies_are_decided_in_the_moderators_name(
    desk: Client, moderator: User, action: str, state: State
) -> None:
    chosen, other = make_comment(), make_comment()

    response = desk.post(COMMENTS, {"action": action, "_selected_action": [chosen.pk]}, follow=True)

    chosen.refresh_from_db()
    other.refresh_from_db()
    assert (chosen.state, chosen.decided_by) == (state, moderator)
    assert chosen.decided_at
    assert other.state == State.PENDING
    assert re.search(r"(Approved|Rejected|Marked as spam): 1\.", response.text)


@every_decision
def test_reply_is_decided_on_its_own_page(desk: Client, action: str, state: State) -> None:
    comment = make_comment()
    address = f"{COMMENTS}{comment.pk}/change/"
    assert f'value="{action}"' in desk.get(address).text

    desk.post(address, {"CHANGE_FORM-action": action, "_selected_action": [comment.pk]})

    assert Comment.objects.get().state == state


def test_approved_reply_is_read_under_the_article(desk: Client) -> None:
    comment = make_comment(text="At last.")

    desk.post(COMMENTS, {"action": "approve", "_selected_action": [comment.pk]})

    assert "At last." in desk.get(comment.article.get_absolute_url()).text


def test_words_of_a_reader_are_never_rewritten(desk: Client) -> None:
    comment = make_comment(text="At last.")

    desk.post(f"{COMMENTS}{comment.pk}/change/", {"text": "Never.", "state": "approved", "_save": ""})

    assert (Comment.objects.get().text, Comment.objects.get().state) == ("At last.", State.PENDING)


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_moderator_neither_adds_nor_deletes_replies(desk: Client, path: str) -> None:
    comment = make_comment()

    assert desk.post(f"{COMMENTS}{path.format(pk=comment.pk)}", {"post": "yes"}).status_code == 403
    assert Comment.objects.get() == comment


def test_editor_does_not_moderate(client: Client, editor: User) -> None:
    comment = make_comment()
    client.force_login(editor)

    response = client.post(COMMENTS, {"action": "approve", "_selected_action": [comment.pk]})

    assert response.status_code == 403
    assert Comment.objects.get().state == State.PENDING


def test_desk_shows_hostile_words_as_text(desk: Client) -> None:
    hostile = "<script>alert(1)</script>"
    comment = make_comment(text=hostile, name=hostile)

    for path in (COMMENTS, f"{COMMENTS}{comment.pk}/change/"):
        html = desk.get(path).text
        assert hostile not in html
        assert "&lt;script&gt;alert(1)" in html


def test_list_is_filtered_by_state_and_searched(desk: Client) -> None:
    make_comment(text="Waiting one.", name="Bea")
    make_comment(text="Spam one.", state=State.SPAM)

    waiting = desk.get(f"{COMMENTS}?state__exact=pending").text
    found = desk.get(f"{COMMENTS}?q=bea").text

    for html in (waiting, found):
        assert "Waiting one." in html
        assert "Spam one." not in html


def test_list_shows_states_and_what_waits_first(desk: Client) -> None:
    make_comment()
    make_comment(state=State.APPROVED)

    html = desk.get(COMMENTS).text

    assert re.findall(r'field-state">([^<]*)<', html) == ["Waiting", "Published"]


def test_only_an_approved_reply_links_to_the_site(desk: Client) -> None:
    waiting, approved = make_comment(), make_comment(state=State.APPROVED)

    assert f"#comment-{waiting.pk}" not in desk.get(f"{COMMENTS}{waiting.pk}/change/").text
    assert f"#comment-{approved.pk}" in desk.get(f"{COMMENTS}{approved.pk}/change/").text


@pytest.mark.parametrize("count", [3, 6])
def test_list_costs_the_same_however_long_it_is(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_comment(state=State.APPROVED)

    # session, user, own and groups' permissions, rows counted twice, rows with article and moderator
    with django_assert_max_num_queries(7):
        response = desk.get(COMMENTS)

    assert f"{count} comments" in response.text
