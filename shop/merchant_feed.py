"""The merchant feed: what the shop itself sells, in the format of Google's product data (RSS 2.0 with `g:`)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO
from itertools import chain
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from newsroom.machine_text import NOT_IN_XML
from newsroom.site import absolute
from shop import money, quotes
from shop.models import DeliveryMethod, Kind, Product
from shop.pricing import Price
from shop.structured_data import photos_of

NAMESPACE = "http://base.google.com/ns/1.0"
AT_ONCE = 500  # products in memory
LONGEST_ID, LONGEST_TITLE, LONGEST_TEXT = 50, 150, 5000  # Google's product data specification
MOST_PHOTOS = 10  # beside the first
NO_ATTRIBUTES: "AttributesImpl[str]" = AttributesImpl({})
Field = tuple[str, str]


@require_safe
def feed(_request: HttpRequest) -> StreamingHttpResponse:
    """The shop's own products that are listed and not recalled; two queries, and three for each 500 products."""
    return StreamingHttpResponse(_written(), content_type="application/xml; charset=utf-8")


def _written() -> Iterator[str]:
    """The feed, product by product."""
    methods = list(DeliveryMethod.objects.offered())
    products = (
        Product.objects.listed()
        .filter(kind=Kind.OWN, recall_notice="")
        .for_cards()
        .select_related("category")
        .prefetch_related("more_photos__photo")
        .order_by("pk")
    )
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement("rss", AttributesImpl({"version": "2.0", "xmlns:g": NAMESPACE}))
    xml.startElement("channel", NO_ATTRIBUTES)
    for name, value in (
        ("title", settings.SITE_NAME),
        ("link", absolute(reverse("shop:products"))),
        ("description", settings.SITE_TAGLINE or settings.SITE_NAME),
    ):
        _write(xml, (name, value))
    for product in products.iterator(chunk_size=AT_ONCE):
        xml.startElement("item", NO_ATTRIBUTES)
        price = product.price
        for field in chain(_described(product), _priced(product, price)):
            _write(xml, field)
        for method in methods:
            _write_deliveries(xml, method, quotes.delivery_price(method, price.to_pay))
        xml.endElement("item")
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    xml.endElement("channel")
    xml.endElement("rss")
    yield text.getvalue()


def _described(product: Product) -> Iterator[Field]:
    """What it is."""
    fits = 0 < len(product.sku) <= LONGEST_ID
    yield "g:id", product.sku if fits else f"product-{product.pk}"
    yield "g:title", product.title[:LONGEST_TITLE]
    yield "g:description", Truncator(product.text or product.title).chars(LONGEST_TEXT)
    yield "g:link", absolute(product.get_absolute_url())
    for place, photo in enumerate(photos_of(product)[: MOST_PHOTOS + 1]):
        yield "g:additional_image_link" if place else "g:image_link", absolute(photo.file.url)
    yield "g:product_type", product.category.name
    yield "g:condition", "new"
    if product.gtin:
        yield "g:gtin", product.gtin
    if product.maker:
        yield "g:brand", product.maker
    if not (product.gtin or product.maker):
        yield "g:identifier_exists", "no"


def _priced(product: Product, price: Price) -> Iterator[Field]:
    """What it costs, as its page says: a sale price stands beside a price only where that may be struck."""
    yield "g:availability", "out_of_stock" if product.is_sold_out else "in_stock"
    yield "g:price", _amount(price.struck or price.to_pay)
    if price.struck:
        yield "g:sale_price", _amount(price.to_pay)
        if product.sale_starts_at and product.sale_ends_at:
            window = (product.sale_starts_at, product.sale_ends_at)
            yield "g:sale_price_effective_date", "/".join(_time(edge) for edge in window)


def _write_deliveries(xml: SimplerXMLGenerator, method: DeliveryMethod, price: Decimal) -> None:
    """What a way of delivery costs in each country; one that goes everywhere is told for the shop's own."""
    for country in method.countries or [settings.SHOP_COUNTRY]:
        if country:
            xml.startElement("g:shipping", NO_ATTRIBUTES)
            for field in (
                ("g:country", country),
                ("g:service", method.name),
                ("g:price", _amount(price)),
            ):
                _write(xml, field)
            xml.endElement("g:shipping")


def _write(xml: SimplerXMLGenerator, field: Field) -> None:
    name, value = field
    xml.addQuickElement(name, NOT_IN_XML.sub("", value))


def _amount(amount: Decimal) -> str:
    return f"{money.rounded(amount)} {settings.SHOP_CURRENCY}"


def _time(time: datetime) -> str:
    """ISO 8601 with the site's zone, to the second."""
    return timezone.localtime(time).isoformat(timespec="seconds")
