"""The price log: one row for each change of a price, however often it is saved."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Revision
from shop import catalogue
from shop.models import PriceChange, Product
from tests.factories import make_article, make_product
from tests.races import at_once

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def reprice(product: Product, **fields: object) -> None:
    for name, value in fields.items():
        setattr(product, name, value)
    product.save()


def test_changed_terms_are_logged_with_who_and_when(shopkeeper: User) -> None:
    product = make_product()
    reprice(product, sale_price=Decimal("17.00"), sale_ends_at=timezone.now() + HOUR)

    change = catalogue.log_price(product, shopkeeper)

    assert change
    assert change == product.price_changes.last()
    assert (change.terms, change.changed_by_name) == (product.terms, "sam")


@pytest.mark.parametrize(
    "fields",
    [
        {"regular_price": Decimal(21)},
        {"sale_price": Decimal(16)},
        {"sale_price": None},
        {"sale_starts_at": datetime(2026, 5, 1, tzinfo=UTC)},
        {"sale_ends_at": None},
        {"is_listed": False},
        {"recall_notice": "It breaks."},
    ],
    ids=str,
)
def test_each_part_of_the_terms_counts(fields: dict[str, object]) -> None:
    product = make_product(sale_price=Decimal(17), sale_ends_at=timezone.now() + HOUR)
    reprice(product, **fields)

    assert catalogue.log_price(product)


def test_same_terms_are_not_logged_again() -> None:
    product = make_product(sale_price=Decimal(17))
    rows = PriceChange.objects.count()
    reprice(product, title="Bowl", regular_price=Decimal("20"))

    assert catalogue.log_price(product) is None
    assert PriceChange.objects.count() == rows


def test_log_has_what_is_stored_not_what_is_in_memory() -> None:
    product = make_product()
    product.regular_price = Decimal(99)

    assert catalogue.log_price(product) is None


def test_row_never_comes_before_the_last_one() -> None:
    """Another machine's clock may be behind."""
    product = make_product()
    now = timezone.now()
    reprice(product, sale_price=Decimal(17))
    catalogue.log_price(product, at=now + HOUR)
    reprice(product, sale_price=None)

    change = catalogue.log_price(product, at=now)

    assert change
    assert change.changed_at == now + HOUR
    assert change == product.price_changes.last()


def test_new_price_is_struck_at_once() -> None:
    product = make_product()
    assert product.price.struck is None
    reprice(product, sale_price=Decimal(17))

    catalogue.log_price(product)

    assert product.price.struck == Decimal(20)


@pytest.mark.django_db(transaction=True)
def test_log_ends_with_the_stored_price_whoever_saved_last() -> None:
    product = make_product()

    def set_price(price: int) -> None:
        own = Product.objects.get(pk=product.pk)
        with transaction.atomic():
            reprice(own, regular_price=Decimal(price))
            catalogue.log_price(own)

    at_once(*(lambda price=price: set_price(price) for price in range(30, 36)))

    product.refresh_from_db()
    last = product.price_changes.last()
    assert last
    assert last.terms == product.terms


@pytest.mark.parametrize("count", [2, 4])
def test_cards_load_the_logs_of_all_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_product(sale_price=Decimal(17))

    with django_assert_num_queries(2):  # products with photo, tax rate, freed pieces; logs
        prices = [product.price for product in Product.objects.for_cards()]

    assert [price.struck for price in prices] == [Decimal(20)] * count


def test_cards_load_no_log_of_what_has_no_sale() -> None:
    make_product()

    assert Product.objects.for_cards().get().logged == []


@pytest.mark.parametrize("count", [1, 3])
def test_cards_in_an_article_load_the_logs_with_it(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_article(products=[make_product(sale_price=Decimal(17)) for _ in range(count)])
    revision = Revision.objects.live().for_page().get()

    with django_assert_num_queries(0):
        prices = [promotion.product.price for promotion in revision.promotions.all()]

    assert [price.struck for price in prices] == [Decimal(20)] * count
