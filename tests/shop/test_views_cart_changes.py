"""Changing what the cart holds: quantities, removal, and on to the checkout, all by one form."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop.models import Cart, CartLine, Product
from tests.factories import make_cart, make_delivery, make_product
from tests.shop.shopper import CART, QUANTITIES, buy, change, open_cart, seen_text
from tests.shop.test_forms import WRONG_QUANTITIES

pytestmark = pytest.mark.django_db


def quantities() -> list[int]:
    return list(CartLine.objects.order_by("pk").values_list("quantity", flat=True))


def test_quantities_are_changed_together(client: Client) -> None:
    first, second = open_cart(client, {make_product(): 1, make_product(): 1})

    response = change(client, {first: 4, second: 5})

    assert (response.status_code, response["Location"]) == (303, CART)
    assert quantities() == [4, 5]


@pytest.mark.parametrize(("typed", "explanation"), WRONG_QUANTITIES.items(), ids=lambda text: text[:12])
def test_one_wrong_quantity_leaves_the_whole_cart_as_it_was(
    client: Client, typed: str, explanation: str
) -> None:
    first, second = open_cart(client, {make_product(): 1, make_product(): 1})

    response = change(client, {first: 4, second: typed})

    assert response.status_code == 422
    assert explanation in response.text
    assert 'value="4"' in response.text
    if typed:
        assert f'value="{typed}"' in response.text
    assert quantities() == [1, 1]


def test_first_button_of_the_form_is_not_one_that_removes(client: Client) -> None:
    open_cart(client, {make_product(): 1})

    buttons = re.findall(r"<button[^>]*>", client.get(CART).text)

    assert "remove" not in buttons[0]  # the Enter key presses it
    assert 'name="remove"' in buttons[1]


def test_field_of_a_cart_belongs_to_its_form(client: Client) -> None:
    [line] = open_cart(client, {make_product(): 1})

    field = re.search(rf'<input[^>]*name="quantity-{line.pk}"[^>]*>', client.get(CART).text)

    assert field
    assert 'form="cart"' in field[0]


def test_line_that_another_tab_added_stays_as_it_is(client: Client) -> None:
    first, _ = open_cart(client, {make_product(): 1, make_product(): 4})

    response = client.post(QUANTITIES, {f"quantity-{first.pk}": "3"})

    assert response.status_code == 303
    assert quantities() == [3, 4]


def test_pieces_that_another_tab_added_are_not_taken_out_by_a_quantity_nobody_changed(client: Client) -> None:
    mug = make_product()
    first, second = open_cart(client, {mug: 1, make_product(): 1})
    shown = {f"seen-{line.pk}": "1 20.00" for line in (first, second)}
    buy(client, mug, 2)

    client.post(QUANTITIES, shown | {f"quantity-{first.pk}": "1", f"quantity-{second.pk}": "6"})

    assert quantities() == [3, 6]


@pytest.mark.parametrize("seen", ["", "\0", "1", "abc def", "1 1e999", "9" * 5000])
def test_forged_note_of_what_was_shown_changes_no_price(client: Client, seen: str) -> None:
    [line] = open_cart(client, {make_product(): 1})
    CartLine.objects.update(seen_price=Decimal(17))

    response = client.post(QUANTITIES, {f"quantity-{line.pk}": "2", f"seen-{line.pk}": seen})

    line.refresh_from_db()
    assert response.status_code == 303
    assert (line.quantity, line.seen_price) == (2, Decimal(17))


def test_lines_of_another_cart_are_not_changed(client: Client) -> None:
    theirs = make_cart({make_product(): 1}).lines.get()
    [mine] = open_cart(client, {make_product(): 1})

    change(client, {mine: 2, theirs: 50})

    assert quantities() == [1, 2]


def test_lines_of_another_cart_are_not_removed(client: Client) -> None:
    theirs = make_cart({make_product(): 1}).lines.get()
    open_cart(client, {make_product(): 1})

    response = client.post(QUANTITIES, {"remove": str(theirs.pk)})

    assert response.status_code == 303
    assert CartLine.objects.count() == 2


def test_removed_line_is_gone_and_removing_it_again_is_fine(client: Client) -> None:
    gone, kept = open_cart(client, {make_product(): 1, make_product(): 1})

    responses = [client.post(QUANTITIES, {"remove": str(gone.pk)}) for _ in range(2)]

    assert [(response.status_code, response["Location"]) for response in responses] == [(303, CART)] * 2
    assert CartLine.objects.get() == kept


def test_removing_keeps_what_is_typed_beside_it(client: Client) -> None:
    gone, kept = open_cart(client, {make_product(): 1, make_product(): 1})

    response = change(client, {gone: "", kept: 7}, remove=str(gone.pk))

    assert response.status_code == 303
    assert quantities() == [7]


def test_removing_keeps_what_is_typed_wrong_in_its_field(client: Client) -> None:
    gone, kept = open_cart(client, {make_product(title="Mug"): 1, make_product(): 1})

    response = change(client, {gone: 1, kept: "1.5"}, remove=str(gone.pk))

    assert response.status_code == 422
    assert "Mug was removed." in seen_text(response)
    assert 'value="1.5"' in response.text
    assert CartLine.objects.get() == kept


@pytest.mark.parametrize("key", ["9" * 30, str(2**63), "0", "-1", "", "\0", "abc"])
def test_line_with_an_impossible_number_is_fine_too(client: Client, key: str) -> None:
    [line] = open_cart(client, {make_product(): 1})

    assert client.post(QUANTITIES, {"remove": key}).status_code == 303
    assert CartLine.objects.get() == line


def test_last_line_can_be_removed_though_it_is_sold_out(client: Client) -> None:
    [line] = open_cart(client, {make_product(stock=0): 3})

    client.post(QUANTITIES, {"remove": str(line.pk)})

    assert "Your cart is empty." in client.get(CART).text


@pytest.mark.parametrize("act", ["quantity-{}=3", "remove={}"])
def test_each_change_says_that_the_cart_is_in_use(client: Client, act: str) -> None:
    [line] = open_cart(client, {make_product(): 1})
    Cart.objects.update(touched_at=timezone.now() - timedelta(days=20))

    client.post(QUANTITIES, QueryDict(act.format(line.pk)))

    assert timezone.now() - Cart.objects.get().touched_at < timedelta(minutes=1)


def test_checking_out_saves_what_is_typed_first(client: Client) -> None:
    make_delivery()
    [line] = open_cart(client, {make_product(): 1})

    response = change(client, {line: 3}, checkout="")

    assert (response.status_code, response["Location"]) == (303, "/shop/checkout/")
    assert quantities() == [3]


def test_checking_out_with_a_wrong_quantity_stays_in_the_cart(client: Client) -> None:
    make_delivery()
    [line] = open_cart(client, {make_product(stock=2): 1})

    response = change(client, {line: 3}, checkout="")

    assert response.status_code == 422
    assert "Only 2 are in stock." in response.text


def test_cart_that_was_ordered_meanwhile_stores_nothing(client: Client) -> None:
    [line] = open_cart(client, {make_product(): 1})
    Cart.objects.all().delete()

    response = client.post(QUANTITIES, {f"quantity-{line.pk}": "3"})

    assert response.status_code == 303
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("count", [1, 5])
def test_changing_costs_nine_queries_however_many_lines(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    lines = open_cart(client, {make_product(): 1 for _ in range(count)})
    typed = {f"quantity-{line.pk}": "2" for line in lines}

    # cart; in a savepoint of two, the cart, its lines, products, price log and the lines again; pieces
    with django_assert_num_queries(9):
        client.post(QUANTITIES, typed)

    assert quantities() == [2] * count
    assert Product.objects.count() == count
