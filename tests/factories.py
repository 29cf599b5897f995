"""Rows for tests: each function gives a valid one, so that a test states only what it is about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles import publishing
from articles.models import (
    Article,
    Author,
    Correction,
    Picture,
    Relation,
    Revision,
    Section,
    Source,
    Topic,
)
from comments import log, moderation
from comments.models import Act, Comment, State
from newsroom.people import name_of
from shop import cart as carts
from shop import catalogue, checkout, quotes
from shop.models import (
    Cart,
    Category,
    DeliveryMethod,
    Kind,
    MovementKind,
    Order,
    PaymentMethod,
    Photo,
    PriceChange,
    Product,
    StockMovement,
    TaxRate,
)
from shop.models import State as OrderState

_numbers = count(1)
PASSWORD = "tide-and-marsh"  # of all staff
DECIDED = {
    State.APPROVED: Act.APPROVE,
    State.REJECTED: Act.REJECT,
    State.SPAM: Act.SPAM,
    State.TRASH: Act.TRASH,
    State.WITHDRAWN: Act.WITHDRAW,
}


def make_user(username: str = "desk", *, role: str | None = None, **fields: Any) -> User:
    """The member of staff of this name, made on first use, with PASSWORD; `role` is a group of `newsroom.roles`."""
    defaults = {"is_staff": True, "password": make_password(PASSWORD), **fields}
    user, is_new = User.objects.get_or_create(username=username, defaults=defaults)
    if is_new and role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(**fields: Any) -> Section:
    number = next(_numbers)
    return Section.objects.create(**{"name": f"Section {number}", "slug": f"section-{number}", **fields})


def make_topic(**fields: Any) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(**{"name": f"Topic {number}", "slug": f"topic-{number}", **fields})


def make_author(**fields: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(**{"name": f"Author {number}", "slug": f"author-{number}", **fields})


def make_source(**fields: Any) -> Source:
    number = next(_numbers)
    defaults = {
        "name": f"Source {number}",
        "slug": f"source-{number}",
        "home_page": f"https://source-{number}.example/",
    }
    return Source.objects.create(**defaults | fields)


def image_bytes(
    format: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture file of one colour; `options` are Pillow's for the format."""
    file = BytesIO()
    Image.new(mode, size, "seagreen").save(file, format, **options)
    return file.getvalue()


