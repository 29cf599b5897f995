"""The pages that show what was sold."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import Order
from tests.factories import make_article, make_product, make_user
from tests.shop.tending import ORDERS, give_back, sell

SALES = f"{ORDERS}sales/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-05-10 12:00Z", tick=False) as clock:
        yield clock


# The pages


def test_page_shows_plots_and_the_same_figures_as_a_table(desk: Client) -> None:
    mug = make_product(title="Mug <b>")
    order = sell({mug: 2})
    give_back(order, "10.00")

    page = desk.get(SALES).text

    assert "1 order, $35.00" in page
    assert "<title>10 May 2026: $35.00</title>" in page
    assert "<title>Mug &lt;b&gt;: $31.11</title>" in page
    assert re.search(
        r">10 May 2026</th><td class=\"number\">1</td>\s*<td class=\"number\">\$45.00</td>", page
    )
    assert "<b>" not in page
    assert "<script" not in page.split('<div class="figures">')[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("days", "shown"), [("7", 7), ("365", 365), ("", 30), ("8", 30), ("\0", 30), ("²", 30)]
)
def test_page_has_the_days_that_were_asked_for(desk: Client, days: str, shown: int) -> None:
    page = desk.get(SALES, {"days": days})

    assert len(page.context["by_day"]) == shown
    assert f'<a href="?days={shown}" aria-current="page">' in page.text


def test_products_beyond_the_first_stand_together(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.admin.order_figures.LISTED", 1)
    sell({make_product(title="Mug"): 3, make_product(title="Tea"): 1, make_product(title="Jam"): 1})

    names = [(name, sold.net) for name, sold in desk.get(SALES).context["by_product"]]

    assert names == [("Mug", Decimal(60)), ("All other products", Decimal(40)), ("Delivery", Decimal(5))]


@pytest.mark.parametrize("times", [1, 4])
def test_page_takes_the_same_queries_however_much_was_sold(
    desk: Client, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        give_back(sell({make_product(): 1}), "5.00")

    # session, account, two of permissions; days, lines, delivery, credit notes and their lines, titles
    with django_assert_num_queries(10):
        desk.get(SALES)


def test_figures_are_for_those_who_may_see_orders(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get(SALES).status_code == 403

    looker = make_user("guest")
    looker.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(looker)

    assert client.get(SALES).status_code == 200


def test_editor_sees_what_articles_sold_and_not_to_whom(client: Client, editor: User) -> None:
    article = make_article(headline="Tea <b>time</b>")
    mug = make_product()
    sell({mug: 2}, articles={mug: article.pk})
    sell({mug: 1}, articles={mug: 10**12})
    client.force_login(editor)
    assert "/admin/articles/article/orders/" in client.get("/admin/articles/article/").text

    page = client.get("/admin/articles/article/orders/?days=7").text

    cells = re.findall(r'<td class="number">([^<]*)</td>', page)
    assert cells == ["1", "2", "$40.00", "1", "1", "$20.00"]
    assert "Tea &lt;b&gt;time&lt;/b&gt;</a>" in page
    assert "Article 1000000000000, deleted" in page
    assert not {
        word for word in ("Sara", "sara@", *Order.objects.values_list("code", flat=True)) if word in page
    }


@pytest.mark.parametrize("times", [1, 4])
def test_page_of_articles_takes_the_same_queries(
    client: Client, editor: User, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        product = make_product()
        order = sell({product: 1}, articles={product: make_article().pk})
        give_back(order, "5.00")
    client.force_login(editor)

    # session, account, two of permissions; lines, credit notes and their lines, headlines
    with django_assert_num_queries(8):
        client.get("/admin/articles/article/orders/")


@pytest.mark.parametrize("role", ["Reporters", "Moderators", "Shopkeepers"])
def test_page_of_articles_is_for_editors(client: Client, role: str) -> None:
    client.force_login(make_user("other", role=role))

    assert client.get("/admin/articles/article/orders/").status_code == 403
