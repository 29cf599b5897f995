"""Data migrations of the shop, run on rows of their own time, forwards and backwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.constraints import refused
from tests.factories import make_order

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
Migrate = Callable[[str], Any]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Bring the shop's tables to a migration; gives the models of then. At the end they are as they are now.

    Its rows go all the way: every later migration meets them.
    """

    def to(name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([("shop", name)])
        return executor.loader.project_state([("shop", name)]).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def make_products(models: Any) -> None:
    """Products as they were before there were ledgers."""
    category = models.get_model("shop", "Category").objects.create(name="Mugs", slug="mugs")
    rows: dict[str, dict[str, Any]] = {
        "counted": {"stock": 5, "sale_price": Decimal(17), "sale_starts_at": NOON, "sale_ends_at": NOON + timedelta(days=1)},
        "sold-out": {"stock": 0},
        "uncounted": {},
    }  # fmt: skip
    for slug, fields in rows.items():
        models.get_model("shop", "Product").objects.create(
            category=category, title=slug, slug=slug, regular_price=Decimal(20), **fields
        )


def ledgers(models: Any) -> tuple[list[Any], list[Any]]:
    changes = models.get_model("shop", "PriceChange").objects.order_by("product__slug")
    movements = models.get_model("shop", "StockMovement").objects.order_by("product__slug")
    terms = ["product__slug", "regular_price", "sale_price", "sale_starts_at", "sale_ends_at"]
    return list(changes.values_list(*terms)), list(movements.values_list("product__slug", "kind", "quantity"))


OPENED = (
    [
        ("counted", 20, 17, NOON, NOON + timedelta(days=1)),
        ("sold-out", 20, None, None, None),
        ("uncounted", 20, None, None, None),
    ],
    [("counted", "opened", 5), ("sold-out", "opened", 0)],
)


def test_old_products_get_a_price_log_and_a_stock_ledger(migrate: Migrate) -> None:
    before = timezone.now()
    make_products(migrate("0001_initial"))

    models = migrate("0012_open_the_ledgers")

    assert ledgers(models) == OPENED
    assert set(models.get_model("shop", "Product").objects.values_list("kind", flat=True)) == {"own"}
    assert models.get_model("shop", "PriceChange").objects.filter(changed_at__gte=before).count() == 3
    with refused("shop_pricechange is append-only"):
        models.get_model("shop", "PriceChange").objects.update(regular_price=1)


def test_ledgers_are_opened_once(migrate: Migrate) -> None:
    make_products(migrate("0001_initial"))
    migrate("0012_open_the_ledgers")

    models = migrate("0010_withdrawals")
    models.get_model("shop", "StockMovement").objects.filter(product__slug="sold-out").update(
        note="Changed"
    )  # no trigger
    models = migrate("0012_open_the_ledgers")

    assert ledgers(models) == OPENED


def test_what_is_hidden_when_the_log_begins_to_say_so_was_not_offered(migrate: Migrate) -> None:
    models = migrate("0012_open_the_ledgers")
    category = models.get_model("shop", "Category").objects.create(name="Mugs", slug="mugs")
    rows: dict[str, dict[str, Any]] = {
        "hidden": {"is_listed": False}, "recalled": {"recall_notice": "It breaks."}, "shown": {},
    }  # fmt: skip
    for slug, fields in rows.items():
        product = models.get_model("shop", "Product").objects.create(
            category=category, title=slug, slug=slug, kind="own", regular_price=Decimal("20.01"), **fields
        )
        product.price_changes.create(regular_price=Decimal("20.01"))

    models = migrate("0016_prices_are_refused_in_words")

    changes = models.get_model("shop", "PriceChange").objects.order_by("product__slug")
    told = changes.values_list("product__slug", "is_offered", "regular_price")
    price = Decimal("20.010")
    assert list(told) == [("hidden", False, price), ("recalled", False, price), ("shown", True, price)]
    with refused("shop_pricechange is append-only"):
        changes.update(is_offered=True)


def test_ledgers_stay_append_only_when_amounts_become_narrow_again(migrate: Migrate) -> None:
    make_products(migrate("0001_initial"))
    migrate("0016_prices_are_refused_in_words")

    models = migrate("0012_open_the_ledgers")

    assert ledgers(models) == OPENED
    with refused("shop_pricechange is append-only"):
        models.get_model("shop", "PriceChange").objects.update(regular_price=1)


def test_money_stays_append_only_where_the_names_beside_it_are_no_longer(migrate: Migrate) -> None:
    order = make_order(state="paid")
    models = migrate("0020_event_of_a_credit_note")
    payments = models.get_model("shop", "Payment").objects.filter(order=order.pk)

    payments.update(noted_by_name="Other")

    with refused("shop_payment is append-only"):
        payments.update(amount=1)
