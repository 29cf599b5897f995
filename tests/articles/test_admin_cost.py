"""What the form of an article costs, however long its history."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, SourceText
from tests.effort import effort
from tests.factories import make_article, make_author, make_picture, make_product, make_source, make_topic

pytestmark = pytest.mark.django_db


def make_well_kept(editor: User, *, revisions: int) -> Article:
    """A live article with five of each part, and a history."""
    article = make_article(
        sources=[make_source() for _ in range(5)],
        key_points=[f"Point {number}." for number in range(5)],
        authors=[make_author(), make_author()],
        products=[make_product(), make_product()],
        topics=[make_topic(), make_topic()],
        lead_picture=make_picture(),
        body="<p>The council voted for the wall.</p>" * 60,
    )
    SourceText.objects.create(article=article, text="The council met on Monday. " * 400)
    draft = publishing.working_copy(article)
    for number in range(revisions):
        draft.headline = f"Headline {number}"
        draft.save()
        publishing.keep(draft, by=editor)
    return article


def test_form_opens_with_few_queries_and_little_work(
    desk: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_well_kept(editor, revisions=40)
    address = f"/admin/articles/revision/{publishing.working_copy(article).pk}/change/"
    desk.get(address)  # the templates are read once

    with django_assert_max_num_queries(30):
        desk.get(address)
    assert effort(lambda: desk.get(address)) < 0.3
