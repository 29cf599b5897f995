"""Where the heaps on the desk's first page begin and end."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import LinkStatus, SourceLink
from newsroom import dashboard
from shop.models import State
from tests.articles.writing import publish, write
from tests.factories import make_article, make_draft, make_order, make_product
from tests.test_dashboard import DAY, HOUR, LINK, NOW, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_heap_shows_the_first_few_and_counts_all(editor: User) -> None:
    for number in range(7):
        publish(make_draft(headline=f"Story {number}").article, at=NOW + (number + 1) * HOUR)

    [heap] = dashboard.heaps(editor)

    assert (heap.title, heap.count) == ("Scheduled today", 7)
    assert [item.name for item in heap.items] == [f"Story {number}" for number in range(5)]


def test_day_ends_at_midnight_where_the_paper_is(editor: User, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"  # type: ignore[attr-defined]  # nine hours ahead
    publish(make_draft(headline="Before").article, at=NOW + 3 * HOUR - timedelta(microseconds=1))
    publish(make_draft(headline="After").article, at=NOW + 3 * HOUR)

    assert waiting(editor) == {"Scheduled today": ["Before"], "Scheduled later": ["After"]}


def test_text_that_another_follows_at_once_does_not_end(editor: User) -> None:
    article = make_article(headline="Old")
    publish(article, headline="New", at=NOW + DAY)

    assert waiting(editor) == {"Scheduled later": ["New"]}


def test_change_of_a_live_article_that_waits_for_an_editor_is_found(editor: User, reporter: User) -> None:
    article = make_article(by=reporter)
    publishing.send_to_review(write(article, headline="Changed"), by=reporter)

    assert waiting(editor)["Ready for review"] == ["Changed"]
    assert waiting(reporter) == {"Yours, waiting for an editor": ["Changed"]}


def test_link_with_an_archived_copy_waits_for_nobody(editor: User) -> None:
    SourceLink.objects.create(url=LINK, status=LinkStatus.BROKEN, archived_url="https://archive.example/")

    assert waiting(editor) == {}


@pytest.mark.parametrize(
    "fields",
    [{"stock": 0}, {"is_listed": False}, {"recall_notice": "It breaks."}],
    ids=["sold out", "hidden", "recalled"],
)
def test_live_article_whose_product_cannot_be_bought_waits(editor: User, fields: dict[str, Any]) -> None:
    gone, there = make_product(**fields), make_product(stock=1)
    make_article(headline="Both", products=[there, gone])
    make_article(headline="Calm", products=[there])
    make_article(headline="Another", products=[gone])
    publishing.withdraw(make_article(headline="Withdrawn", products=[gone]), by=editor, note="Wrong.")

    [heap] = [heap for heap in dashboard.heaps(editor) if heap.title.startswith("Articles whose")]

    assert {item.name for item in heap.items} == {"Both", "Another"}


def test_article_waits_no_more_when_pieces_are_free_again(
    editor: User, clock: time_machine.Traveller
) -> None:
    product = make_product(stock=1)
    make_article(headline="Card", products=[product])
    order = make_order({product: 1})
    assert order.hold_until

    assert waiting(editor) == {"Articles whose product cannot be bought": ["Card"]}
    clock.move_to(order.hold_until)
    assert waiting(editor) == {}


@pytest.mark.parametrize(
    ("state", "title"), [(State.PAID, "Orders to pack"), (State.PACKED, "Orders to send")]
)
def test_order_goes_on_once_its_withdrawals_are_handled(
    client: Client, shopkeeper: User, state: State, title: str
) -> None:
    fine, withdrawn = make_order(state=state), make_order(state=state)
    for handled_at in (None, NOW):
        withdrawn.withdrawals.create(name="Sara", email=withdrawn.email, handled_at=handled_at)
    client.force_login(shopkeeper)

    def heap_and_list() -> tuple[dashboard.Heap, list[str]]:
        heap = next(heap for heap in dashboard.heaps(shopkeeper) if heap.title == title)
        return heap, re.findall(r'field-code"><a [^>]*>(\w+)</a>', client.get(heap.page).text)

    heap, listed = heap_and_list()
    assert (heap.count, [item.name for item in heap.items], listed) == (1, [fine.code], [fine.code])
    withdrawn.withdrawals.update(handled_at=NOW)
    heap, listed = heap_and_list()
    assert (heap.count, len(listed)) == (2, 2)
