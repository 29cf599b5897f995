"""The page on which an editor takes an article from readers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from tests.articles.desk import ARTICLES, errors_of, open_article
from tests.factories import make_article, make_draft

pytestmark = pytest.mark.django_db


def test_editor_withdraws_an_article_with_a_note(desk: Client) -> None:
    article = make_article(headline="The mayor resigns")

    desk.post(f"{ARTICLES}{article.pk}/withdraw/", {"note": "The letter was forged."})

    page = desk.get(article.get_absolute_url())
    assert page.status_code == 410
    assert "The letter was forged." in page.text
    assert "The mayor resigns" not in page.text
    assert "Withdrawn" in desk.get(ARTICLES).text


def test_withdrawal_needs_a_note(desk: Client) -> None:
    article = make_article()

    page = desk.post(f"{ARTICLES}{article.pk}/withdraw/", {"note": " "})

    assert "This field is required." in errors_of(page)
    assert desk.get(article.get_absolute_url()).status_code == 200


def test_draft_cannot_be_withdrawn(desk: Client) -> None:
    page = desk.post(f"{ARTICLES}{make_draft().article_id}/withdraw/", {"note": "Why."})

    assert "Readers do not see this article" in errors_of(page)


def test_reporter_does_not_withdraw(reporters_desk: Client, reporter: User) -> None:
    article = make_article(by=reporter)

    answers = [
        reporters_desk.get(f"{ARTICLES}{article.pk}/withdraw/"),
        reporters_desk.post(f"{ARTICLES}{article.pk}/withdraw/", {"note": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert reporters_desk.get(article.get_absolute_url()).status_code == 200


def test_withdrawn_article_is_brought_back_by_publishing(desk: Client, editor: User) -> None:
    article = make_article(headline="Back", at=timezone.now() - timedelta(hours=1))
    publishing.withdraw(article, by=editor, note="By mistake.")

    address, fields = open_article(desk, article)
    desk.post(address, fields | {"_publish": ""})

    assert "By mistake." not in desk.get(article.get_absolute_url()).text


def test_withdrawn_text_is_left_out_of_the_public_versions(desk: Client, editor: User) -> None:
    article = make_article(headline="Libel", at=timezone.now() - timedelta(hours=1))
    publishing.withdraw(article, by=editor, note="Untrue.")
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "What is true", "_publish": ""})

    page = desk.get(f"{article.get_absolute_url()}versions/").text

    assert "What is true" in page
    assert "Libel" not in page
