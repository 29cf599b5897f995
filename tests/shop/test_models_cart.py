"""What the database holds of carts."""

import pytest

from shop.models import Cart
from tests.constraints import refused
from tests.factories import make_cart, make_product, make_user

pytestmark = pytest.mark.django_db


def test_account_has_one_cart() -> None:
    Cart.objects.create(user=make_user())

    with refused("shop_cart_user_id_key", columns="shop_cart.user_id"):
        Cart.objects.create(user=make_user())


def test_guests_have_as_many_as_there_are_guests() -> None:
    assert make_cart().key != make_cart().key


def test_key_opens_one_cart() -> None:
    key = make_cart().key

    with refused("shop_cart_key_key", columns="shop_cart.key"):
        Cart.objects.create(key=key)


def test_cart_goes_with_its_account_and_its_products() -> None:
    product = make_product()
    shoppers = make_cart({product: 1})
    Cart.objects.update(user=make_user())

    product.cart_lines.all().delete()
    make_user().delete()

    assert not Cart.objects.filter(pk=shoppers.pk).exists()


def test_price_that_moved_is_known_from_the_one_that_was_seen() -> None:
    shoppers = make_cart({make_product(): 1})
    line = shoppers.lines.get()

    seen = []
    for price in (None, line.price.to_pay, line.price.to_pay - 3):
        line.seen_price = price
        seen.append(line.old_price)

    assert seen == [None, None, line.price.to_pay - 3]
