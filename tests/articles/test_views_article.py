"""An article's own page."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, Picture
from comments.models import State
from tests.articles.reading import assert_in_order, page_of
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_correction,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything() -> Article:
    """An article with all that an article can have."""
    article = make_article(
        headline="The wall is raised",
        dek="Nine votes to four.",
        body="<p>The council voted.</p>",
        section=make_section(name="Town", slug="town"),
        lead_picture=make_picture(alt="The wall", caption="At high water", credit="Photo: Ada"),
        key_points=["It costs a million.", "Work starts in May."],
        authors=[make_author(name="Ada Lovell")],
        sources=[make_source(name="The Gazette", slug="gazette")],
        topics=[make_topic(name="Floods", slug="floods")],
        products=[make_product(title="Almanac")],
    )
    make_correction(article=article, text="The wall is 2 m high, not 3.")
    make_comment(article=article, text="At last.", name="Bea", state=State.APPROVED)
    article.revisions.update(updated_at=timezone.now())
    article.revisions.get().recommendations.create(article=make_article(headline="The tide of 1953"))
    return article


# The article page


def test_article_is_read_in_the_order_of_the_design(client: Client, everything: Article) -> None:
    html = page_of(client, everything)

    assert_in_order(
        html[html.index("<main") :],
        [
            '<a href="/sections/town/">Town</a>',
            "<h1",
            "The wall is raised",
            "Nine votes to four.",
            "Ada Lovell",
            "Published <time",
            "Updated <time",
            'alt="The wall"',
            "At high water",
            "Photo: Ada",
            "Key points",
            "It costs a million.",
            "Work starts in May.",
            "The council voted.",
            "Source:",
            "The Gazette",
            "Read More</a>",
            "Corrections",
            "The wall is 2 m high, not 3.",
            "Almanac",
            "Quantity",
            "Buy Now",
            "Related",
            "The tide of 1953",
            "Comments (1)",
            "At last.",
            "Leave a Reply",
            ">Comment</label>",
            ">Name</label>",
            ">Email</label>",
            ">Website (optional)</label>",
            "Post Comment</button>",
        ],
    )


def test_link_to_the_source_says_where_it_leads(client: Client, everything: Article) -> None:
    url = everything.revisions.get().attributions.get().url

    [link] = re.findall(r"<a [^>]*>Read More</a>", page_of(client, everything))

    assert f'href="{url}"' in link
    assert 'aria-label="Read More at The Gazette"' in link


def test_times_are_given_to_machines_and_with_their_zone(client: Client) -> None:
    article = make_article(at=datetime(2026, 5, 1, 12, 30, tzinfo=UTC))

    html = page_of(client, article)

    assert '<time datetime="2026-05-01T12:30:00+00:00">1 May 2026, 12:30 UTC</time>' in html
    assert "Updated" not in html


def test_bare_article_has_no_empty_parts(client: Client) -> None:
    html = page_of(client, make_article(authors=[]))

    for words in (
        "Key points",
        "Source:",
        "Corrections",
        "Products in this article",
        "Related",
        "Topics",
        "<figure",
        "<p>By ",
    ):
        assert words not in html[html.index("<main") : html.index("</main>")]
    assert "Comments (0)" in html


def test_what_is_typed_as_text_is_escaped(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    article = make_article(
        headline=hostile,
        dek=hostile,
        key_points=[hostile],
        lead_picture=make_picture(alt=hostile, caption=hostile, credit=hostile),
        authors=[make_author(name=hostile)],
        sources=[make_source(name=hostile)],
        topics=[make_topic(name=hostile)],
        section=make_section(name=hostile),
        products=[make_product(title=hostile)],
    )
    make_correction(article=article, text=hostile)

    for path in (article.get_absolute_url(), "/"):
        assert "<script>" not in client.get(path).text


def test_hidden_product_does_not_stand_in_an_article(client: Client) -> None:
    article = make_article(products=[make_product(title="Secret mug", is_listed=False)])

    assert "Secret mug" not in page_of(client, article)


def test_byline_has_its_role(client: Client) -> None:
    article = make_article(authors=[make_author(name="Ada"), make_author(name="Bo")])
    article.revisions.get().bylines.filter(author__name="Bo").update(role="translated by")

    assert re.search(r"By <a[^>]*>Ada</a>, translated by <a[^>]*>Bo</a>", page_of(client, article))


# Pictures in the body


def body_with(picture: Picture) -> str:
    return (
        f'<p>Before</p><figure><img src="{picture.file.url}" alt="Here it is" data-file="{picture.pk}">'
        "<figcaption>By <em>hand</em></figcaption></figure><p>After</p>"
    )


def test_role_belongs_to_its_author_alone(client: Client) -> None:
    draft = make_draft()
    for place, (name, role) in enumerate([("Ada", "photographs by"), ("Bea", ""), ("Cy", "")], start=1):
        draft.bylines.create(author=make_author(name=name), role=role, position=place)
    publishing.publish(draft, by=make_user())

    page = client.get(draft.get_absolute_url()).text

    assert "photographs by Ada, By Bea, Cy" in " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_picture_in_the_body_is_responsive_and_credited(client: Client) -> None:
    picture = make_picture(credit="Photo: Ada")
    html = page_of(client, make_article(body=body_with(picture)))

    [element] = re.findall(r"<picture>.*?</picture>", html)
    for attribute in (
        f'src="{picture.file.url}"',
        'alt="Here it is"',
        'width="64"',
        'height="48"',
        'loading="lazy"',
    ):
        assert attribute in element
    assert_in_order(html, ["Before", "<picture>", "By <em>hand</em>", "Photo: Ada", "After"])


def test_picture_offers_avif_only_once_it_is_made(client: Client) -> None:
    article = make_article(body=body_with(make_picture(size=(800, 600))))

    assert "<source" not in page_of(client, article)
    Picture.objects.update(has_renditions=True)
    [source] = re.findall(r'<source type="image/avif" srcset="([^"]*)"', page_of(client, article))
    assert re.findall(r"/media/pictures/\S+\.avif (\d+w)", source) == ["320w", "640w"]


def test_picture_without_words_in_the_text_has_those_of_the_library(client: Client) -> None:
    picture = make_picture(alt="A boat")
    article = make_article(body=f'<img src="/x.jpg" alt="" data-file="{picture.pk}">')

    assert 'alt="A boat"' in page_of(client, article)


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://tracker.example/1.gif" alt="">',
        '<img src="/media/1.jpg" alt="" data-file="123456">',
        '<img src="/media/1.jpg" alt="" data-file="../1">',
    ],
)
def test_image_that_is_not_in_the_library_is_not_rendered(client: Client, image: str) -> None:
    html = page_of(client, make_article(body=f"<p>Before</p><figure>{image}</figure><p>After</p>"))

    assert "<img" not in html
    assert_in_order(html, ["Before", "After"])


@pytest.mark.parametrize(("parts", "comments"), [(2, 100), (4, 200)])
def test_article_page_costs_eleven_queries_however_long_the_thread(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, parts: int, comments: int
) -> None:
    article = make_article(
        key_points=["A point."] * parts,
        authors=[make_author() for _ in range(parts)],
        sources=[make_source() for _ in range(parts)],
        topics=[make_topic() for _ in range(parts)],
        products=[make_product(stock=5, sale_price=Decimal(17)) for _ in range(parts)],
    )
    for _ in range(comments // 10):
        first = make_comment(article=article, state=State.APPROVED)
        for _ in range(9):
            make_comment(parent=first, state=State.APPROVED)

    # article, key points, bylines with authors, attributions with sources, topics, promotions with products,
    # their price logs, related articles, comments, rules for replies, sections of the menu
    with django_assert_num_queries(11):
        response = client.get(article.get_absolute_url())

    assert response.text.count('class="comment"') == comments


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_and_corrections_cost_a_query_each(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article(body="".join(body_with(make_picture()) for _ in range(count)))
    for _ in range(count):
        make_correction(article=article, made_by=make_user())

    # article, five empty lists of its parts, corrections, pictures of the body, related articles, comments,
    # rules for replies, sections of the menu
    with django_assert_num_queries(12):
        response = client.get(article.get_absolute_url())

    assert response.text.count("<picture>") == count
