"""The checkout's page, and ordering from it."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop.models import CartLine, DeliveryMethod, Order, PaymentMethod, Product, TaxRate
from shop.views.shopper import CART_COOKIE, COUNT_COOKIE
from tests.factories import make_cart, make_delivery, make_product
from tests.shop.ordering import CHECKOUT, ORDERS, TOTAL, TYPED, filled_in, order
from tests.shop.shopper import CART, buy, open_cart, seen_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Product:
    """A product, and a way of delivery."""
    make_delivery(name="Post", note="3 days")
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    return make_product(title="Mug", slug="mug", tax_rate=rate)


# What the page says


def test_page_tells_all_that_is_ordered_and_its_total_before_the_last_button(
    client: Client, mug: Product
) -> None:
    open_cart(client, {mug: 2})

    text = seen_text(client.get(CHECKOUT))

    assert "Mug $20.00 2 $40.00" in text
    assert "Products $40.00 Delivery: Post $5.00 Total $45.00 includes tax at 19% $6.39 Order and pay" in text


def test_price_that_changed_since_it_was_put_in_the_cart_is_told_before_the_last_button(
    client: Client, mug: Product
) -> None:
    open_cart(client, {mug: 1})
    CartLine.objects.update(seen_price=Decimal("20.00"))
    Product.objects.update(regular_price=Decimal("25.00"))

    text = seen_text(client.get(CHECKOUT))

    assert "was $20.00, now $25.00" in text
    assert text.index("was $20.00") < text.index("Order and pay")


def test_last_button_says_what_the_site_has_set(client: Client, mug: Product, settings: Settings) -> None:
    settings.SHOP_ORDER_BUTTON = "Order with obligation to pay"
    open_cart(client, {mug: 1})

    page = client.get(CHECKOUT).text

    assert ">Order with obligation to pay</button>" in page
    assert "Order and pay" not in page


def test_fields_say_to_browsers_what_belongs_in_them(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})

    page = client.get(CHECKOUT).text

    tokens = dict(re.findall(r'name="(\w+)"[^>]*autocomplete="([\w-]+)"', page))
    assert tokens == {
        "email": "email",
        "name": "name",
        "street": "address-line1",
        "street_more": "address-line2",
        "postcode": "postal-code",
        "city": "address-level2",
        "region": "address-level1",
        "country": "country",
        "note": "off",
    }


def test_country_of_the_site_is_proposed(client: Client, mug: Product, settings: Settings) -> None:
    settings.SHOP_COUNTRY = "GB"
    open_cart(client, {mug: 1})

    assert '<option value="GB" selected>United Kingdom</option>' in client.get(CHECKOUT).text


def test_ways_of_delivery_say_what_they_cost_and_where_they_go(client: Client, mug: Product) -> None:
    make_delivery(name="Courier", price=Decimal(9), free_from=Decimal(100), countries=["DE", "AT"])
    make_delivery(name="Pick-up", price=Decimal(0), countries=["DE"])
    make_delivery(name="Raven", is_offered=False)
    open_cart(client, {mug: 1})

    text = seen_text(client.get(CHECKOUT))

    assert "Post $5.00 3 days To all countries" in text
    assert "Courier $9.00 free from $100.00 To Austria, Germany" in text
    assert "Pick-up free To Germany" in text
    assert "Raven" not in text


def test_way_of_delivery_that_is_free_for_this_cart_says_so(client: Client, mug: Product) -> None:
    DeliveryMethod.objects.update(price=Decimal("3.50"), free_from=Decimal(40))

    open_cart(client, {mug: 1})
    charged = seen_text(client.get(CHECKOUT))
    open_cart(client, {mug: 2})
    free = seen_text(client.get(CHECKOUT))

    assert "Post $3.50 free from $40.00" in charged
    assert "Post free 3 days" in free
    assert "$3.50" not in free


def test_product_that_was_hidden_meanwhile_is_not_counted(client: Client, mug: Product) -> None:
    hat = make_product(title="Hat")
    open_cart(client, {mug: 1, hat: 2})
    Product.objects.filter(pk=hat.pk).update(is_listed=False)

    text = seen_text(client.get(CHECKOUT))

    assert "Hat cannot be bought any more." in text
    assert "Products $20.00 Delivery: Post $5.00 Total $25.00" in text
    assert "Hat $20.00" not in text


def test_nothing_that_can_be_bought_has_no_total(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    Product.objects.update(is_listed=False)

    text = seen_text(client.get(CHECKOUT))

    assert "Mug cannot be bought any more." in text
    assert "$" not in text[text.index("Your order") :]


def test_payment_is_asked_about_where_there_is_a_choice(
    client: Client, mug: Product, settings: Settings
) -> None:
    open_cart(client, {mug: 1})
    without = client.get(CHECKOUT).text
    settings.STRIPE_SECRET_KEY = "sk_test_x"

    assert 'name="payment_method"' not in without
    assert client.get(CHECKOUT).text.count('name="payment_method"') == 2


def test_page_is_kept_by_no_cache_and_no_search_engine(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})

    response = client.get(CHECKOUT)

    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("path", [ORDERS, TOTAL])
def test_answer_to_the_form_is_kept_by_the_browser_alone(client: Client, mug: Product, path: str) -> None:
    open_cart(client, {mug: 1})

    response = client.post(path, TYPED | {"email": ""})

    assert response["Cache-Control"] == "private, no-cache"


def test_shop_without_delivery_takes_no_orders(client: Client, mug: Product) -> None:
    DeliveryMethod.objects.update(is_offered=False)
    open_cart(client, {mug: 1})

    for response in (client.get(CHECKOUT), client.post(ORDERS, TYPED), client.post(TOTAL, TYPED)):
        assert "takes no orders yet" in response.text
        assert 'name="shown"' not in response.text
    assert not Order.objects.exists()


@pytest.mark.parametrize("lines", [1, 6])
def test_page_costs_five_queries(
    client: Client, mug: Product, django_assert_num_queries: DjangoAssertNumQueries, lines: int
) -> None:
    open_cart(client, {mug: 1, **{make_product(): 1 for _each in range(lines)}})

    with django_assert_num_queries(5):  # cart, lines, products, ways of delivery, sections of the menu
        client.get(CHECKOUT)


# Ordering


def test_order_is_placed_and_its_page_opens(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 2})

    response = order(client, note="Ring twice.")

    placed = Order.objects.get()
    assert (response.status_code, response["Location"]) == (303, placed.get_absolute_url())
    assert (placed.total, placed.note, placed.country) == (Decimal("45.00"), "Ring twice.", "DE")
    assert placed.payment_method == PaymentMethod.TRANSFER
    assert response.cookies[COUNT_COOKIE].value == ""
    assert "no-store" in response["Cache-Control"]
    assert client.get(response["Location"]).status_code == 200


def test_order_of_somebody_with_an_account_is_theirs(client: Client, mug: Product, editor: User) -> None:
    client.force_login(editor)
    buy(client, mug)

    response = order(client)

    assert (response.status_code, Order.objects.get().user) == (303, editor)


def test_update_shows_the_new_total_and_keeps_what_is_typed(client: Client, mug: Product) -> None:
    courier = make_delivery(name="Courier", price=Decimal(9))
    open_cart(client, {mug: 1})

    response = client.post(TOTAL, TYPED | {"delivery": courier.pk, "name": "Al", "email": "not yet"})

    assert response.status_code == 200
    assert "Delivery: Courier $9.00 Total $29.00" in seen_text(response)
    assert 'value="Al"' in response.text
    assert 'value="not yet"' in response.text
    assert '<ul class="errorlist"' not in response.text
    assert not Order.objects.exists()


def test_update_proposes_a_delivery_that_goes_to_the_country(client: Client, mug: Product) -> None:
    home = DeliveryMethod.objects.get()
    DeliveryMethod.objects.update(countries=["DE"])
    abroad = make_delivery(name="Abroad", price=Decimal(15), countries=["AT"])
    open_cart(client, {mug: 1})

    response = client.post(TOTAL, TYPED | {"country": "AT", "delivery": home.pk})

    assert "Delivery: Abroad $15.00 Total $35.00" in seen_text(response)
    assert re.search(rf'name="delivery" value="{abroad.pk}"[^>]* checked', response.text)


def test_page_without_a_cart_leads_to_the_cart(client: Client, mug: Product) -> None:
    responses = client.get(CHECKOUT), client.post(ORDERS, TYPED), client.post(TOTAL, TYPED)

    assert [(response.status_code, response["Location"]) for response in responses] == [(303, CART)] * 3


# Bad input


def test_order_from_another_site_is_refused(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    typed = filled_in(client)

    for path in (ORDERS, TOTAL):
        response = client.post(path, typed | {"fit": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
    assert not Order.objects.exists()


@pytest.mark.parametrize("path", [ORDERS, TOTAL])
def test_address_behind_a_refused_form_leads_to_the_checkout(client: Client, mug: Product, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (303, CHECKOUT)


def test_markup_is_text_everywhere(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    markup = "<script>alert(1)</script>"

    refused = order(client, note=markup, name=markup, city="")
    placed = order(client, note=markup, name=markup, street=markup, city=markup)

    assert refused.status_code == 422
    page = client.get(placed["Location"])
    for response in (refused, page):
        assert markup not in response.text
        assert "&lt;script&gt;" in response.text
    assert all(markup not in mail.html for mail in Mail.objects.all())


@pytest.mark.parametrize("key", ["x" * 32, "x" * 5000, "ä" * 32, "' OR 1=1 --"])
def test_forged_cookie_opens_nothing(client: Client, mug: Product, key: str) -> None:
    make_cart({mug: 1})
    stranger = {"Cookie": f"{CART_COOKIE}={key}"}

    assert client.get(CHECKOUT, headers=stranger)["Location"] == CART
    assert client.post(ORDERS, TYPED, headers=stranger)["Location"] == CART
