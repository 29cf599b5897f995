"""The demonstration: it loads on an empty site, and a second run changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, Revision
from articles.states import State, state_of, with_state
from comments.models import Comment
from newsroom import dashboard
from newsroom.demo import ACCOUNTS, staff
from shop.models import Invoice, Order, OrderEvent, Product
from shop.models import State as OrderState

BULK = ["--articles", "30", "--comments", "20", "--products", "5", "--seed", "1"]

pytestmark = pytest.mark.django_db


def load_demo(*arguments: str) -> str:
    output = StringIO()
    call_command("load_demo", *arguments, stdout=output)
    return output.getvalue()


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_demo_loads_once_and_leaves_what_it_finds(client: Client) -> None:
    """One test for the whole, for drawing the pictures takes long."""
    said = load_demo(*BULK)
    counts = row_counts()
    edited = Revision.objects.filter(lead_picture__isnull=False).first()
    assert edited
    Revision.objects.filter(pk=edited.pk).update(headline="Edited by hand")

    said_again = load_demo(*BULK)

    edited.refresh_from_db()
    assert edited.headline == "Edited by hand"
    assert row_counts() == counts
    assert "Password:" in said
    assert "Password:" not in said_again
    check_bulk()
    check_pages(client)
    check_desk()
    check_orders()


def check_bulk() -> None:
    stories = Article.objects.filter(slug__startswith="story-").values_list("slug", flat=True)
    products = Product.objects.filter(slug__startswith="product-").values_list("slug", flat=True)
    assert sorted(stories) == sorted(f"story-{number}" for number in range(30))
    assert sorted(products) == sorted(f"product-{number}" for number in range(5))
    assert Comment.objects.filter(article__slug__startswith="story-").count() == 20


def check_pages(client: Client) -> None:
    """Every page of the demonstration answers, and its staff can log in."""
    for revision in Revision.objects.live().select_related("article"):
        assert client.get(revision.get_absolute_url()).status_code == 200
    for product in Product.objects.listed():
        assert client.get(product.get_absolute_url()).status_code == 200
    for user in User.objects.all():
        client.force_login(user)
        assert client.get("/admin/").status_code == 200


def check_desk() -> None:
    """There is an article in every state but expired, and each role finds something that waits."""
    articles = with_state(Article.objects.all())
    assert {state_of(article) for article in articles} == set(State) - {State.EXPIRED}
    for name, role in ACCOUNTS.items():
        assert dashboard.heaps(User.objects.get(username=name)), role
    history = Article.objects.get(slug="bell-of-the-tide-house").revisions.order_by("saved_at")
    assert [revision.saved_by_name for revision in history.filter(is_working_copy=False)] == [
        "reporter", "editor", "editor", "editor", "reporter"
    ]  # fmt: skip


def check_orders() -> None:
    """There is an order in every state but refunded as a whole, and its papers follow the time of the story."""
    assert set(Order.objects.values_list("state", flat=True)) == set(OrderState) - {OrderState.REFUNDED}
    assert Order.objects.owing().exists()
    for rows in (
        Order.objects.order_by("pk").values_list("placed_at", flat=True),
        OrderEvent.objects.order_by("pk").values_list("at", flat=True),
        Invoice.objects.order_by("number").values_list("issued_at", flat=True),
    ):
        times = list(rows)
        assert times == sorted(times)
        assert times[0] < timezone.now() - timedelta(days=30)


def test_password_of_the_staff_can_be_given() -> None:
    staff.load("tide-and-marsh")

    assert all(user.check_password("tide-and-marsh") for user in User.objects.all())
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["admin"]


def test_given_password_is_set_on_accounts_that_exist() -> None:
    staff.load(None)
    staff.load("tide-and-marsh")

    assert User.objects.get(username="editor").check_password("tide-and-marsh")


def test_random_password_leaves_accounts_that_exist() -> None:
    first = staff.load(None)
    staff.load(None)

    assert User.objects.get(username="editor").check_password(first)
