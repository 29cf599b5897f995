"""Prices in the admin: each save is written in the log, and leaves the stock to the shoppers."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from shop.models import PriceChange, Product
from tests.factories import make_product, make_user
from tests.shop.keeping import PRODUCTS, add_product, change_product

pytestmark = pytest.mark.django_db


def test_first_price_is_logged_with_who_typed_it(desk: Client, shopkeeper: User) -> None:
    assert add_product(desk, sale_price="17.00") == ""

    change = PriceChange.objects.get()
    assert change.terms == Product.objects.get().terms
    assert (change.changed_by, change.changed_by_name) == (shopkeeper, "sam")


def test_new_price_is_logged_and_struck(desk: Client) -> None:
    product = make_product()

    assert change_product(desk, product, sale_price="17.00") == ""

    product.refresh_from_db()
    assert product.price.to_pay == Decimal("17.00")
    assert product.price.struck == Decimal("20.00")
    assert [change.sale_price for change in product.price_changes.all()] == [None, Decimal("17.00")]


def test_form_says_what_shoppers_see(desk: Client) -> None:
    told = {
        "$20.00<": make_product(),
        "$17.00, and $20.00 struck: 15% less": make_product(sale_price=Decimal(17)),
        "$17.00, and nothing struck: a sale": make_product(sale_price=Decimal(17), is_new=True),
        "Nothing: it is hidden": make_product(is_listed=False),
    }

    for words, product in told.items():
        assert words in desk.get(f"{PRODUCTS}{product.pk}/change/").text


def test_price_that_was_never_shown_is_not_struck(desk: Client) -> None:
    """Hidden, priced higher, shown and reduced: the higher price never applied."""
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=70), tick=False):
        product = make_product(is_new=True)
    for days_ago, typed in [
        (60, {"is_listed": ""}),
        (50, {"regular_price": "50.00"}),
        (1, {"is_listed": "on"}),
        (0, {"sale_price": "17.00"}),
    ]:
        with time_machine.travel(now - timedelta(days=days_ago), tick=False):
            desk.force_login(make_user("sam"))
            assert change_product(desk, product, **typed) == ""

    html = desk.get(product.get_absolute_url()).text

    assert "<s " not in html
    assert re.findall(r"<td>(\$[\d.]+)</td>", html) == ["$17.00", "$50.00", "$20.00"]


@pytest.mark.parametrize("typed", [{"is_listed": ""}, {"recall_notice": "It breaks."}], ids=str)
def test_log_says_when_a_product_was_not_offered(desk: Client, typed: dict[str, str]) -> None:
    product = make_product()

    assert change_product(desk, product, **typed) == ""

    assert [change.is_offered for change in product.price_changes.all()] == [True, False]
    assert "no: hidden or recalled" in desk.get(f"{PRODUCTS}{product.pk}/change/").text


def test_save_that_leaves_the_price_is_not_logged(desk: Client) -> None:
    product = make_product(
        sale_price=Decimal(17), sale_ends_at=timezone.now() + timedelta(days=1, seconds=3.5)
    )
    changes = product.price_changes.count()
    window = {
        f"sale_ends_at_{n}": part
        for n, part in enumerate(f"{product.sale_ends_at:%Y-%m-%d %H:%M:%S}".split())
    }

    assert change_product(desk, product, title="Bowl", **window) == ""

    product.refresh_from_db()
    assert product.title == "Bowl"
    assert product.price_changes.count() == changes + 1  # the form has no fractions of a second
    assert change_product(desk, product, title="Cup", **window) == ""
    assert product.price_changes.count() == changes + 1


def test_save_that_is_refused_logs_nothing(desk: Client) -> None:
    product = make_product()

    assert "below the regular price" in change_product(desk, product, sale_price="21.00")

    assert product.price_changes.count() == 1


def test_form_shows_the_log_with_who_and_when(desk: Client) -> None:
    product = make_product()
    change_product(desk, product, regular_price="23.00")

    html = desk.get(f"{PRODUCTS}{product.pk}/change/").text

    log = html[html.index('<table class="ledger"') :]
    assert log.index("$23.00") < log.index("$20.00")
    assert "sam" in log[: log.index("$20.00")]


def test_saving_a_product_keeps_what_was_sold_meanwhile(shopkeeper: User) -> None:
    """The form was opened, a shopper bought, the form is saved."""
    product = make_product(stock=5)
    request = RequestFactory().post("/")
    request.user = shopkeeper
    Product.objects.filter(pk=product.pk).update(stock=2)

    product.title = "Bowl"
    site.get_model_admin(Product).save_model(request, product, form=None, change=True)

    product.refresh_from_db()
    assert (product.title, product.stock) == ("Bowl", 2)


def test_stock_that_is_sent_with_a_stored_product_is_not_taken(desk: Client) -> None:
    product = make_product(stock=5)

    assert change_product(desk, product, stock="500") == ""

    product.refresh_from_db()
    assert product.stock == 5
