"""What is left of a member of staff whose account is deleted: everything they did, with their name."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction, PreviewLink, Revision
from tests.articles.writing import live_headline, write
from tests.factories import make_article, make_correction, make_draft, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver() -> User:
    return make_user("lena", role="Editors", first_name="Lena", last_name="Moor")


def test_history_keeps_the_texts_and_the_name_of_an_account_that_is_deleted(leaver: User) -> None:
    article = make_article(headline="Live", by=leaver)
    publishing.keep(write(article, headline="Kept", saved_by=leaver), by=leaver)

    leaver.delete()

    saved = Revision.objects.filter(article=article).order_by("pk")
    assert [revision.headline for revision in saved] == ["Live", "Kept", "Kept"]
    assert {(revision.saved_by, revision.saved_by_name) for revision in saved} == {(None, "Lena Moor")}
    assert live_headline(article) == "Live"


def test_article_and_its_corrections_outlive_the_account(leaver: User) -> None:
    article = make_article(by=leaver)
    make_correction(article=article, made_by=leaver, made_by_name="Lena Moor")

    leaver.delete()

    correction = Correction.objects.get()
    assert (correction.made_by, correction.made_by_name) == (None, "Lena Moor")
    assert Article.objects.get().created_by is None


def test_withdrawal_and_preview_link_outlive_the_account(leaver: User) -> None:
    article = make_article()
    PreviewLink.objects.create(
        revision=make_draft(), created_by=leaver, expires_at=timezone.now() + timedelta(days=1)
    )
    publishing.withdraw(article, by=leaver, note="Wrong.")

    leaver.delete()

    article.refresh_from_db()
    assert (article.withdrawn_by, article.withdrawal_note) == (None, "Wrong.")
    assert PreviewLink.objects.get().created_by is None


def test_work_of_a_deleted_account_goes_on(leaver: User, editor: User) -> None:
    draft = make_draft(headline="Half done", by=leaver)
    leaver.delete()

    publishing.publish(publishing.working_copy(draft.article), by=editor)

    assert live_headline(draft.article) == "Half done"


def test_account_with_a_history_is_deleted_in_the_admin(client: Client, leaver: User) -> None:
    make_article(by=leaver)
    client.force_login(make_user("admin", is_superuser=True))

    response = client.post(f"/admin/auth/user/{leaver.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert not User.objects.filter(pk=leaver.pk).exists()
    assert Revision.objects.get().saved_by_name == "Lena Moor"
