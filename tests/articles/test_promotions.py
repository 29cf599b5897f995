"""Products inside articles: cards in order, and short notices for what cannot be bought."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Promotion
from shop.models import CartLine, Product
from tests.articles.reading import assert_in_order, page_of, structured_data_of
from tests.factories import make_article, make_order, make_photo, make_product, make_user
from tests.shop.shopper import buy

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def promoted(html: str) -> str:
    """The part of an article's page with its products."""
    return html[
        html.index('<section class="promoted"') : html.index("</section>", html.index('id="promoted"'))
    ]


def test_cards_stand_in_the_editors_order(client: Client) -> None:
    first, second, third = (make_product(title=title) for title in ("Almanac", "Mug", "Towel"))

    html = page_of(client, make_article(products=[third, first, second]))

    assert_in_order(promoted(html), ["Towel", "Almanac", "Mug"])


def test_form_of_a_card_says_which_article_it_stands_in(client: Client) -> None:
    product = make_product()
    article = make_article(products=[product])

    [number] = re.findall(r'<input type="hidden" name="from" value="(\d+)">', page_of(client, article))
    buy(client, product, **{"from": number})

    assert int(number) == article.pk
    assert CartLine.objects.get().from_article == article.pk
    assert 'name="from"' not in client.get("/shop/").text


def test_sold_out_product_is_a_short_notice_until_pieces_are_free(
    client: Client, clock: time_machine.Traveller
) -> None:
    product = make_product(title="Mug", stock=1, text="Holds tea.")
    article = make_article(products=[product])
    order = make_order({product: 1})
    assert order.hold_until

    html = promoted(page_of(client, article))
    assert f'Sold out: <a href="{product.get_absolute_url()}">Mug</a>' in html
    assert "Holds tea." not in html
    assert "Buy Now" not in html
    clock.move_to(order.hold_until)
    assert "Buy Now" in promoted(page_of(client, article))


def test_recalled_product_is_a_short_notice_that_leads_to_the_recall(client: Client) -> None:
    product = make_product(title="Mug", recall_notice="The handle breaks.")

    html = promoted(page_of(client, make_article(products=[product])))

    assert "Mug has been recalled." in html
    assert f'href="{product.get_absolute_url()}#recall"' in html
    assert 'id="recall"' in client.get(product.get_absolute_url()).text
    assert "Buy Now" not in html


def test_hidden_product_is_a_notice_that_does_not_name_it(client: Client, editor: User) -> None:
    product = make_product(
        title="Secret mug", slug="secret", text="Hush.", photo=make_photo(), recall_notice="Psst."
    )
    article = make_article(products=[product])
    Product.objects.update(is_listed=False)

    html = page_of(client, article)

    assert "A product that stood here is no longer for sale." in promoted(html)
    for leak in ("Secret mug", "secret", "Hush.", "Psst.", product.photo.file.url if product.photo else ""):
        assert leak not in html
    for format in ("rss", "atom", "json"):
        assert "Secret mug" not in client.get(f"/feed.{format}").text


def test_card_of_what_others_sell_leads_there(client: Client) -> None:
    product = make_product(kind="affiliate", label="We earn 5 %.", outbound_url="https://there.example/mug")

    html = promoted(page_of(client, make_article(products=[product])))

    assert "Affiliate link" in html
    assert "We earn 5 %." in html
    assert 'href="https://there.example/mug" rel="sponsored nofollow noopener"' in html
    assert "<form" not in html


def test_article_mentions_its_products_by_name_alone(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://wex.example"
    shown, sold_out, hidden = (make_product(slug=slug) for slug in ("mug", "towel", "secret"))
    article = make_article(products=[shown, sold_out, hidden])
    Product.objects.filter(pk=sold_out.pk).update(stock=0)
    Product.objects.filter(pk=hidden.pk).update(is_listed=False)

    article_node = structured_data_of(page_of(client, article))
    product_node = structured_data_of(client.get(shown.get_absolute_url()).text)

    names = [f"https://wex.example/shop/products/{slug}/#product" for slug in ("mug", "towel")]
    assert article_node["mentions"] == [{"@id": name} for name in names]
    assert product_node["@id"] == names[0]


def test_article_without_products_mentions_none(client: Client) -> None:
    assert "mentions" not in structured_data_of(page_of(client, make_article()))


def test_card_on_sale_shows_the_struck_price(client: Client) -> None:
    product = make_product(sale_price=Decimal(17))

    html = promoted(page_of(client, make_article(products=[product])))

    assert_in_order(html, ["<s ", "$20.00", "</s>", "$17.00"])


@pytest.mark.parametrize("count", [1, 4])
def test_promotions_load_all_that_a_card_prints(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    products = [make_product(stock=3, sale_price=Decimal(17), photo=make_photo()) for _ in range(count)]
    make_order({products[0]: 3})
    make_article(products=products)

    with django_assert_num_queries(2):  # promotions with products, price logs
        for promotion in Promotion.objects.for_page():
            assert promotion.product.price.struck == 20
            assert promotion.freed == promotion.product.freed == 0
            assert promotion.product.available in {0, 3}
            assert promotion.product.photo


def test_list_of_articles_can_be_narrowed_to_those_with_dead_products(desk: Client) -> None:
    gone = make_product(stock=0)
    make_article(headline="Dead card", products=[gone])
    make_article(headline="Calm")
    publishing.publish(
        publishing.working_copy(make_article(headline="Mended", products=[gone])), by=make_user()
    )

    html = desk.get("/admin/articles/article/?state=dead-product").text

    assert "Dead card" in html
    assert "Calm" not in html
