"""What happens while a text is examined, which takes seconds where Akismet is asked: nothing that was typed is lost."""

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Comment, State
from tests.comments.akismet_server import FakeAkismet
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_reply_that_was_answered_meanwhile_is_not_changed(client: Client, at_akismet: FakeAkismet) -> None:
    comment = make_comment(text="I am for it.", state=State.APPROVED)
    at_akismet.transport.told = lambda: make_comment(parent=comment, state=State.APPROVED)

    sent = {"version": comment.version, "text": "I am against it."}
    response = client.post(f"{comment.status_page}change/", sent)

    stored = Comment.objects.get(pk=comment.pk)
    assert response.status_code == 409
    assert "can no longer be changed" in response.text
    assert "It was not sent." in response.text
    assert ">I am against it.</textarea>" in response.text
    assert (stored.text, stored.version, stored.edited_at) == ("I am for it.", comment.version, None)


def test_refused_answer_keeps_nobody_from_changing(client: Client, at_akismet: FakeAkismet) -> None:
    comment = make_comment(state=State.APPROVED)
    at_akismet.transport.told = lambda: make_comment(parent=comment, state=State.SPAM)

    sent = {"version": comment.version, "text": "I am against it."}
    response = client.post(f"{comment.status_page}change/", sent)

    assert response.status_code == 303
    assert Comment.objects.get(pk=comment.pk).text == "I am against it."


@pytest.mark.django_db(transaction=True)
def test_reply_to_an_article_that_is_deleted_meanwhile_is_given_back(
    client: Client, at_akismet: FakeAkismet
) -> None:
    article = make_article()
    at_akismet.transport.told = Article.objects.filter(pk=article.pk).delete

    response = post_reply(client, article, text="At <last>.")

    assert response.status_code == 410
    assert "This article is no longer here" in response.text
    assert "Your reply was not sent" in response.text
    assert "At &lt;last&gt;." in response.text


@pytest.mark.django_db(transaction=True)
def test_answer_to_a_comment_that_is_deleted_meanwhile_can_be_sent_to_the_article(
    client: Client, at_akismet: FakeAkismet
) -> None:
    article = make_article()
    parent = make_comment(article=article, state=State.APPROVED)
    at_akismet.transport.told = parent.delete

    response = post_reply(client, article, parent=parent.pk, text="At last.")

    assert response.status_code == 422
    assert "The comment that you answer is gone." in response.text
    assert ">\nAt last.</textarea>" in response.text
