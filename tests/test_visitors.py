"""Where a request comes from: told apart by keyed hashes, and not by what the visitor writes."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from newsroom.visitors import Visitor, address_of, visitor_of


def request_from(address: str, passed_on: str = "") -> HttpRequest:
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}
    return RequestFactory(headers=headers).get("/", REMOTE_ADDR=address)


def test_addresses_of_a_block_share_its_hash_and_not_their_own() -> None:
    one, other, far = (visitor_of(request_from(a)) for a in ("8.8.8.1", "8.8.8.200", "8.8.77.1"))

    assert one.address != other.address
    assert one.block == other.block != far.block
    assert one.network == other.network == far.network


def test_hashes_hold_no_address_and_follow_the_sites_key(settings: Settings) -> None:
    visitor = visitor_of(request_from("8.8.8.1"))
    settings.SECRET_KEY = "another"

    again = visitor_of(request_from("8.8.8.1"))

    assert "8.8" not in visitor.block[:3]
    assert {len(part) for part in (visitor.address, visitor.block, visitor.network)} == {32}
    assert (visitor.address, visitor.block, visitor.network) != (again.address, again.block, again.network)


@pytest.mark.parametrize("address", ["", "unix:", "not an address", "999.1.1.1", "192.0.2.1:80"])
def test_what_is_no_address_is_nobody(address: str) -> None:
    assert visitor_of(request_from(address)) == Visitor()


def test_six_bits_blocks_are_what_one_household_has() -> None:
    one, other, far = (
        visitor_of(request_from(a)) for a in ("2606:4700:1:2::1", "2606:4700:1:ffff::1", "2606:4700:2::1")
    )

    assert one.block == other.block != far.block


def test_address_of_version_four_is_the_same_when_it_is_mapped() -> None:
    assert visitor_of(request_from("::ffff:8.8.8.1")) == visitor_of(request_from("8.8.8.1"))


# Proxies


@pytest.mark.parametrize("written", ["203.0.113.9", "203.0.113.9, 198.51.100.7", "junk", ", ,"])
def test_header_of_a_visitor_changes_nothing_without_a_proxy(written: str) -> None:
    assert str(address_of(request_from("192.0.2.1", written))) == "192.0.2.1"


@pytest.mark.parametrize("written", ["", "203.0.113.9, ", "203.0.113.9, 198.51.100.7, ", "junk, , "])
@pytest.mark.parametrize("proxies", [1, 2])
def test_only_what_our_own_proxies_add_is_read(settings: Settings, proxies: int, written: str) -> None:
    settings.PROXIES = proxies
    added = ["192.0.2.1", "10.0.0.2"][:proxies]

    request = request_from("10.0.0.1", written + ", ".join(added))

    assert str(address_of(request)) == "192.0.2.1"


def test_proxy_that_adds_nothing_stands_for_its_visitors(settings: Settings) -> None:
    settings.PROXIES = 1

    assert str(address_of(request_from("10.0.0.1"))) == "10.0.0.1"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "100.64.0.1", "::1", "fd00::1"])
def test_proxy_that_the_settings_do_not_count_is_one_visitor_and_logged(
    caplog: pytest.LogCaptureFixture, address: str
) -> None:
    one, other = (visitor_of(request_from(address, written)) for written in ("8.8.8.8", "9.9.9.9"))

    assert one == other != Visitor()
    assert f"through the proxy {address} are taken for one: count it in PROXIES" in caplog.text


def test_neighbour_without_a_proxy_is_a_visitor_like_any_other(caplog: pytest.LogCaptureFixture) -> None:
    assert visitor_of(request_from("10.0.0.1")) != visitor_of(request_from("10.0.0.2")) != Visitor()
    assert caplog.text == ""
