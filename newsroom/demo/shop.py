"""The shop of the demonstration: its shelves, prices with their history, stock, tax rates and ways of delivery."""

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from newsroom.demo import clock
from newsroom.demo.drawing.upload import drawn
from shop import catalogue, stock
from shop.models import Category, DeliveryMethod, Kind, MovementKind, Photo, Product, TaxRate

CONTENT = Path(__file__).parent / "content" / "shop.toml"
DAY = timedelta(days=1)
AGE = 150 * DAY  # of the newest product, so that each price has a history
SALE_AGE = 5  # in days

Row = dict[str, Any]


class Shop:
    """One run of the loader."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now.replace(microsecond=0)  # as the form types it, which has no fractions of a second
        self.shopkeeper = User.objects.get(username="shopkeeper")

    def load(self) -> None:
        """Load all of it."""
        rows = tomllib.loads(CONTENT.read_text())
        for position, row in enumerate(rows["categories"], start=1):
            Category.objects.create(**row, position=position)
        rates = {row["name"]: TaxRate.objects.create(**row) for row in rows["tax_rates"]}
        for position, row in enumerate(rows["deliveries"], start=1):
            DeliveryMethod.objects.create(**row | {"tax_rate": rates[row["tax_rate"]]}, position=position)
        for place, row in enumerate(rows["products"]):
            self._load_product(row, rates.get(row.get("tax_rate", "")), self.now - AGE - place * DAY)

    def _load_product(self, row: Row, rate: TaxRate | None, created_at: datetime) -> None:
        plain = [
            "label",
            "outbound_url",
            "sku",
            "gtin",
            "most_per_order",
            "maker",
            "maker_address",
            "warnings",
        ]
        product = Product(
            **{name: row[name] for name in [*plain, "title", "slug", "recall_notice"] if name in row},
            kind=row.get("kind", Kind.OWN),
            category=Category.objects.get(slug=row["category"]),
            text=row["text"].strip(),
            photo=Photo.objects.create(file=drawn(row["picture"]), alt=row["picture_alt"]),
            tax_rate=rate,
            created_at=created_at,
        )
        for terms in [{"days_ago": (self.now - created_at).days}, *row.get("earlier", []), *self._sale(row)]:
            self._set_price(product, {"regular": row["regular_price"], **terms})
        for position, picture in enumerate(row.get("more_pictures", []), start=1):
            photo = Photo.objects.create(file=drawn(picture["picture"]), alt=picture["alt"])
            product.more_photos.create(photo=photo, position=position)
        with clock.set_to(created_at):
            stock.count(product, row.get("stock"), kind=MovementKind.OPENED, by=self.shopkeeper)

    def _sale(self, row: Row) -> list[Row]:
        """The terms of a sale, which began a few days ago, or begins in some, and ends in some or never."""
        if "sale_price" not in row:
            return []
        begins_in = row.get("sale_begins_in_days", -row.get("sale_began_days_ago", SALE_AGE))
        lasts = {"for_days": row["sale_ends_in_days"] - begins_in} if "sale_ends_in_days" in row else {}
        return [{"days_ago": max(-begins_in, 0), "begins_in": begins_in, "sale": row["sale_price"], **lasts}]

    def _set_price(self, product: Product, terms: Row) -> None:
        """Set what a product costs since some days ago, and log it as of then."""
        since = self.now - terms["days_ago"] * DAY
        starts_at = self.now + terms["begins_in"] * DAY if "begins_in" in terms else since
        is_sale = "sale" in terms
        product.regular_price = Decimal(terms["regular"])
        product.sale_price = Decimal(terms["sale"]) if is_sale else None
        product.sale_starts_at = starts_at if is_sale else None
        product.sale_ends_at = starts_at + terms["for_days"] * DAY if "for_days" in terms else None
        product.save()
        catalogue.log_price(product, self.shopkeeper, since)
