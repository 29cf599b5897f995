"""Tags of the shop: money, and the product card with its form."""

from decimal import Decimal
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.machine_text import as_json
from shop import money as shop_money
from shop import structured_data
from shop.forms import AddToCartForm
from shop.listing import Sort
from shop.models import Category, Product
from shop.pricing import Period, periods

MOST_PERIODS = 50

register = template.Library()


@register.filter
def money(amount: Decimal, currency: str = "") -> str:
    """An amount in the site's currency, such as $17.00, or in that of an order."""
    return shop_money.formatted(amount, currency)


@register.filter
def percent(rate: Decimal | int) -> str:
    """A rate of tax, such as 5.5%."""
    return shop_money.percent(rate)


@register.simple_tag
def withdrawal_page() -> str:
    """Where a contract can be withdrawn from; empty where the site offers no such page."""
    return reverse("shop:withdrawal") if settings.SHOP_WITHDRAWAL_DAYS else ""


@register.filter
def host(url: str) -> str:
    """Whose web address it is, such as shop.example."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.simple_tag
def categories() -> list[Category]:
    """The shop's categories in the order of its menu; one query."""
    return list(Category.objects.all())


@register.simple_tag
def sorts() -> list[Sort]:
    """The orders in which a listing can stand."""
    return list(Sort)


@register.simple_tag
def quantity_form(product: Product, sent: AddToCartForm | str = "") -> AddToCartForm:
    """The form of a product's card: the one that was sent, else a fresh one."""
    if isinstance(sent, AddToCartForm):
        return sent
    return AddToCartForm(product, initial={"quantity": 1}, auto_id=f"id_{product.slug}_%s")


@register.simple_tag
def product_data(product: Product) -> SafeString:
    """The product in the words of schema.org: a block of data, which no browser runs."""
    text = as_json(structured_data.product_node(product))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped)


@register.simple_tag
def price_periods(product: Product) -> list[Period]:
    """The prices of a product that applied, newest first; one query."""
    log = [(change.changed_at, change.terms) for change in product.price_changes.all()]
    return periods(log, until=timezone.now())[:MOST_PERIODS]
