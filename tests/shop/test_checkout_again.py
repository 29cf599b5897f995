"""Ordering when something moved, and ordering again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from newsroom.outbox.models import Mail
from shop.models import Cart, Order, Product, TaxRate
from shop.views.shopper import COUNT_COOKIE
from tests.factories import make_delivery, make_product
from tests.shop.ordering import CHECKOUT, ORDERS, TOTAL, TYPED, filled_in, order, shown_on
from tests.shop.shopper import CART, buy, open_cart, seen_text
from tests.shop.stripe_fake import FakeStripe

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Product:
    """A product, and a way of delivery."""
    make_delivery(name="Post", note="3 days")
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    return make_product(title="Mug", slug="mug", tax_rate=rate)


# Something moved


def test_nothing_is_ordered_at_another_price_than_shown(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 2})
    typed = filled_in(client, name="Al")
    Product.objects.update(regular_price=Decimal("25.00"))

    response = client.post(ORDERS, typed)

    assert response.status_code == 422
    assert "Mug 2 × $20.00 2 × $25.00" in seen_text(response)
    assert "Total $45.00 $55.00" in seen_text(response)
    assert 'value="Al"' in response.text
    assert not Order.objects.exists()
    again = client.post(ORDERS, typed | {"shown": shown_on(response)})
    assert again.status_code == 303
    assert Order.objects.get().total == Decimal("55.00")


def test_nothing_is_ordered_with_another_delivery_than_shown(client: Client, mug: Product) -> None:
    courier = make_delivery(name="Courier", price=Decimal(9))
    open_cart(client, {mug: 1})

    response = order(client, delivery=str(courier.pk))

    assert response.status_code == 422
    assert "Delivery Post, $5.00 Courier, $9.00" in seen_text(response)
    assert not Order.objects.exists()


def test_nothing_is_ordered_in_another_number_than_shown(client: Client, mug: Product) -> None:
    [line] = open_cart(client, {mug: 1})
    typed = filled_in(client)
    line.quantity = 3
    line.save()

    response = client.post(ORDERS, typed)

    assert "Mug 1 × $20.00 3 × $20.00" in seen_text(response)
    assert not Order.objects.exists()


@pytest.mark.parametrize("shown", ["", "x", "\x00", "a:b:c", "ä" * 5000])
def test_nothing_is_ordered_on_a_forged_word_of_what_was_shown(
    client: Client, mug: Product, shown: str
) -> None:
    open_cart(client, {mug: 1})

    response = order(client, shown=shown)

    assert response.status_code == 422
    assert "something is not as it was shown" in response.text
    assert not Order.objects.exists()


def test_nothing_is_ordered_on_what_was_shown_of_another_cart(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    theirs = shown_on(client.get(CHECKOUT))
    open_cart(client, {mug: 1})

    assert order(client, shown=theirs).status_code == 422
    assert not Order.objects.exists()


def test_what_ran_out_is_named_and_one_press_fits_the_cart(client: Client, mug: Product) -> None:
    gone = make_product(title="Map")
    open_cart(client, {mug: 5, gone: 1})
    typed = filled_in(client, name="Al")
    Product.objects.filter(pk=mug.pk).update(stock=2)
    Product.objects.filter(pk=gone.pk).update(is_listed=False)

    response = client.post(ORDERS, typed)

    assert response.status_code == 422
    assert "Mug: you want 5, and 2 can be bought." in response.text
    assert "Map cannot be bought any more." in response.text
    assert "Order and pay" not in response.text
    assert CART in response.text
    fitted = client.post(TOTAL, typed | {"fit": "1"})
    assert "Mug $20.00 2 $40.00" in seen_text(fitted)
    assert "Map" not in seen_text(fitted)
    assert 'value="Al"' in fitted.text
    assert fitted.cookies[COUNT_COOKIE].value == "2"
    assert client.post(ORDERS, typed | {"shown": shown_on(fitted)}).status_code == 303


def test_fitting_a_cart_of_which_nothing_is_left_leads_to_the_cart(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    Product.objects.update(stock=0)

    response = client.post(TOTAL, TYPED | {"fit": "1"})

    assert (response.status_code, response["Location"]) == (303, CART)


# Once


def test_sending_again_leads_to_the_same_order(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    typed = filled_in(client)

    responses = [client.post(ORDERS, typed) for _each in range(3)]

    placed = Order.objects.get()
    assert [response["Location"] for response in responses] == [placed.get_absolute_url()] * 3
    assert Mail.objects.filter(to=placed.email).count() == 1


def test_going_back_leads_to_the_order(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    order(client)

    responses = client.get(CHECKOUT), client.post(TOTAL, TYPED)

    assert [response["Location"] for response in responses] == [Order.objects.get().get_absolute_url()] * 2


def test_somebody_with_an_account_who_sends_again_gets_the_same_order(
    client: Client, mug: Product, editor: User
) -> None:
    client.force_login(editor)
    buy(client, mug)
    typed = filled_in(client)

    responses = [client.post(ORDERS, typed) for _each in range(2)]

    assert [response["Location"] for response in responses] == [Order.objects.get().get_absolute_url()] * 2


def test_sending_again_what_is_paid_by_card_leads_to_the_same_payment(
    client: Client, mug: Product, at_stripe: FakeStripe
) -> None:
    open_cart(client, {mug: 1})
    typed = filled_in(client, payment_method="stripe")

    first, again = (client.post(ORDERS, typed)["Location"] for _each in range(2))

    assert first == again
    assert first.startswith("https://checkout.stripe.com/")
    assert client.get(CHECKOUT)["Location"] == Order.objects.get().get_absolute_url()


def test_next_day_the_browser_is_told_and_not_shown_the_order(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    typed = filled_in(client)
    client.post(ORDERS, typed)
    Order.objects.update(placed_at=timezone.now() - timedelta(hours=24, seconds=1))

    for response in (client.get(CHECKOUT), client.post(ORDERS, typed)):
        assert response.status_code == 200
        assert "in the mail that we sent" in response.text
        assert Order.objects.get().secret not in response.text


def test_another_browser_is_not_led_to_the_order(client: Client, mug: Product) -> None:
    open_cart(client, {mug: 1})
    typed = filled_in(client)
    client.post(ORDERS, typed)
    stranger = Client(headers={"Sec-Fetch-Site": "same-origin"})

    response = stranger.post(ORDERS, typed)

    assert (response.status_code, response["Location"]) == (303, CART)


def test_what_is_bought_after_an_order_is_another_order(client: Client, mug: Product) -> None:
    for _each in range(2):
        buy(client, mug)
        order(client)

    assert Order.objects.count() == 2
    assert not Cart.objects.exists()
