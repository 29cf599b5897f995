"""What a shopkeeper does in the admin."""

import re
from typing import Any

from django.test import Client

from shop.models import Product
from tests.factories import make_category

PRODUCTS = "/admin/shop/product/"
NO_PHOTOS = {"more_photos-TOTAL_FORMS": "0", "more_photos-INITIAL_FORMS": "0"}


def add_product(desk: Client, **typed: Any) -> str:
    """Fill in the form of a new mug at $20.00; returns the page that comes back, empty when it was stored."""
    mug = {
        "kind": "own",
        "title": "Mug",
        "slug": "mug",
        "category": make_category().pk,
        "regular_price": "20.00",
        "is_listed": "on",
    }
    return str(desk.post(f"{PRODUCTS}add/", NO_PHOTOS | mug | typed).text)


def change_product(desk: Client, product: Product, **typed: Any) -> str:
    """Change the form of a product as it stands; returns the page that comes back, empty when it was stored."""
    path = f"{PRODUCTS}{product.pk}/change/"
    form = desk.get(path).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    fields = {
        name: value for name, value in shown.items() if value is not None and not isinstance(value, list)
    }
    return str(desk.post(path, NO_PHOTOS | fields | typed).text)


def errors_beside(html: str, field: str) -> str:
    """What the form says beside a field."""
    found = re.search(rf'<ul class="errorlist" id="id_{field}_error">(.*?)</ul>', html, re.DOTALL)
    return found[1] if found else ""
