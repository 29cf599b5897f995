"""The cart in two tabs at the same moment."""

from collections.abc import Callable
from decimal import Decimal
from threading import Event

import pytest
from django.test import Client

from shop import cart
from shop.forms import CartForm
from shop.models import CartLine
from shop.views import cart as cart_views
from shop.views.shopper import CART_COOKIE
from tests.factories import make_cart, make_product
from tests.races import at_once
from tests.shop.shopper import QUANTITIES

pytestmark = pytest.mark.django_db(transaction=True)


def save_and_add(monkeypatch: pytest.MonkeyPatch) -> CartLine:
    """One tab saves the cart as it is shown; once its lines are read, another puts in two pieces more."""
    mug = make_product()
    shoppers = make_cart({mug: 1})
    line = shoppers.lines.get()
    CartLine.objects.update(seen_price=Decimal("17.00"))  # the price has moved, so the line is stored
    has_read, is_added = Event(), Event()
    changed: Callable[[CartForm], list[CartLine]] = CartForm.changed

    def changed_late(form: CartForm) -> list[CartLine]:
        has_read.set()
        is_added.wait(timeout=2)  # the other tab comes in between, unless it is kept out
        return changed(form)

    monkeypatch.setattr(CartForm, "changed", changed_late)

    def save() -> None:
        tab = Client(headers={"Sec-Fetch-Site": "same-origin"})
        tab.cookies[CART_COOKIE] = shoppers.key
        shown = {f"quantity-{line.pk}": "1", f"seen-{line.pk}": "1 20.00"}
        assert tab.post(QUANTITIES, shown).status_code == 303

    def add() -> None:
        assert has_read.wait(timeout=60)
        cart.add(shoppers, mug, 2)
        is_added.set()

    at_once(save, add)
    line.refresh_from_db()
    return line


def test_pieces_added_while_the_cart_is_saved_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    line = save_and_add(monkeypatch)

    assert (line.quantity, line.seen_price) == (3, Decimal("20.00"))


def test_without_the_lock_pieces_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cart, "touch", lambda shoppers: True)
    monkeypatch.setattr(cart_views, "_change", cart_views._change.__wrapped__)  # type: ignore[attr-defined]

    assert save_and_add(monkeypatch).quantity == 1
