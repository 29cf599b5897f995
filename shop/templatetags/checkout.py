"""Tags of the checkout's page."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from shop import cart, countries, quotes
from shop.models import DeliveryMethod, Product

FEW = 6  # countries that are told by name

register = template.Library()


@register.simple_tag
def order_button() -> str:
    """What the last button says: the law's words, where the site has set them."""
    return settings.SHOP_ORDER_BUTTON or _("Order and pay")


@register.filter
def goes_where(method: DeliveryMethod) -> str:
    """Which countries a way of delivery goes to."""
    if not method.countries:
        return _("To all countries")
    if len(method.countries) > FEW:
        return _("To %d countries") % len(method.countries)
    return _("To %s") % ", ".join(name for _code, name in countries.choices(method.countries))


@register.filter
def price_for(method: DeliveryMethod, quote: quotes.Quote) -> Decimal:
    """What a way of delivery costs for what is quoted."""
    return quotes.delivery_price(method, quote.lines_total)


@register.filter
def most_in_cart(product: Product) -> int:
    """How many pieces of a product can be bought together."""
    return cart.limit(product)
