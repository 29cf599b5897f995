"""Replies in the admin: the list of all, and the page of each with its whole log."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments import moderation, writers
from comments.models import Comment, Complaint, Reason, Report, State
from tests.comments.moderating import COMMENTS, act
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def page_of(comment: Comment) -> str:
    return f"{COMMENTS}{comment.pk}/change/"


def test_page_tells_the_whole_log_newest_first(desk: Client, moderator: User) -> None:
    comment = make_comment()
    moderation.reject(comment, by=moderator, reason=Reason.INSULT, note="Be kind.")
    writers.ask_again(comment, "I was angry.")
    moderation.approve(comment, by=moderator)

    page = desk.get(page_of(comment)).text

    log = page[page.index("What was decided") :]
    acts = re.findall(r"<strong>(\w[\w ]*)</strong>: (.*?) → (.*?)[.<\n]", log)
    assert acts == [
        ("Approved", "Waiting", "Published"),
        ("Asked again", "Not published", "Waiting"),
        ("Rejected", "Waiting", "Not published"),
    ]
    assert "It insults or harasses somebody." in log
    assert "Be kind." in log
    assert log.count("mona") == 2
    assert "Its writer" in log
    assert log.count(">Undo</button>") == 1  # of the one that holds


def test_page_shows_the_thread_around_it(desk: Client) -> None:
    first = make_comment(name="Len", text="The wall will hold.")
    second = make_comment(parent=first, name="Ida", text="It did not.")
    third = make_comment(parent=second, name="Bea", text="It did, here.")
    make_comment(parent=third, name="Ada", text="Where?")
    make_comment(parent=first, name="Aside")

    page = desk.get(page_of(third)).text

    thread = page[page.index("In its thread") : page.index('class="reply-row"')]
    assert re.findall(r"(Len|Ida|This reply|Ada|Aside)<", thread) == ["Len", "Ida", "This reply", "Ada"]


def test_page_shows_settled_reports_too(desk: Client, moderator: User) -> None:
    comment = make_comment(state=State.APPROVED)
    report = Report.objects.create(comment=comment, address="v", complaint=Complaint.HATE, words="Hateful.")
    comment.last_report = report.pk
    moderation.approve(comment, by=moderator)

    page = desk.get(page_of(comment)).text

    assert "Hateful." in page
    assert "handled" in page


@pytest.mark.parametrize(
    ("name", "state"), [(act.value, state) for act, state in moderation.OUTCOMES.items()]
)
def test_reply_is_decided_on_its_own_page(desk: Client, name: str, state: State) -> None:
    comment = make_comment()
    assert f'name="act" value="{name}"' in desk.get(page_of(comment)).text

    response = act(desk, comment, name, reason="insult", page=comment.pk)

    assert Comment.objects.get().state == state
    assert response.request["PATH_INFO"] == page_of(comment)
    assert ">Undo</button>" in response.text


def test_page_takes_the_same_queries_however_long_its_log_and_thread(
    desk: Client, moderator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    parent = make_comment()
    comment = make_comment(parent=parent)
    for _ in range(4):
        make_comment(parent=comment)
        moderation.undo(moderation.approve(comment, by=moderator), by=moderator)
        comment.refresh_from_db()

    # session, user, own and groups' permissions, object; reply, open reports, log, reports, root and ancestors, answers
    with django_assert_max_num_queries(13):
        desk.get(page_of(comment))


def test_words_of_a_reader_are_never_rewritten(desk: Client) -> None:
    comment = make_comment(text="At last.")

    response = desk.post(page_of(comment), {"text": "Never.", "state": "approved", "_save": ""})

    assert response.status_code == 405
    assert (Comment.objects.get().text, Comment.objects.get().state) == ("At last.", State.PENDING)


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_moderator_neither_adds_nor_deletes_replies(desk: Client, path: str) -> None:
    comment = make_comment()

    assert desk.post(f"{COMMENTS}{path.format(pk=comment.pk)}", {"post": "yes"}).status_code == 403
    assert Comment.objects.get() == comment


def test_unknown_reply_leads_back_to_the_desk(desk: Client) -> None:
    response = desk.get(f"{COMMENTS}999/change/", follow=True)

    assert "doesn’t exist" in response.text


def test_only_a_published_reply_links_to_the_site(desk: Client) -> None:
    waiting, approved = make_comment(), make_comment(state=State.APPROVED)

    assert "Where readers find it" not in desk.get(page_of(waiting)).text
    assert f'href="{approved.get_absolute_url()}"' in desk.get(page_of(approved)).text


def test_what_its_writer_took_back_is_not_decided(desk: Client) -> None:
    comment = make_comment(state=State.WITHDRAWN)

    assert 'name="act"' not in desk.get(page_of(comment)).text


def test_erased_reply_has_a_page_that_names_nobody(desk: Client) -> None:
    comment = make_comment(name="Bea", text="At last.")
    writers.erase(comment)

    page = desk.get(page_of(comment)).text

    assert "somebody who was erased" in page
    assert "Bea" not in page


# The list


def test_list_is_filtered_by_state_and_searched(desk: Client) -> None:
    make_comment(text="Waiting one.", name="Bea")
    make_comment(text="Spam one.", state=State.SPAM)

    waiting = desk.get(f"{COMMENTS}?state__exact=pending").text
    found = desk.get(f"{COMMENTS}?q=bea").text

    for html in (waiting, found):
        assert "Waiting one." in html
        assert "Spam one." not in html


def test_list_shows_what_came_last_first_and_leads_to_the_queue(desk: Client) -> None:
    make_comment()
    make_comment(state=State.APPROVED)

    html = desk.get(COMMENTS).text

    assert re.findall(r'field-state">([^<]*)<', html) == ["Published", "Waiting"]
    assert f'href="{COMMENTS}queue/"' in html


@pytest.mark.parametrize("count", [3, 6])
def test_list_costs_the_same_however_long_it_is(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_comment(state=State.APPROVED)

    # session, user, own and groups' permissions, rows counted, rows with their articles
    with django_assert_max_num_queries(6):
        desk.get(COMMENTS)
