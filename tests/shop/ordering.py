"""What a shopper does at the checkout."""

import re
from html import unescape

from django.test import Client

from shop.models import DeliveryMethod
from tests.responses import Response

CHECKOUT = "/shop/checkout/"
TOTAL = "/shop/checkout/total/"
ORDERS = "/shop/orders/"
TYPED = {
    "email": "sara@shoppers.example",
    "name": "Sara Shopper",
    "street": "1 Quay Street",
    "street_more": "",
    "postcode": "12345",
    "city": "Wexmouth",
    "region": "",
    "country": "DE",
    "note": "",
}


def shown_on(response: Response) -> str:
    """What the page sends along as having been shown."""
    found = re.search(r'name="shown" value="([^"]*)"', response.text)
    assert found
    return unescape(found[1])


def filled_in(client: Client, **typed: str) -> dict[str, str]:
    """The checkout's form as it is sent from its page, with some fields typed otherwise."""
    delivery = str(DeliveryMethod.objects.offered()[0].pk)
    return TYPED | {"delivery": delivery, "shown": shown_on(client.get(CHECKOUT))} | typed


def order(client: Client, **typed: str) -> Response:
    """Go to the checkout, fill it in, and press the last button."""
    return client.post(ORDERS, filled_in(client, **typed))