def make_upload(content: bytes = b"", name: str = "boat.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it; a small picture, if no content is given."""
    return SimpleUploadedFile(name, content or image_bytes())


def _image_file(size: tuple[int, int]) -> ContentFile:
    return ContentFile(image_bytes(size=size), name=f"{next(_numbers)}.jpg")


def make_picture(*, size: tuple[int, int] = (64, 48), **fields: Any) -> Picture:
    return Picture.objects.create(**{"file": _image_file(size), "alt": "A boat in the harbour", **fields})


def make_photo(*, size: tuple[int, int] = (64, 48), **fields: Any) -> Photo:
    return Photo.objects.create(**{"file": _image_file(size), "alt": "A white mug", **fields})


def make_draft(
    *,
    slug: str = "",
    by: User | None = None,
    replies_closed: bool = False,
    key_points: Sequence[str] = (),
    authors: Sequence[Author] | None = None,
    sources: Sequence[Source] = (),
    topics: Sequence[Topic] = (),
    products: Sequence[Product] = (),
    **fields: Any,
) -> Revision:
    """The working copy of a new article, fit to be published; a staff writer signs it unless `authors` says otherwise."""
    number = next(_numbers)
    by = by or make_user()
    defaults = {
        "article": Article.objects.create(
            slug=slug or f"article-{number}", replies_closed=replies_closed, created_by=by
        ),
        "headline": f"Headline {number}",
        "dek": f"Dek {number}.",
        "body": f"<p>Body {number}.</p>",
        "relation": Relation.SUMMARY if sources else Relation.ORIGINAL,
        "saved_by": by,
        "saved_by_name": name_of(by),
    }
    draft = Revision.objects.create(
        **defaults | {"section": fields.pop("section", None) or make_section()} | fields
    )
    draft.topics.set(topics)
    for position, text in enumerate(key_points, start=1):
        draft.key_points.create(text=text, position=position)
    for position, author in enumerate([_staff_writer()] if authors is None else authors, start=1):
        draft.bylines.create(author=author, position=position)
    for position, source in enumerate(sources, start=1):
        draft.attributions.create(
            source=source, relation=Relation.SUMMARY, url=f"{source.home_page}story", position=position
        )
    for position, product in enumerate(products, start=1):
        draft.promotions.create(product=product, position=position)
    return draft


def _staff_writer() -> Author:
    return Author.objects.get_or_create(slug="staff", defaults={"name": "Staff writer"})[0]


def make_article(*, at: datetime | None = None, **fields: Any) -> Article:
    """An article that readers see since `at` (an hour ago, if not given); `fields` as for `make_draft`."""
    draft = make_draft(**fields)
    assert draft.saved_by
    publishing.publish(draft, by=draft.saved_by, at=at or timezone.now() - timedelta(hours=1))
    return draft.article


def make_correction(**fields: Any) -> Correction:
    return Correction.objects.create(
        **{"text": "The bridge is in Teind.", "made_by": make_user(), "made_by_name": "Eva", **fields}
    )


def make_category(**fields: Any) -> Category:
    number = next(_numbers)
    return Category.objects.create(**{"name": f"Category {number}", "slug": f"category-{number}", **fields})


def make_tax_rate(percent: str = "20", **fields: Any) -> TaxRate:
    return TaxRate.objects.create(**{"name": f"Rate {next(_numbers)}", "percent": Decimal(percent), **fields})


def make_product(*, is_new: bool = False, **fields: Any) -> Product:
    """A product at $20.00 that is in stock, uncounted.

    It cost its regular price for long before a sale began, and its ledgers say so; one that `is_new` was never sold
    otherwise than now.
    """
    number = next(_numbers)
    category = fields.pop("category", None) or make_category()
    defaults = {
        "title": f"Product {number}",
        "slug": f"product-{number}",
        "kind": Kind.OWN,
        "category": category,
        "regular_price": Decimal("20.00"),
    }
    product = Product.objects.create(**defaults | fields)
    since = min(timezone.now(), product.sale_starts_at or timezone.now())
    if not is_new:
        before = {"regular_price": product.regular_price, "changed_at": since - timedelta(days=60)}
        PriceChange.objects.create(product=product, **before)
    catalogue.log_price(product, at=since)
    if product.stock is not None:
        StockMovement.objects.create(product=product, kind=MovementKind.OPENED, quantity=product.stock)
    return product


def make_cart(quantities: Mapping[Product, int] | None = None) -> Cart:
    cart = Cart.objects.create()
    for product, quantity in (quantities or {}).items():
        cart.lines.create(product=product, quantity=quantity)
    return cart


def make_delivery(**fields: Any) -> DeliveryMethod:
    """A way of delivery to everywhere for $5.00."""
    return DeliveryMethod.objects.create(
        **{"name": f"Delivery {next(_numbers)}", "price": Decimal("5.00"), **fields}
    )


def make_request(cart: Cart, delivery: DeliveryMethod | None = None, **address: Any) -> checkout.Request:
    """What a shopper sends who has seen what this cart costs now; `address` are fields of the order."""
    delivery = delivery or make_delivery()
    defaults = {
        "email": "sara@shoppers.example",
        "name": "Sara Shopper",
        "street": "1 Quay Street",
        "postcode": "12345",
        "city": "Wexmouth",
        "country": "DE",
    }
    shown = quotes.quote(carts.lines_of(cart), delivery).shown()
    return checkout.Request(delivery, PaymentMethod.TRANSFER, defaults | address, shown)


def make_order(
    quantities: Mapping[Product, int] | None = None,
    *,
    delivery: DeliveryMethod | None = None,
    state: str = OrderState.PLACED,
    articles: Mapping[Product, int] | None = None,
    **fields: Any,
) -> Order:
    """An order as the checkout places it, of one product if none is given; `fields` are set on it afterwards.

    `articles` are the numbers of those that products were bought from. In any state beyond “placed” and “cancelled” it is paid in full.
    """
    cart = make_cart(quantities or {make_product(): 1})
    for product, article in (articles or {}).items():
        cart.lines.filter(product=product).update(from_article=article)
    order = checkout.place(cart, make_request(cart, delivery))
    if state not in {OrderState.PLACED, OrderState.CANCELLED}:
        order.payments.create(method=order.payment_method, amount=order.total)
        fields = {"paid": order.total, **fields}
    Order.objects.filter(pk=order.pk).update(state=state, **fields)
    order.refresh_from_db()
    return order


def make_comment(*, state: State = State.PENDING, **fields: Any) -> Comment:
    """A reply; one that is not pending was decided by the member of staff “desk”."""
    number = next(_numbers)
    parent = fields.pop("parent", None)
    article = fields.pop("article", None) or (parent.article if parent else make_article())
    defaults: dict[str, Any] = {
        "article": article,
        "text": f"Text {number}.",
        "name": f"Reader {number}",
        "email": f"reader-{number}@readers.example",
    }
    comment = Comment(**defaults | fields)
    comment.stand_under(parent)
    comment.save()
    if state != State.PENDING:
        log.record(comment, state, DECIDED[state], by=make_user())
    return comment


def approve_all(by: User | None = None) -> None:
    """Approve all replies that wait."""
    moderation.decide_all(Comment.objects.pending(), Act.APPROVE, by=by or make_user())
