"""A guest's cart goes along when they log in: of each product the larger number, however often and by whom at once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop import cart
from shop.models import Cart, CartLine, Product
from tests.factories import make_cart, make_product, make_user
from tests.races import at_once, meeting

pytestmark = pytest.mark.django_db


def account_with(quantities: dict[Product, int]) -> Cart:
    account = make_cart(quantities)
    Cart.objects.filter(pk=account.pk).update(user=make_user())
    account.refresh_from_db()
    return account


def held_by(account: Cart) -> dict[Product, int]:
    return {line.product: line.quantity for line in account.lines.all()}


def test_larger_number_of_each_product_is_kept() -> None:
    mug, book, map_ = make_product(), make_product(), make_product()
    account = account_with({mug: 1, book: 5})

    merged = cart.merge(make_cart({mug: 3, book: 2, map_: 4}), make_user())

    assert held_by(account) == {mug: 3, book: 5, map_: 4}
    assert [(line.product, line.quantity) for line in merged.lines] == [(mug, 3), (book, 5), (map_, 4)]
    assert merged.capped == []
    assert Cart.objects.get() == account


def test_account_without_a_cart_gets_one() -> None:
    mug = make_product()

    cart.merge(make_cart({mug: 2}), make_user())

    assert held_by(Cart.objects.get(user=make_user())) == {mug: 2}


def test_empty_cart_makes_none() -> None:
    cart.merge(make_cart(), make_user())

    assert not Cart.objects.exists()


@pytest.mark.parametrize("limit", [{"stock": 2}, {"most_per_order": 2}])
def test_no_more_is_kept_than_can_be_bought(limit: dict[str, Any]) -> None:
    mug = make_product(**limit)

    merged = cart.merge(make_cart({mug: 5}), make_user())

    assert CartLine.objects.get().quantity == 2
    assert [line.product for line in merged.capped] == [mug]


def test_what_is_sold_out_goes_along_so_that_the_cart_can_say_so() -> None:
    merged = cart.merge(make_cart({make_product(stock=0): 5}), make_user())

    assert CartLine.objects.get().quantity == 5
    assert merged.capped == []


def test_second_merge_of_the_same_cart_changes_nothing() -> None:
    mug = make_product()
    guests = make_cart({mug: 3})
    as_another_tab_has_it = Cart.objects.get()
    cart.merge(guests, make_user())
    CartLine.objects.update(quantity=1)

    merged = cart.merge(as_another_tab_has_it, make_user())

    assert merged.lines == []
    assert CartLine.objects.get().quantity == 1


def test_cart_of_another_account_is_not_taken() -> None:
    theirs = make_cart({make_product(): 1})
    Cart.objects.update(user=make_user("other"))

    assert cart.merge(theirs, make_user()).lines == []
    assert theirs.lines.count() == 1


def test_line_brings_its_article_and_the_price_that_was_seen() -> None:
    guests = make_cart({make_product(): 1})
    CartLine.objects.update(from_article=7, seen_price=Decimal(17))

    cart.merge(guests, make_user())

    line = CartLine.objects.get()
    assert (line.from_article, line.seen_price) == (7, Decimal(17))


@pytest.mark.django_db(transaction=True)
def test_two_logins_at_once_bring_the_cart_along_once() -> None:
    mug, user = make_product(), make_user()
    key = make_cart({mug: 3}).key
    first, second = Cart.objects.get(key=key), Cart.objects.get(key=key)
    found: list[cart.Merged] = []

    at_once(lambda: found.append(cart.merge(first, user)), lambda: found.append(cart.merge(second, user)))

    assert held_by(Cart.objects.get()) == {mug: 3}
    assert sorted(len(merged.lines) for merged in found) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_log_in_at_once_share_one_cart() -> None:
    mug, book, user = make_product(), make_product(), make_user()
    desktop, phone = make_cart({mug: 3, book: 1}), make_cart({mug: 2, book: 4})

    at_once(lambda: cart.merge(desktop, user), lambda: cart.merge(phone, user))

    assert held_by(Cart.objects.get()) == {mug: 3, book: 4}


@pytest.mark.django_db(transaction=True)
def test_adding_while_the_other_browser_logs_in_is_counted() -> None:
    mug = make_product()
    account, user = account_with({mug: 1}), make_user()
    browsers = [make_cart({mug: 5}) for _ in range(5)]

    def add() -> None:
        for _ in range(5):
            cart.add(account, mug, 10)

    def log_in() -> None:
        for guests in browsers:
            cart.merge(guests, user)

    at_once(add, log_in)

    assert account.lines.get().quantity in {
        51,
        55,
    }  # as the smaller number was merged after or before the first


@pytest.mark.django_db(transaction=True)
def test_account_gets_one_cart_from_tabs_that_open_it_at_once() -> None:
    mug, user = make_product(), make_user()

    def tab() -> None:
        with transaction.atomic():
            cart.add(cart.opened(None, user), mug, 1)

    at_once(*[tab] * 4)

    assert held_by(Cart.objects.get(user=user)) == {mug: 4}


@pytest.mark.django_db(transaction=True)
def test_database_refuses_a_second_cart_where_tabs_look_then_open() -> None:
    user, meet = make_user(), meeting()

    def careless_tab() -> None:
        is_first = not Cart.objects.filter(user=user).exists()
        meet()
        if is_first:
            Cart.objects.create(user=user)

    with pytest.raises(ExceptionGroup) as raised:
        at_once(careless_tab, careless_tab)

    assert raised.group_contains(IntegrityError)
    assert Cart.objects.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_race_loses_a_piece_where_a_login_reads_then_writes() -> None:
    mug = make_product()
    account, guests = account_with({mug: 1}), make_cart({mug: 5})
    both_have_read = meeting()

    def careless_login() -> None:
        line = account.lines.get()
        both_have_read()
        line.quantity = max(line.quantity, guests.lines.get().quantity)
        line.save()

    def careless_tab() -> None:
        line = account.lines.get()
        both_have_read()
        line.quantity += 10
        line.save()

    at_once(careless_login, careless_tab)

    assert account.lines.get().quantity in {5, 11}  # neither knows of the other
