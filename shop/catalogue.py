"""What a shopkeeper does with products: set prices, hide and recall them, each written in the price log."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from newsroom.people import name_of
from shop.models import PriceChange, Product


def log_price(product: Product, by: User | None = None, at: datetime | None = None) -> PriceChange | None:
    """Write the stored terms of a product's price in its log; None, and nothing written, if they are the last ones there.

    Whoever saves prices, hides or recalls a product calls it in the same transaction, in which the product is locked by
    its update: of two who save at once, the second finds the row of the first. A row never comes before the last one, whatever the clock says.
    """
    stored = Product.objects.get(pk=product.pk)
    last = stored.price_changes.last()
    if last and last.terms == stored.terms:
        return None
    at = at or timezone.now()
    product.__dict__.pop("logged", None)
    return PriceChange.objects.create(
        product=product,
        regular_price=stored.regular_price,
        sale_price=stored.sale_price,
        sale_starts_at=stored.sale_starts_at,
        sale_ends_at=stored.sale_ends_at,
        is_offered=stored.is_offered,
        changed_at=max(at, last.changed_at) if last else at,
        changed_by=by,
        changed_by_name=name_of(by) if by else "",
    )
