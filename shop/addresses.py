"""Postal addresses as they are printed."""

from django.conf import settings

from shop import countries
from shop.models import Order


def lines(order: Order) -> list[str]:
    """Where an order goes, line by line; the country only where it is not the shop's own. A person erased leaves none."""
    town = " ".join(part for part in (order.postcode, order.city) if part)
    country = "" if order.country == settings.SHOP_COUNTRY else countries.names().get(order.country, "")
    parts = [order.name, order.street, order.street_more, town, order.region, country]
    return [part for part in parts if part]
