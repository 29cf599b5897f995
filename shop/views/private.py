"""The order that is behind an address nobody can guess."""

from django.http import Http404

from newsroom.private_pages import private
from shop import orders
from shop.models import Order

__all__ = ["order_at", "private"]


def order_at(code: str, secret: str) -> Order:
    """The order at an address; raises Http404, alike for a wrong code and a wrong secret."""
    order = orders.find(code, secret)
    if order is None:
        raise Http404
    return order
