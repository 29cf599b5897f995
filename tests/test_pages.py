"""What holds for every public page: the same bytes for everybody, one heading, nothing from elsewhere."""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone

from articles.models import Article, BreakingNews
from comments.models import State
from shop.models import Product
from shop.views.shopper import CART_COOKIE
from tests.articles.writing import publish
from tests.elements import Elements, foreign_resources
from tests.factories import (
    make_article,
    make_author,
    make_cart,
    make_category,
    make_comment,
    make_correction,
    make_photo,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
)

FOR_EVERYBODY = {
    "front": "/",
    "article": "/2025/06/01/story/",
    "versions": "/2025/06/01/story/versions/",
    "section": "/sections/town/",
    "topic": "/topics/ferry/",
    "author": "/authors/ada/",
    "source": "/sources/gazette/",
    "report": "/2025/06/01/story/replies/4711/report/",
    "reported": "/2025/06/01/story/replies/reported/",
    "corrections": "/corrections/",
    "archive": "/archive/",
    "month": "/archive/2025/06/",
    "search": "/search/",
    "transparency": "/replies/transparency/",
    "shop": "/shop/",
    "category": "/shop/categories/mugs/",
    "product": "/shop/products/mug/",
    "missing": "/nothing/here/",
}
EVERY_PAGE = {**FOR_EVERYBODY, "cart": "/shop/cart/", "withdrawal": "/shop/withdrawal/"}
FEEDS = {  # held to the same in articles/test_feeds_served.py and comments/test_feeds.py
    *(f"articles:{name}feed" for name in ("", "section-", "topic-", "author-", "source-", "corrections-")),
    "comments:feed",
    "comments:article-feed",
}
LEAD_ELSEWHERE = {"comments:reply"}
# held to rules of their own in test_sitemaps.py and shop/test_merchant_feed.py
FOR_MACHINES = {"robots", "sitemap", "sitemap-page", "news-sitemap", "shop:merchant-feed"}
PAGES_FOR_ONE = {
    "comments:status",
    "comments:confirm",
    "comments:subscription",
    "comments:mailbox",
    "shop:checkout",
    "articles:preview",
    "shop:order",
    "shop:order-return",
    "shop:invoice",
    "shop:invoice-pdf",
    "shop:withdrawal-receipt",
}  # behind a secret; their headers are tested apart
ONLY_FORMS = {
    "comments:reply-create",
    "comments:mail-ask",
    "comments:mail-end",
    "comments:report-create",
    *(f"comments:{act}" for act in ("change", "withdraw", "ask-again", "erase", "forget")),
    "shop:cart-update",
    "shop:cart-line-create",
    "shop:checkout-total",
    "shop:order-create",
    "shop:withdrawal-create",
    "shop:withdrawal-review",
    "shop:order-cancel",
    "shop:order-pay",
    "shop:stripe-webhook",
}
DATA = {"type": "application/ld+json"}  # a block of data, which no browser runs
OWN_SCRIPTS = re.compile(r"/static/newsroom/js/[a-z-]+\.js")
every_page = pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE)
every_shared_page = pytest.mark.parametrize("path", FOR_EVERYBODY.values(), ids=FOR_EVERYBODY)
every_found_page = pytest.mark.parametrize(
    "path", [path for name, path in EVERY_PAGE.items() if name != "missing"], ids=lambda path: path
)

pytestmark = pytest.mark.django_db


