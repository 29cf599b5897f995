"""Lists of the desk whose address somebody has typed."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.admin import ModelAdmin, site
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from comments.models import State
from newsroom.admin import told_of_wrong_lookups
from newsroom.desk import DeskAdmin
from tests.factories import make_comment, make_order, make_product, make_user

TOLD = "The list cannot be filtered as its address said."

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    """The browser of somebody who may do everything."""
    client.force_login(make_user("chief", is_superuser=True))
    return client


# Fields that nobody should spell out: what opens a page, what tells people apart, what somebody wrote in confidence.
GUARDED = re.compile(
    r"secret|key|token|hash|finger|password|email|text|note|block|network|session|headers|about"
)
HOW = ["", "__exact", "__startswith", "__regex", "__gt", "__in", "__isnull"]
OUR_APPS = ("articles.", "comments.", "newsroom.", "shop.")
OURS = {model: shown for model, shown in site._registry.items() if shown.__module__.startswith(OUR_APPS)}


def opened(chief: Client, address: str) -> str:
    """The page that an address leads to; where the database refuses it, what came before stays."""
    with transaction.atomic():
        response = chief.get(f"/admin/{address}", follow=True)
    assert response.status_code == 200
    return str(response.text)


@pytest.mark.parametrize(
    "address",
    [
        "articles/article/?first_published_on__year=9999",
        "articles/article/?first_published_on__year=99999999",
        "articles/article/?first_published_on__year=2026&first_published_on__month=13",
        "articles/article/?first_published_on__year=2026&first_published_on__month=2&first_published_on__day=40",
        "articles/picture/?uploaded_at__year=9999&uploaded_at__month=12",
        "shop/order/?placed_at__year=99999999",
        "shop/order/?placed_at__iso_year=9999",
        "shop/order/?show=all&placed_at__year=99999999999999999999",
        "shop/withdrawal/?declared_at__year=0",
        "comments/comment/?created_at__year=99999999",
        "comments/decision/?made_at__year=-1",
        "outbox/mail/?written_at__year=nineteen",
        "auth/user/?date_joined__year=99999999",
    ],
)
def test_list_says_that_nothing_can_be_looked_up_so(chief: Client, address: str) -> None:
    assert TOLD in opened(chief, address)


@pytest.mark.parametrize(
    "address",
    [
        "articles/article/?first_published_on__year=2026&first_published_on__month=2",
        "articles/article/?first_published_on__month=13",
        "shop/order/?placed_at__year=2026",
        "shop/order/?placed_at__day=40",
        "shop/order/",
    ],
)
def test_list_filters_by_what_can_be_looked_up(chief: Client, address: str) -> None:
    assert TOLD not in opened(chief, address)


@pytest.mark.parametrize(
    "address",
    [
        "comments/comment/?article=99999999999999999999",
        "comments/comment/?parent=99999999999999999999",
        "comments/comment/?state=%00",
        "comments/ban/?kind=%00",
        "articles/correction/?article=99999999999999999999",
        "articles/breakingnews/?article=99999999999999999999",
        "shop/product/?category=99999999999999999999",
        "shop/product/?category__id__exact=99999999999999999999",
        "shop/product/?kind=%00",
        "shop/order/?user=99999999999999999999",
        "shop/order/?payment_method=%00",
        "shop/order/?id=99999999999999999999",
        "outbox/mail/?pk=99999999999999999999",
        "auth/user/?id=99999999999999999999",
    ],
)
def test_list_opens_whatever_somebody_has_typed(chief: Client, address: str) -> None:
    """Some of them one database finds wrong, and the other finds nothing by."""
    make_order({make_product(): 1})

    opened(chief, address)


def test_list_that_cannot_be_filtered_is_logged(chief: Client, caplog: pytest.LogCaptureFixture) -> None:
    opened(chief, "shop/order/?placed_at__year=99999999")

    assert "/admin/shop/order/ cannot be filtered" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(("method", "query"), [("GET", ""), ("GET", "?e=1"), ("POST", "?state=x")])
def test_fault_of_a_list_itself_is_no_wrong_filter(rf: RequestFactory, method: str, query: str) -> None:
    @told_of_wrong_lookups
    def faulty(_request: HttpRequest) -> HttpResponse:
        raise ValueError("Ours")

    with pytest.raises(ValueError, match="Ours"):
        faulty(rf.generic(method, f"/list/{query}"))


# What a list can be asked by


def test_every_list_of_ours_takes_the_rules_of_the_desk() -> None:
    assert [shown for shown in OURS.values() if not isinstance(shown, DeskAdmin)] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_list_is_not_asked_for_what_nobody_should_spell_out(rf: RequestFactory, model: type[Model]) -> None:
    request = rf.get("/")
    request.user = make_user("chief", is_superuser=True)
    shown: ModelAdmin = OURS[model]

    asked = [f"{path}{how}" for path in guarded_fields(model) for how in HOW]

    assert [lookup for lookup in asked if shown.lookup_allowed(lookup, "a", request)] == []


def guarded_fields(model: type[Model], depth: int = 2) -> Iterator[str]:
    """Its own, and those of the models it leads to, there and back."""
    for field in model._meta.get_fields():
        if field.is_relation and field.related_model and depth:
            yield from (f"{field.name}__{path}" for path in guarded_fields(field.related_model, depth - 1))
        elif not field.is_relation and GUARDED.search(field.name):
            yield field.name


@pytest.mark.parametrize("lookup", ["secret", "secret__startswith", "secret__regex", "email__startswith"])
def test_secret_of_a_reply_is_not_spelt_out(client: Client, lookup: str) -> None:
    client.force_login(make_user("mo", role="Moderators"))
    comment = make_comment(state=State.APPROVED, name="Zora Quill")
    value = str(getattr(comment, lookup.partition("__")[0]))

    pages = [client.get("/admin/comments/comment/", {lookup: typed}, follow=True) for typed in (value, "~")]

    assert all(TOLD in page.text and comment.name in page.text for page in pages)


@pytest.mark.parametrize(
    "address", ["?pk={pk}", "?id={pk}", "?id__exact={pk}", "?state={state}", "?created_at__year=2026"]
)
def test_list_is_asked_by_its_filters_and_the_key(chief: Client, address: str) -> None:
    comment = make_comment(state=State.APPROVED)

    assert TOLD not in opened(chief, f"comments/comment/{address.format(pk=comment.pk, state=comment.state)}")
