"""Which posts to public pages are taken for our own."""

import pytest
from django.test import Client, RequestFactory

from newsroom.public_forms import is_same_origin, see_other

OURS = "http://testserver"
ELSEWHERE = "https://evil.example"


def accepts(**headers: str) -> bool:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return is_same_origin(RequestFactory().post("/", headers=named))


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("same-origin", True),
        ("none", True),
        ("same-site", False),
        ("cross-site", False),
        ("Same-Origin", False),
    ],
)
def test_sec_fetch_site_decides(site: str, expected: bool) -> None:
    assert accepts(Sec_Fetch_Site=site) == expected


def test_origin_and_referer_do_not_outweigh_sec_fetch_site() -> None:
    assert not accepts(Sec_Fetch_Site="cross-site", Origin=OURS, Referer=f"{OURS}/")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (OURS, True),
        (ELSEWHERE, False),
        ("null", False),
        ("testserver", False),
        ("http://testserver:8000", False),
        ("http://testserver.evil.example", False),
        ("http://testserver@evil.example", False),
        ("http://evil.example/testserver", False),
        ("http://[", False),
    ],
)
def test_origin_decides_where_a_browser_sends_no_sec_fetch_site(origin: str, expected: bool) -> None:
    assert accepts(Origin=origin) == expected


@pytest.mark.parametrize(
    ("referer", "expected"), [(f"{OURS}/2026/05/01/flood/", True), (f"{ELSEWHERE}/", False)]
)
def test_referer_decides_where_there_is_no_origin(referer: str, expected: bool) -> None:
    assert accepts(Referer=referer) == expected


def test_own_referer_does_not_outweigh_a_foreign_origin() -> None:
    assert not accepts(Origin=ELSEWHERE, Referer=f"{OURS}/")


def test_request_that_does_not_say_is_not_ours() -> None:
    assert not accepts()


def test_browser_is_sent_on_with_a_get() -> None:
    response = see_other("/shop/cart/")

    assert (response.status_code, response["Location"]) == (303, "/shop/cart/")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_address_of_a_form_explains_itself_to_all_but_posts(client: Client, method: str) -> None:
    response = getattr(client, method)("/shop/withdrawals/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address only takes forms from our pages." in response.text
