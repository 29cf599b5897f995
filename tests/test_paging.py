"""Pages of listings: every row once, and no token breaks them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from newsroom.paging import Cursor, Page, page_of
from shop.models import Product
from tests.factories import make_article, make_category, make_product, make_section

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

GARBAGE = [
    "0", "1000000000", "abc", "", "-", "1-", "-1", "1-2-3", "1--2", "%00", "1-%00", "1.5-2", "1e3-2",
    "9" * 30 + "-1", "1-" + "9" * 30, "9" * 5000 + "-1", "1-" + "9" * 5000, "%D9%A1-%D9%A2", "%C2%B2-1",
    "'; DROP TABLE shop_product; --", "%FF-%FE", "1-2",
]  # fmt: skip

pytestmark = pytest.mark.django_db


def page(token: str | None = None, size: int = 3) -> Page[Product]:
    request = RequestFactory().get("/", {"page": token} if token else {})
    return page_of(Product.objects.all(), request, time="created_at", key="pk", size=size)


def all_pages(size: int = 3) -> list[list[str]]:
    """The titles of each page, from the newest to the oldest."""
    pages = [page(size=size)]
    while pages[-1].older:
        pages.append(page(str(pages[-1].older), size=size))
    return [[product.title for product in each.rows] for each in pages]


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (0, [[]]),
        (3, [["2", "1", "0"]]),
        (4, [["3", "2", "1"], ["0"]]),
        (7, [["6", "5", "4"], ["3", "2", "1"], ["0"]]),
    ],
)
def test_pages_cover_every_row_once_newest_first(count: int, pages: list[list[str]]) -> None:
    for number in range(count):
        make_product(title=str(number), created_at=NOON + timedelta(microseconds=number))

    assert all_pages() == pages


def test_pages_cover_every_row_once_where_all_share_a_time() -> None:
    for number in range(7):
        make_product(title=str(number), created_at=NOON)

    assert all_pages() == [["6", "5", "4"], ["3", "2", "1"], ["0"]]


def test_row_that_is_added_meanwhile_moves_no_other() -> None:
    for number in range(4):
        make_product(title=str(number), created_at=NOON + timedelta(hours=number))
    older = page().older

    make_product(title="late", created_at=NOON + timedelta(days=1))

    assert [product.title for product in page(str(older)).rows] == ["0"]


def test_first_page_knows_that_it_is() -> None:
    for _ in range(4):
        make_product()

    assert page().is_first
    assert not page(str(page().older)).is_first


@pytest.mark.parametrize("at", [NOON, NOON + timedelta(microseconds=1), datetime(1970, 1, 1, tzinfo=UTC)])
def test_cursor_is_read_as_it_was_written(at: datetime) -> None:
    cursor = Cursor(at, 7)

    assert Cursor.parse(str(cursor)) == cursor


def test_page_past_the_end_is_not_found() -> None:
    product = make_product()

    with pytest.raises(Http404):
        page(str(Cursor(product.created_at, product.pk)))


@pytest.mark.parametrize("token", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("path", ["/sections/town/", "/shop/", "/shop/categories/mugs/"])
def test_page_that_is_not_one_of_ours_is_not_found_in_the_sites_look(
    client: Client, path: str, token: str
) -> None:
    make_article(section=make_section(slug="town"))
    make_product(category=make_category(slug="mugs"))

    response = client.get(f"{path}?page={token}")

    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_reader_follows_the_links_from_page_to_page(client: Client) -> None:
    section = make_section(slug="town")
    for number in range(45):
        make_article(section=section, headline=f"Story {number}", at=NOON)
    seen: list[str] = []

    address = "/sections/town/"
    while address:
        html = client.get(address).text
        seen += re.findall(r">Story (\d+)</a>", html)
        older = re.search(r'href="(\?page=[^"]+)" rel="next">Older</a>', html)
        address = f"/sections/town/{older[1]}" if older else ""

    assert seen == [str(number) for number in reversed(range(45))]
    assert '<a href="?" rel="first">Newest</a>' in html


def test_short_listing_has_no_links_to_pages(client: Client) -> None:
    make_product()

    assert 'class="pagination"' not in client.get("/shop/").text
