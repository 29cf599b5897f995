"""The desk's first page: what waits for whom, each with a link to the list that has all of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import LinkStatus, SourceLink
from comments.models import Report
from comments.models import State as ReplyState
from newsroom import dashboard
from shop.models import Order
from shop.models import State as OrderState
from tests.articles.writing import publish, write
from tests.factories import (
    make_article,
    make_comment,
    make_draft,
    make_order,
    make_picture,
    make_product,
    make_user,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LINK = "https://gazette.example/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def chief() -> User:
    """Somebody who may do everything."""
    return make_user("chief", is_superuser=True)


def waiting(user: User) -> dict[str, list[str]]:
    """The names of what waits, by the heap's title."""
    return {heap.title: [item.name for item in heap.items] for heap in dashboard.heaps(user)}


def fill_the_desk(reporter: User) -> None:
    """One thing in each heap at least, and two that wait for nobody."""
    make_article(headline="Calm", by=reporter)
    make_article(headline="Calm too", at=NOW - DAY)
    publishing.send_to_review(make_draft(headline="Ready", by=reporter), by=reporter)
    make_draft(headline="Begun", by=reporter)
    publishing.send_back(make_draft(headline="Back", by=reporter), by=make_user("eva"), note="Who says so?")
    publish(make_draft(headline="Today").article, at=NOW + HOUR)
    publish(make_article(headline="Now"), headline="Tomorrow", at=NOW + DAY)
    publish(make_draft(headline="Ending").article, until=NOW + DAY)
    write(make_article(headline="Old", by=reporter), headline="Changed")
    make_comment(text="First!", article=make_article())
    SourceLink.objects.get_or_create(url=LINK, defaults={"status": LinkStatus.BROKEN, "checked_at": NOW})
    make_picture(alt="A boat", needs_words=True)
    make_article(headline="Unbuyable", products=[make_product(title="Mug", stock=0)])
    fill_the_shop()


def fill_the_shop() -> None:
    """One thing in each heap of the shopkeeper, and orders and products that wait for nobody."""
    make_product(title="Calm pot", stock=100)
    make_product(title="Calm and hidden", stock=0, is_listed=False)
    make_product(title="Tea", stock=2)
    for state in (OrderState.SENT, OrderState.DONE, OrderState.CANCELLED):
        make_order(state=state, name="Calm")
    make_order(name="Calm and late", hold_until=NOW)
    make_order(state=OrderState.PAID, name="Paula")
    make_order(state=OrderState.PACKED, name="Pia")
    make_order(state=OrderState.CANCELLED, name="Olga", paid=Decimal("5.00"))
    make_order(name="Ada")
    order = make_order(state=OrderState.SENT, name="Calm too")
    order.withdrawals.create(name="Wanda", email="wanda@shoppers.example")


EDITORS_HEAPS = {
    "Ready for review": ["Ready"],
    "Scheduled today": ["Today"],
    "Scheduled later": ["Tomorrow"],
    "Ending within a week": ["Ending"],
    "Articles whose product cannot be bought": ["Unbuyable"],
    "Live, with unpublished changes": ["Changed"],
    "Drafts": ["Back", "Begun"],
    "Broken source links": [LINK],
    "Pictures to describe": ["A boat"],
}


def shoppers(user: User) -> dict[str, list[str]]:
    """Of each heap of the shop: the products' names, and whose the orders are, instead of their codes."""
    names = dict(Order.objects.values_list("code", "name"))
    return {title: [names.get(item, item) for item in items] for title, items in waiting(user).items()}


SHOPKEEPERS_HEAPS = {
    "Orders to pack": ["Paula"],
    "Orders to send": ["Pia"],
    "Money to give back": ["Olga"],
    "Payments awaited": ["Ada"],
    "Withdrawals to handle": ["Calm too"],
    "Low stock": ["Mug", "Tea"],
}


def test_editor_finds_everything_that_waits_for_an_editor(editor: User, reporter: User) -> None:
    fill_the_desk(reporter)

    assert waiting(editor) == EDITORS_HEAPS


def test_reporter_finds_their_own_work_alone(reporter: User) -> None:
    fill_the_desk(make_user("other", role="Reporters"))
    assert waiting(reporter) == {}
    fill_the_desk(reporter)

    assert waiting(reporter) == {
        "Sent back to you": ["Back"],
        "Yours, waiting for an editor": ["Ready"],
        "Your drafts": ["Back", "Begun"],
    }


def test_moderator_and_shopkeeper_find_their_own_work_alone(
    moderator: User, shopkeeper: User, reporter: User
) -> None:
    fill_the_desk(reporter)

    assert waiting(moderator) == {"Replies to decide": ["First!"]}
    assert shoppers(shopkeeper) == SHOPKEEPERS_HEAPS


