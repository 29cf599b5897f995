"""The number beside “Cart”: a cookie that scripts can read, right after every change."""

import pytest
from django.test import Client
from pytest_django import Settings

from shop.models import Cart, CartLine
from shop.views.shopper import COUNT_COOKIE
from tests.factories import make_product
from tests.shop.shopper import CART, QUANTITIES, buy, change, open_cart

pytestmark = pytest.mark.django_db


def test_count_is_set_by_each_change_and_removed_with_the_last_piece(client: Client) -> None:
    counts = [buy(client, make_product(), 2).cookies[COUNT_COOKIE].value]
    counts.append(buy(client, make_product(), 3, add="").cookies[COUNT_COOKIE].value)
    first, second = CartLine.objects.order_by("pk")
    counts.append(change(client, {first: 1, second: 1}).cookies[COUNT_COOKIE].value)
    removals = [client.post(QUANTITIES, {"remove": str(line.pk)}) for line in (first, second)]
    counts += [response.cookies[COUNT_COOKIE].value for response in removals]

    assert counts == ["2", "5", "2", "1", ""]


def test_count_can_be_read_by_scripts_of_our_own_pages(client: Client) -> None:
    cookie = buy(client, make_product()).cookies[COUNT_COOKIE]

    assert not cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert cookie["max-age"] == 30 * 24 * 3600
    assert not cookie["secure"]


def test_count_is_secure_on_an_https_site(client: Client, settings: Settings) -> None:
    settings.IS_HTTPS = True

    assert buy(client, make_product()).cookies[COUNT_COOKIE]["secure"]


@pytest.mark.parametrize("kept", ["", "1", "99", "abc", "-2", "x" * 4000])
def test_cart_page_corrects_a_count_that_is_wrong(client: Client, kept: str) -> None:
    open_cart(client, {make_product(): 2})
    client.cookies[COUNT_COOKIE] = kept

    assert client.get(CART).cookies[COUNT_COOKIE].value == "2"


def test_cart_page_leaves_a_count_alone_that_is_right(client: Client) -> None:
    open_cart(client, {make_product(): 2})
    client.cookies[COUNT_COOKIE] = "2"

    assert not client.get(CART).cookies


def test_count_of_a_cart_that_is_gone_is_removed(client: Client) -> None:
    open_cart(client, {make_product(): 2})
    client.cookies[COUNT_COOKIE] = "2"
    Cart.objects.all().delete()

    cookie = client.get(CART).cookies[COUNT_COOKIE]

    assert (cookie.value, cookie["max-age"]) == ("", 0)


def test_change_that_is_refused_sets_no_count(client: Client) -> None:
    assert not buy(client, make_product(), "abc").cookies