def public_names(resolver: URLResolver) -> Iterator[str]:
    """The names of all addresses outside the admin."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            prefix = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from (f"{prefix}{name}" for name in public_names(pattern) if prefix != "admin:")
        else:
            yield str(pattern.name)


def test_every_public_address_is_held_to_these_rules() -> None:
    tested = {resolve(path).view_name for name, path in EVERY_PAGE.items() if name != "missing"}
    others = FEEDS | FOR_MACHINES | PAGES_FOR_ONE | ONLY_FORMS | LEAD_ELSEWHERE
    assert set(public_names(get_resolver())) == tested | others


@pytest.fixture
def article() -> Article:
    """A site with something on every page."""
    product = make_product(slug="mug", category=make_category(slug="mugs"), photo=make_photo())
    article = make_article(
        slug="story",
        at=datetime(2025, 6, 1, tzinfo=UTC),
        section=make_section(slug="town"),
        topics=[make_topic(slug="ferry")],
        authors=[make_author(slug="ada")],
        sources=[make_source(slug="gazette")],
        products=[product],
        key_points=["One."],
        lead_picture=make_picture(credit="Ada"),
    )
    make_comment(article=article, state=State.APPROVED, website="https://reader.example/", pk=4711)
    article.revisions.get().recommendations.create(article=make_article(slug="another"))
    BreakingNews.objects.create(
        text="The wall has broken", article=article, ends_at=timezone.now() + timedelta(hours=1)
    )
    make_correction(article=article)
    publish(article, dek="A second version.")
    return article


@every_page
def test_page_answers(article: Article, client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == (404 if path == EVERY_PAGE["missing"] else 200)
    assert response["Content-Type"] == "text/html; charset=utf-8"


@every_page
def test_page_sets_no_cookie_and_depends_on_none(article: Article, client: Client, path: str) -> None:
    response = client.get(path)

    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@every_page
def test_page_holds_nothing_that_is_for_one_visitor(article: Article, client: Client, path: str) -> None:
    html = client.get(path).text

    assert "csrfmiddlewaretoken" not in html
    assert "nonce" not in html


@every_page
def test_page_runs_modules_of_our_own_alone(article: Article, client: Client, path: str) -> None:
    response = client.get(path)
    scripts = [script for script in Elements(response.text).named("script") if script != DATA]

    assert scripts
    assert all(set(script) == {"type", "src"} for script in scripts)
    assert {script["type"] for script in scripts} == {"module"}
    assert all(OWN_SCRIPTS.fullmatch(script["src"]) for script in scripts)
    assert "script-src 'self';" in response["Content-Security-Policy"]


@every_page
def test_page_fetches_nothing_from_another_host(article: Article, client: Client, path: str) -> None:
    html = client.get(path).text

    assert list(foreign_resources(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://tracker.example/1.gif">',
        '<img srcset="/a.avif 1w, //cdn.example/b.avif 2w">',
        '<link rel="stylesheet" href="http://cdn.example/a.css">',
        '<script src="//cdn.example/a.js"></script>',
    ],
)
def test_scan_finds_a_foreign_resource(html: str) -> None:
    assert list(foreign_resources(html))


@every_shared_page
def test_page_is_the_same_bytes_for_everybody(
    article: Article, client: Client, editor: User, path: str
) -> None:
    stranger = client.get(path).content
    again = client.get(path).content

    shopper = Client()
    shopper.cookies[CART_COOKIE] = make_cart({Product.objects.get(): 2}).key
    member_of_staff = Client()
    member_of_staff.force_login(editor)

    assert again == stranger
    assert shopper.get(path).content == stranger
    assert member_of_staff.get(path).content == stranger


@every_page
def test_policy_admits_the_one_style_of_the_page_and_nothing_else(
    article: Article, client: Client, path: str
) -> None:
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    [style] = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert f"style-src 'sha256-{digest}'" in policy
    assert "style=" not in response.text


@every_page
def test_page_has_language_title_and_one_heading(article: Article, client: Client, path: str) -> None:
    html = client.get(path).text
    page = Elements(html)

    assert len(page.named("h1")) == 1
    assert page.named("html") == [{"lang": "en"}]
    assert re.search(r"<title>[^<]*\w[^<]*</title>", html)


@every_page
def test_every_id_stands_once_and_every_picture_has_its_size(
    article: Article, client: Client, path: str
) -> None:
    page = Elements(client.get(path).text)

    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all({"alt", "width", "height"} <= set(image) for image in page.named("img"))


@every_page
def test_head_is_answered_like_get(article: Article, client: Client, path: str) -> None:
    response = client.head(path)

    assert response.status_code == client.get(path).status_code
    assert response.content == b""


@every_found_page
def test_page_takes_no_post(article: Article, client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/", EVERY_PAGE["article"], EVERY_PAGE["section"], "/shop/", EVERY_PAGE["product"]]
)
def test_unchanged_page_is_answered_with_304(article: Article, client: Client, path: str) -> None:
    tag = client.get(path)["ETag"]

    response = client.get(path, headers={"If-None-Match": tag})

    assert response.status_code == 304


def test_heading_of_a_missing_page_is_in_the_sites_look(article: Article, client: Client) -> None:
    html = client.get("/nothing/here/").text

    assert "There is no such page" in html
    assert 'href="/sections/town/"' in html


def test_request_for_another_host_is_refused_in_the_sites_look(client: Client) -> None:
    response = client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "This could not be read" in response.text


@pytest.mark.parametrize("path", ["/", "/sections/town/", "/shop/", "/shop/cart/"])
def test_empty_site_has_pages_too(client: Client, path: str) -> None:
    make_section(slug="town")

    response = client.get(path)

    assert response.status_code == 200
    assert 'class="notice"' in response.text
