"""What an article's own address answers before it is live and after: to readers, and to those who reply."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from comments.models import Comment
from tests.comments.replying import REPLY
from tests.factories import make_user
from tests.paper import DAY, NOW, Paper, hidden_stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def paper(clock: time_machine.Traveller) -> Paper:
    return Paper()


@pytest.fixture
def hidden(paper: Paper) -> list[str]:
    return hidden_stories(paper)


def addresses_of(article: Article) -> list[str]:
    address = article.get_absolute_url()
    replies = [f"{address}replies/{path}" for path in ("feed.rss", "1/", "1/report/", "reported/")]
    return [address, f"{address}versions/", *replies]


@pytest.mark.parametrize(
    ("name", "status"), [("draft", 404), ("ready", 404), ("future", 404), ("expired", 410)]
)
def test_address_at_which_nothing_is_live_says_no_more_than_that(
    client: Client, hidden: list[str], name: str, status: int
) -> None:
    article = Article.objects.get(slug=f"zq{name}slug")
    article.first_published_on = article.first_published_on or timezone.localdate()

    for address in addresses_of(article):
        response = client.get(address)
        assert response.status_code == status
        assert ("no longer here" in response.text) is (status == 410)
        assert "withdrawn" not in response.text


def test_address_of_a_withdrawn_article_says_why(client: Client, hidden: list[str]) -> None:
    article = Article.objects.get(slug="zqwithdrawnslug")

    for address in addresses_of(article):
        response = client.get(address)
        assert response.status_code == 410
        assert "<h1>This article was withdrawn</h1>" in response.text
        assert "It was not so." in response.text


def test_note_of_an_old_withdrawal_is_not_told_when_the_article_came_back_and_ended(
    client: Client, clock: time_machine.Traveller, paper: Paper
) -> None:
    article = paper.draft("text").article
    publishing.publish(publishing.working_copy(article), by=make_user(), at=NOW - DAY)
    publishing.withdraw(article, by=make_user(), note="It was not so.", at=NOW - DAY / 2)
    publishing.publish(publishing.working_copy(article), by=make_user(), at=NOW, until=NOW + DAY)
    clock.move_to(NOW + DAY, tick=False)

    response = client.get(Article.objects.get().get_absolute_url())

    assert response.status_code == 410
    assert "It was not so." not in response.text


# Replies to it


@pytest.mark.parametrize("name", ["expired", "withdrawn"])
def test_reply_to_what_is_no_longer_live_is_refused_and_given_back(
    client: Client, hidden: list[str], name: str
) -> None:
    article = Article.objects.get(slug=f"zq{name}slug")
    count = Comment.objects.count()

    response = client.post(f"{article.get_absolute_url()}replies/", REPLY | {"text": "At <last>."})

    assert response.status_code == 410
    assert "Your reply was not sent" in response.text
    assert "At &lt;last&gt;." in response.text
    assert Comment.objects.count() == count


@pytest.mark.parametrize("name", ["expired", "withdrawn"])
def test_report_of_what_is_no_longer_live_is_refused(client: Client, hidden: list[str], name: str) -> None:
    comment = Comment.objects.get(article__slug=f"zq{name}slug")

    response = client.post(f"{comment.get_absolute_url()}reports/", {"complaint": "insult"})

    assert response.status_code == 410
    assert not comment.reports.exists()


def test_status_page_outlives_the_article_and_tells_nothing_of_it(client: Client, hidden: list[str]) -> None:
    for name in ("expired", "withdrawn"):
        comment = Comment.objects.get(text=f"zq{name}comment")

        text = client.get(comment.status_page).text

        assert f"zq{name}comment" in text
        assert not [part for part in ("headline", "dek", "body", "point") if f"zq{name}{part}" in text]


def test_product_page_leads_to_no_article_that_is_not_live(client: Client, hidden: list[str]) -> None:
    text = client.get("/shop/products/mug/").text

    assert not [name for name in hidden if f"zq{name}" in text]
