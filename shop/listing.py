"""Which products a listing shows, and in which order: what its address asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Case, Q, TextChoices, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models import ProductQuerySet

MOST_LETTERS = 200
MOST_WORDS = 10


class Sort(TextChoices):
    """The orders in which a listing can stand."""

    NEWEST = "newest", _("Newest first")
    PRICE = "price", _("Price, low to high")
    PRICE_DOWN = "price-down", _("Price, high to low")
    NAME = "name", _("Name")


ORDERS: dict[Sort, tuple[str | Lower, ...]] = {
    Sort.NEWEST: ("-created_at", "-pk"),
    Sort.PRICE: ("to_pay", "-pk"),
    Sort.PRICE_DOWN: ("-to_pay", "-pk"),
    Sort.NAME: (Lower("title"), "pk"),
}


def to_pay(at: datetime) -> Case:
    """`pricing.Terms.to_pay_at` for the database to sort by."""
    has_started = Q(sale_starts_at=None) | Q(sale_starts_at__lte=at)
    has_not_ended = Q(sale_ends_at=None) | Q(sale_ends_at__gt=at)
    is_sale = Q(has_started, has_not_ended, sale_price__isnull=False)
    return Case(When(is_sale, then="sale_price"), default="regular_price")


def buyable(products: ProductQuerySet, *, at: datetime | None = None) -> ProductQuerySet:
    """Those that can be bought, here or elsewhere: listed, not recalled, not sold out.

    Pieces that overdue orders hold are free.
    """
    is_left = Q(stock=None) | Q(stock__gt=0) | Q(freed__gt=0)
    return products.listed().with_freed(at=at).filter(is_left, recall_notice="")


@dataclass(frozen=True)
class Wish:
    """What a shopper wants to see of a listing."""

    words: tuple[str, ...] = ()
    sort: Sort = Sort.NEWEST
    in_stock: bool = False

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Self:
        """Read an address; what it asks for in vain is left out, and what is too long is cut."""
        letters = query.get("q", "")[:MOST_LETTERS]
        words = "".join(letter if letter.isprintable() else " " for letter in letters).split()
        sort = query.get("sort", "")
        return cls(
            tuple(words[:MOST_WORDS]),
            Sort(sort) if sort in Sort.values else Sort.NEWEST,
            "in_stock" in query,
        )

    @property
    def text(self) -> str:
        """The words that are looked for."""
        return " ".join(self.words)

    @property
    def is_plain(self) -> bool:
        """Whether it asks for the listing as it is."""
        return self == Wish()

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words) or self.in_stock

    @property
    def parameters(self) -> dict[str, str]:
        """What an address says to ask for it again."""
        sort = "" if self.sort == Sort.NEWEST else self.sort.value
        asked = {"q": self.text, "sort": sort, "in_stock": "1" if self.in_stock else ""}
        return {name: value for name, value in asked.items() if value}

    def of(self, products: ProductQuerySet, *, at: datetime | None = None) -> ProductQuerySet:
        """The products that it asks for, in its order.

        Each word stands somewhere in the title, the text or the SKU, in whatever case. As a regular expression it is
        compared alike by both databases; SQLite's LIKE knows the case of ASCII letters alone.
        """
        at = at or timezone.now()
        for word in self.words:
            sought = re.escape(word)
            products = products.filter(
                Q(title__iregex=sought) | Q(text__iregex=sought) | Q(sku__iregex=sought)
            )
        if self.in_stock:
            products = buyable(products, at=at)
        return products.alias(to_pay=to_pay(at)).order_by(*ORDERS[self.sort])
