"""The comment section of an article's page: places, marks and the form."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments import moderation, threads
from comments.models import Badge, Comment, Mode, Reason, ReplyRules, State
from comments.remembering import GUEST_COOKIE, NAME_COOKIE
from tests.comments.paging import texts
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


# Places and marks


def test_place_of_a_removed_comment_stays_while_it_has_answers(
    client: Client, paged: Article, moderator: User
) -> None:
    removed = Comment.objects.get(text="t1")
    moderation.reject(removed, by=moderator, reason=Reason.OTHER)

    html = client.get(paged.get_absolute_url()).text

    assert texts(html) == ["t0", "answer"]
    assert "Comments (5)" in html
    assert f'id="comment-{removed.pk}"' in html
    assert "This comment is no longer here." in html
    assert f'in reply to <a href="#comment-{removed.pk}">a removed comment</a>' in html
    assert removed.name not in html


def test_place_of_a_removed_comment_without_answers_goes(
    client: Client, paged: Article, moderator: User
) -> None:
    moderation.reject(Comment.objects.get(text="answer"), by=moderator, reason=Reason.OTHER)
    moderation.reject(Comment.objects.get(text="t1"), by=moderator, reason=Reason.OTHER)

    assert texts(client.get(paged.get_absolute_url()).text) == ["t0", "t2"]


def test_answer_stays_in_its_thread_when_all_between_is_gone(moderator: User) -> None:
    chain = [make_comment(state=State.APPROVED, text="first")]
    for text in ("second", "third", "fourth"):
        chain.append(make_comment(parent=chain[-1], state=State.APPROVED, text=text))
    for comment in chain[1:3]:
        moderation.reject(comment, by=moderator, reason=Reason.OTHER)

    page = threads.page_of(chain[0].article, number=1, is_newest_first=False)

    assert [(entry.comment.text, entry.depth) for entry in page.entries] == [
        ("first", 0),
        ("", 1),
        ("fourth", 2),
    ]


@pytest.mark.parametrize(("badge", "word"), [(Badge.AUTHOR, "Author"), (Badge.STAFF, "Staff")])
def test_what_the_paper_writes_is_marked(client: Client, badge: Badge, word: str) -> None:
    comment = make_comment(badge=badge, state=State.APPROVED)
    make_comment(article=comment.article, state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert re.findall(r'<span class="comment__badge">(.*?)</span>', html) == [word]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Ada Lovell", "AL"), ("bo", "B"), ("A. B. Cee", "AC"), ("王小明", "王"), ("***", ""), ("ß x", "SSX")],
)
def test_initials_are_drawn_from_the_name(client: Client, name: str, drawn: str) -> None:
    comment = make_comment(name=name, state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert re.search(
        rf'<span class="comment__initials" data-tone="[0-5]" aria-hidden="true">{drawn}</span>', html
    )
    assert "<img" not in html[html.index("<main") :]


# The form


def test_reply_keeps_the_page_and_its_order(client: Client, paged: Article) -> None:
    comment = Comment.objects.get(text="t2")

    html = client.get(f"{paged.get_absolute_url()}?order=newest&replies=2").text
    [link] = re.findall(rf'href="([^"]*reply_to={comment.pk}#leave-a-reply)"', html)
    page = client.get(link.replace("&amp;", "&")).text

    assert texts(page) == ["t2", "t1", "answer"]
    assert f'<input type="hidden" name="parent" value="{comment.pk}"' in page


def test_comment_on_another_page_can_be_answered(client: Client, paged: Article) -> None:
    comment = Comment.objects.get(text="t4")

    html = client.get(f"{paged.get_absolute_url()}?reply_to={comment.pk}").text

    assert f'You answer <a href="{comment.get_absolute_url()}">{comment.name}</a>' in html


def test_refused_answer_to_a_comment_on_another_page_still_answers_it(client: Client, paged: Article) -> None:
    comment = Comment.objects.get(text="t4")

    html = post_reply(client, paged, parent=comment.pk, name="").text

    assert f'You answer <a href="{comment.get_absolute_url()}">{comment.name}</a>' in html
    assert f'<input type="hidden" name="parent" value="{comment.pk}"' in html


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.ALL, "A moderator reads every reply before it appears."),
        (Mode.FIRST, "A moderator reads your reply before it appears. Once one is published"),
        (Mode.AFTERWARDS, "Replies appear at once, unless"),
    ],
)
def test_form_says_truly_who_reads_a_reply_before_it_appears(client: Client, mode: Mode, words: str) -> None:
    article = make_article()
    ReplyRules.objects.create(section=article.revisions.get().section, mode=mode)

    assert words in client.get(article.get_absolute_url()).text


def test_section_is_the_same_bytes_for_whoever_asks(client: Client, paged: Article, editor: User) -> None:
    guest = Client()
    guest.cookies[NAME_COOKIE], guest.cookies[GUEST_COOKIE] = "%7B%22name%22%3A%22Bea%22%7D", "key:signature"
    staff = Client()
    staff.force_login(editor)

    for query in ("", "?replies=2&order=newest", f"?reply_to={Comment.objects.all()[0].pk}"):
        page = client.get(f"{paged.get_absolute_url()}{query}")
        assert "cookie" not in page.get("Vary", "").lower()
        assert not page.cookies
        for other in (guest, staff):
            assert other.get(f"{paged.get_absolute_url()}{query}").content == page.content


def test_page_of_an_article_with_few_comments_fits_the_first_round_trip(client: Client) -> None:
    article = make_article(body="<p>The council voted for the wall, by eleven to nine.</p>" * 20)
    for _ in range(5):
        make_comment(article=article, state=State.APPROVED, created_at=timezone.now())

    for path in (article.get_absolute_url(), "/"):
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert len(response.content) < 14 * 1024
