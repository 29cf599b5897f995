"""The pages of a withdrawal: two steps, no login, a receipt."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop.models import EventKind, Order, OrderEvent, Withdrawal
from shop.models import State as OrderState
from tests.factories import make_order
from tests.responses import Response

pytestmark = pytest.mark.django_db

START, REVIEW, CREATE = "/shop/withdrawal/", "/shop/withdrawal/review/", "/shop/withdrawals/"
NOT_FOUND = "We find no order with this code and this email address."


def typed(order: Order, **fields: str) -> dict[str, str]:
    return {"code": order.code, "name": "Sara Shopper", "email": order.email, "scope": "", **fields}


def token_of(response: Response) -> str:
    found = re.search(r'name="token" value="([^"]+)"', response.text)
    assert found
    return found[1]


def test_guest_withdraws_in_two_steps_and_gets_a_receipt(client: Client) -> None:
    order = make_order()
    Mail.objects.all().delete()

    review = client.post(REVIEW, typed(order, scope="The <mug>"))
    assert not Withdrawal.objects.exists()
    confirmed = client.post(CREATE, {"token": token_of(review)})
    receipt = client.get(confirmed["Location"])

    assert "The &lt;mug&gt;" in review.text
    assert "Confirm withdrawal</button>" in review.text
    assert confirmed.status_code == 303
    assert "We have received your withdrawal" in receipt.text
    assert order.code in receipt.text
    assert "The &lt;mug&gt;" in receipt.text
    assert f'datetime="{Withdrawal.objects.get().declared_at.isoformat()[:19]}' in receipt.text
    assert confirmed["Location"] in Mail.objects.get().text


def test_confirming_twice_is_one_withdrawal(client: Client) -> None:
    token = token_of(client.post(REVIEW, typed(make_order())))

    first, second = (client.post(CREATE, {"token": token})["Location"] for _ in range(2))

    assert first == second
    assert Withdrawal.objects.count() == 1


def test_order_may_be_withdrawn_from_in_parts(client: Client) -> None:
    order = make_order()

    for scope in ("The mug", "The book"):
        client.post(CREATE, {"token": token_of(client.post(REVIEW, typed(order, scope=scope)))})

    assert Withdrawal.objects.count() == 2


@pytest.mark.parametrize("is_old_page", [False, True], ids=["filled in again", "confirmed on an old page"])
def test_second_withdrawal_leads_to_the_receipt_of_the_first(client: Client, is_old_page: bool) -> None:
    order = make_order()
    first, old = (client.post(REVIEW, typed(order)) for _ in range(2))
    client.post(CREATE, {"token": token_of(first)})
    received = timezone.localtime(Withdrawal.objects.get().declared_at)

    again = (
        client.post(CREATE, {"token": token_of(old)}) if is_old_page else client.post(REVIEW, typed(order))
    )
    receipt = client.get(again["Location"])

    assert again.status_code == 303
    assert "Nothing was declared anew" in receipt.text
    assert f'datetime="{received.isoformat()[:19]}' in receipt.text
    assert Withdrawal.objects.count() == 1


def test_order_tells_that_it_was_withdrawn_from(client: Client) -> None:
    order = make_order()
    client.post(CREATE, {"token": token_of(client.post(REVIEW, typed(order)))})

    page = client.get(order.get_absolute_url()).text

    assert Withdrawal.objects.get().get_absolute_url() in page
    assert "You need not pay for now" in page
    assert "How to pay" not in page


def test_code_is_filled_in_for_whoever_comes_from_the_order(client: Client) -> None:
    html = client.get(START, {"order": 'ABC"><script>'}).text

    assert 'value="ABC&quot;&gt;&lt;script&gt;"' in html


def test_what_was_typed_can_be_changed(client: Client) -> None:
    response = client.post(REVIEW, typed(make_order(), scope="The mug", change="1"))

    assert response.status_code == 200
    assert "The mug</textarea>" in response.text
    assert not re.search(r'name="token"', response.text)


@pytest.mark.parametrize("missing", ["code", "name", "email"])
def test_what_is_missing_is_said_and_the_rest_kept(client: Client, missing: str) -> None:
    order = make_order()

    response = client.post(REVIEW, typed(order, scope="The mug", **{missing: " "}))

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert "The mug</textarea>" in response.text


@pytest.mark.parametrize("wrong", [{"code": "AAAAAAAA"}, {"email": "eve@evil.example"}])
def test_what_does_not_fit_is_said_in_the_same_words(client: Client, wrong: dict[str, str]) -> None:
    order = make_order()

    response = client.post(REVIEW, typed(order) | wrong)

    assert response.status_code == 422
    assert NOT_FOUND in response.text
    assert order.name not in response.text.replace("Sara Shopper", "", 1)


def test_after_its_time_the_page_explains(client: Client, settings: Settings) -> None:
    settings.SHOP_WITHDRAWAL_DAYS = 14
    order = make_order(state=OrderState.DONE)
    OrderEvent.objects.create(order=order, kind=EventKind.DONE, at=timezone.now() - timedelta(days=20))

    response = client.post(REVIEW, typed(order))

    assert response.status_code == 422
    assert "The time to withdraw from this order ended before" in response.text


def test_cancelled_order_leaves_nothing_to_withdraw_from(client: Client) -> None:
    response = client.post(REVIEW, typed(make_order(state=OrderState.CANCELLED)))

    assert response.status_code == 422
    assert "cancelled already" in response.text


def test_whoever_waits_too_long_begins_again(client: Client) -> None:
    token = token_of(client.post(REVIEW, typed(make_order())))

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        response = client.post(CREATE, {"token": token})

    assert response.status_code == 422
    assert "Please fill it in again." in response.text
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("token", ["", "forged", "a:b:c", "\x00"])
def test_forged_confirmation_withdraws_nothing(client: Client, token: str) -> None:
    make_order()

    assert client.post(CREATE, {"token": token}).status_code == 422
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("address", [REVIEW, CREATE])
def test_posts_come_from_our_own_pages_alone(address: str) -> None:
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})

    assert foreign.post(address, typed(make_order())).status_code == 403
    assert foreign.get(address).status_code == 405


def test_switched_off_it_is_nowhere(client: Client, settings: Settings) -> None:
    settings.SHOP_WITHDRAWAL_DAYS = 0

    assert client.get(START).status_code == 404
    assert client.post(REVIEW, typed(make_order())).status_code == 404
    assert client.post(CREATE, {"token": ""}).status_code == 404
    assert START not in client.get("/shop/").text


def test_receipt_stays_when_it_is_switched_off(client: Client, settings: Settings) -> None:
    confirmed = client.post(CREATE, {"token": token_of(client.post(REVIEW, typed(make_order())))})
    settings.SHOP_WITHDRAWAL_DAYS = 0

    assert client.get(confirmed["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["/shop/", "/shop/cart/", START])
def test_pages_of_the_shop_lead_there(client: Client, page: str) -> None:
    assert f'<a href="{START}">Withdraw from contract here</a>' in client.get(page).text


def test_other_pages_do_not(client: Client) -> None:
    assert START not in client.get("/archive/").text


def test_nothing_is_kept_or_found_by_others(client: Client) -> None:
    review = client.post(REVIEW, typed(make_order()))
    receipt = client.get(client.post(CREATE, {"token": token_of(review)})["Location"])

    for response in (client.get(START), receipt):
        assert "no-store" in response["Cache-Control"]
    assert review["Cache-Control"] == "private, no-cache"  # the browser's own, for its Back button
    for response in (client.get(START), review, receipt):
        assert 'content="noindex"' in response.text
        assert not response.cookies
    assert receipt["Referrer-Policy"] == "no-referrer"


def test_receipt_is_found_by_its_secret_alone(client: Client) -> None:
    assert client.get(reverse("shop:withdrawal-receipt", kwargs={"secret": "x" * 43})).status_code == 404


def test_pages_cost_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    order = make_order()

    with django_assert_num_queries(3):  # the order; an earlier withdrawal; the menu's sections
        review = client.post(REVIEW, typed(order))
    location = client.post(CREATE, {"token": token_of(review)})["Location"]
    with django_assert_num_queries(2):  # the withdrawal with its order; the menu's sections
        client.get(location)