def test_replies_lead_to_the_queue_reported_ones_too(moderator: User) -> None:
    make_comment(text="First!", article=make_article())
    reported = make_comment(text="He lies.", article=make_article(), state=ReplyState.APPROVED)
    Report.objects.create(comment=reported, address="visitor", complaint="insult")

    heaps = dashboard.heaps(moderator)

    assert [(heap.title, heap.number, heap.page) for heap in heaps] == [
        ("Replies to decide", "1", "/admin/comments/comment/queue/?view=waiting"),
        ("Reported replies", "1", "/admin/comments/comment/queue/?view=reported"),
    ]
    assert waiting(moderator)["Reported replies"] == ["He lies."]


def test_whoever_may_do_everything_finds_everything(chief: User, reporter: User) -> None:
    fill_the_desk(reporter)

    assert shoppers(chief) == EDITORS_HEAPS | {"Replies to decide": ["First!"]} | SHOPKEEPERS_HEAPS


def test_colleague_who_may_only_look_finds_nothing(reporter: User) -> None:
    fill_the_desk(reporter)

    assert waiting(make_user("guest")) == {}


def test_what_is_said_of_each_tells_who_and_when(chief: User, reporter: User) -> None:
    fill_the_desk(reporter)

    details = {heap.title: heap.items[0].detail for heap in dashboard.heaps(chief)}

    assert details == {
        "Ready for review": "rolf, since 12:00 UTC",
        "Scheduled today": "13:00 UTC",
        "Scheduled later": "2 May 2026, 12:00 UTC",
        "Ending within a week": "until 2 May 2026, 12:00 UTC",
        "Articles whose product cannot be bought": "published 11:00 UTC",
        "Live, with unpublished changes": "rolf, 12:00 UTC",
        "Drafts": "eva, 12:00 UTC",
        "Replies to decide": f"{details['Replies to decide'].split(',')[0]}, 12:00 UTC",
        "Broken source links": "checked 12:00 UTC",
        "Pictures to describe": "12:00 UTC",
        "Orders to pack": "Paula, 12:00 UTC",
        "Orders to send": "Pia, 12:00 UTC",
        "Money to give back": "$5.00, Olga",
        "Payments awaited": "$25.00, Ada, until 11 May 2026, 12:00 UTC",
        "Withdrawals to handle": "Wanda, 12:00 UTC",
        "Low stock": "Sold out",
    }


def test_text_that_was_sent_back_says_why(reporter: User) -> None:
    fill_the_desk(reporter)

    [heap, *_others] = dashboard.heaps(reporter)

    assert heap.items[0].detail == "“Who says so?” – eva, 12:00 UTC"


@pytest.mark.parametrize("who", ["editor", "reporter", "chief", "moderator", "shopkeeper"])
def test_each_heap_leads_to_the_list_of_all_of_it(
    client: Client, reporter: User, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    fill_the_desk(reporter)
    client.force_login(user)

    index = client.get("/admin/").text

    found = re.findall(r'<h2><a class="section" href="([^"]*)">([^<]*) \((\d+)\)</a></h2>', index)
    assert [unescape(title) for _page, title, _count in found] == list(waiting(user))
    for page, title, _count in found:
        rows = client.get(unescape(page)).text
        assert all(str(name) in rows for name in waiting(user)[unescape(title)]), title
        assert "Calm" not in rows.replace("Calm too", "") or title == "Withdrawals to handle"


@pytest.mark.parametrize("who", ["editor", "reporter", "moderator", "shopkeeper"])
def test_everything_on_the_first_page_opens(
    client: Client, reporter: User, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    fill_the_desk(reporter)
    client.force_login(user)

    pages = [item.page for heap in dashboard.heaps(user) for item in heap.items]

    assert pages
    assert {client.get(page, follow=True).status_code for page in pages} == {200}


def test_first_page_without_work_says_so(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert "Nothing waits for you." in client.get("/admin/").text


def test_words_of_others_are_shown_as_text(client: Client, editor: User) -> None:
    make_draft(headline="<b>Bold</b>")
    client.force_login(editor)

    assert "&lt;b&gt;Bold&lt;/b&gt;" in client.get("/admin/").text


@pytest.mark.parametrize("times", [1, 3])
def test_first_page_takes_the_same_queries_however_much_waits(
    chief: User,
    editor: User,
    reporter: User,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(times):
        fill_the_desk(reporter)
    for user in (editor, reporter):
        user.get_all_permissions()  # two queries that every page of the admin takes

    # seven of articles, two of replies, links, pictures, four of orders, withdrawals, mails, products
    with django_assert_num_queries(18):
        dashboard.heaps(chief)
    with django_assert_num_queries(9):  # seven of articles, links, pictures
        dashboard.heaps(editor)
    with django_assert_num_queries(3):  # of articles
        dashboard.heaps(reporter)
