"""Tags of the shop: money, and the product card with its form."""

from decimal import Decimal

from django import template

from shop import money as shop_money
from shop.forms import AddToCartForm
from shop.models import Category, Product

register = template.Library()


@register.filter
def money(amount: Decimal) -> str:
    """An amount in the site's currency, such as $17.00."""
    return shop_money.formatted(amount)


@register.simple_tag
def categories() -> list[Category]:
    """The shop's categories in the order of its menu; one query."""
    return list(Category.objects.all())


@register.simple_tag
def quantity_form(product: Product, sent: AddToCartForm | str = "") -> AddToCartForm:
    """The form of a product's card: the one that was sent, else a fresh one."""
    if isinstance(sent, AddToCartForm):
        return sent
    return AddToCartForm(product, initial={"quantity": 1}, auto_id=f"id_{product.slug}_%s")
