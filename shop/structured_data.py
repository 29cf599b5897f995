"""A product in the words of schema.org, for search engines and other machines (JSON-LD)."""

from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from newsroom.machine_text import Thing, without_gaps
from newsroom.site import absolute
from shop import money
from shop.models import Photo, Product
from shop.pricing import Price

STRUCK = "https://schema.org/StrikethroughPrice"


def node_of(product: Product) -> str:
    """The name of a product among all things: described once, on its own page; articles say this name alone."""
    return f"{absolute(product.get_absolute_url())}#product"


def photos_of(product: Product) -> list[Photo]:
    """All its photos in order, the one on its card first; no query where `more_photos__photo` is loaded."""
    lead = [product.photo] if product.photo else []
    return [*lead, *(each.photo for each in product.more_photos.all() if each.photo != product.photo)]


def product_node(product: Product) -> Thing:
    """A product with what its page prints; a recalled one has no offer. What is empty is left out."""
    price = product.price
    maker = without_gaps({"name": product.maker, "address": product.maker_address})
    return without_gaps(
        {
            "@context": "https://schema.org",
            "@type": "Product",
            "@id": node_of(product),
            "name": product.title,
            "description": product.text,
            "sku": product.sku,
            "gtin": product.gtin,
            "category": product.category.name,
            "image": [absolute(photo.file.url) for photo in photos_of(product)],
            "url": absolute(product.get_absolute_url()),
            "brand": {"@type": "Brand", "name": product.maker} if product.maker else None,
            "manufacturer": {"@type": "Organization", **maker} if product.maker else None,
            "offers": None if product.recall_notice else _offer(product, price),
        }
    )


def _offer(product: Product, price: Price) -> Thing:
    """Where it is sold and for how much: the price to pay first, without a type, then the struck one."""
    ends_at = product.sale_ends_at if price.is_reduced else None
    us = {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")}
    struck = [_amount(product, price.struck) | {"priceType": STRUCK}] if price.struck else []
    return without_gaps(
        {
            "@type": "Offer",
            "url": product.outbound_url or absolute(product.get_absolute_url()),
            "price": str(money.rounded(price.to_pay)),
            "priceCurrency": settings.SHOP_CURRENCY,
            "priceSpecification": [_amount(product, price.to_pay), *struck],
            "priceValidUntil": timezone.localtime(ends_at).isoformat() if ends_at else "",
            "availability": f"https://schema.org/{'OutOfStock' if product.is_sold_out else 'InStock'}",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": None if product.outbound_url else us,
        }
    )


def _amount(product: Product, amount: Decimal) -> Thing:
    tax = {"valueAddedTaxIncluded": True} if product.tax_rate else {}
    return {
        "@type": "UnitPriceSpecification",
        "price": str(money.rounded(amount)),
        "priceCurrency": settings.SHOP_CURRENCY,
        **tax,
    }
