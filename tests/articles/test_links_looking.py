"""A look at a link, against real servers: what counts as working, how politely it asks, and where redirects may lead."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import Settings

from articles.links.looking import Look, Outcome, host_of, look_at, user_agent
from tests.articles.hosts import Host, answer, host


def look(found: Host, url: str = "") -> Look:
    return look_at(url or found.url, found.rules)


# What an answer means


@pytest.mark.parametrize("code", [200, 204, 206, 401, 402, 403, 429, 999])
def test_link_works(code: int) -> None:
    with host(answer(code)) as found:
        assert (look(found).outcome, look(found).status_code) == (Outcome.WORKS, code)


@pytest.mark.parametrize("code", [300, 304, 400, 404, 405, 406, 451, 500, 501, 502, 503, 599])
def test_link_fails(code: int) -> None:
    with host(answer(code)) as found:
        assert (look(found).outcome, look(found).status_code) == (Outcome.FAILS, code)


def test_page_says_that_it_is_gone() -> None:
    with host(answer(410)) as found:
        assert look(found) == Look(Outcome.GONE, "Answers 410 Gone.", 410)


def test_finding_names_the_answer() -> None:
    with host(answer(404)) as missing, host(answer(999)) as shy:
        assert look(missing).finding == "Answers 404 Not Found."
        assert look(shy).finding == "Answers 999: it is there, but not for machines to read."


# How it asks


def test_asks_once_and_says_who_it_is(settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_URL = "The Wexmouth Courier", "https://courier.example"
    with host(answer()) as found:
        look_at(f"{found.url}?page=1#end", found.rules)

    [request] = found.requests
    assert request.split("\r\n")[:4] == [
        "HEAD /story?page=1 HTTP/1.1",
        "Accept-Encoding: identity",
        f"Host: 127.0.0.1:{found.port}",
        "User-Agent: Newsroom-Link-Check/1.0 (The Wexmouth Courier; +https://courier.example/)",
    ]
    assert not any(name in request for name in ("Cookie", "Authorization", "Referer"))


@pytest.mark.parametrize("name", ["Zürcher Bote", "Line\r\nX-Injected: 1", "(Courier)", "新聞"])
def test_any_name_of_the_site_makes_a_good_header(settings: Settings, name: str) -> None:
    settings.SITE_NAME = name

    assert user_agent().isascii()
    assert user_agent().isprintable()


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 500, 501])
def test_who_does_not_like_head_is_asked_with_get(code: int) -> None:
    with host(lambda request: [answer(code if request.startswith("HEAD") else 200)]) as found:
        assert look(found).outcome is Outcome.WORKS
    assert found.methods == ["HEAD", "GET"]


@pytest.mark.parametrize("pieces", [[], [b"junk"]], ids=["hangs up", "talks nonsense"])
def test_who_answers_no_head_is_asked_with_get(pieces: list[bytes]) -> None:
    with host(lambda request: pieces if request.startswith("HEAD") else [answer()]) as found:
        assert look(found).outcome is Outcome.WORKS


def test_who_is_asked_too_often_is_not_asked_again() -> None:
    with host(answer(429, "Retry-After: 120")) as found:
        assert look(found).wait == timedelta(seconds=120)
    assert found.methods == ["HEAD"]


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("0", timedelta()),
        ("Sat, 02 May 2026 12:00:00 GMT", timedelta(days=1)),
        ("Thu, 30 Apr 2026 12:00:00 GMT", timedelta()),
        ("Sat, 02 May 2026 12:00:00 -0000", None),
        ("soon", None),
        ("-5", None),
        ("9" * 5000, None),
    ],
)
def test_wait_that_is_asked_for(header: str, wait: timedelta | None) -> None:
    with (
        host(answer(503, f"Retry-After: {header}")) as found,
        time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False),
    ):
        assert look(found).wait == wait


def test_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with host(answer(404)) as proxy, host(answer()) as found:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

        assert look(found).outcome is Outcome.WORKS
    assert not proxy.connections


# Where it is led


def redirects(location: str, code: int = 301) -> Iterable[bytes]:
    return [answer(code, f"Location: {location}", "Set-Cookie: visitor=1")]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirect_is_followed_without_its_cookie(code: int) -> None:
    with host(lambda request: redirects("../new?a=1", code) if "/story" in request else [answer()]) as found:
        assert look(found) == Look(
            Outcome.WORKS, f"Answers 200 OK. It leads to http://127.0.0.1:{found.port}/new?a=1", 200
        )
    assert "Cookie" not in "".join(found.requests)


def test_redirect_to_a_page_that_is_missing_fails() -> None:
    with host(lambda request: redirects("/new") if "/story" in request else [answer(404)]) as found:
        assert (look(found).outcome, look(found).status_code) == (Outcome.FAILS, 404)


def test_redirect_without_an_address_fails() -> None:
    with host(answer(301)) as found:
        assert look(found) == Look(Outcome.FAILS, "Answers 301 Moved Permanently.", 301)


def test_redirect_loop_ends_after_five() -> None:
    with host(lambda _request: redirects("/story")) as found:
        assert look(found) == Look(Outcome.FAILS, "It redirects more than 5 times.")
    assert len(found.requests) == 6


def test_address_of_a_redirect_is_read_as_browsers_do() -> None:
    with host(lambda request: redirects("/größe und mehr") if "/story" in request else [answer()]) as found:
        assert look(found).outcome is Outcome.WORKS
    assert found.requests[1].startswith("HEAD /gr%C3%B6%C3%9Fe%20und%20mehr HTTP")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://0.0.0.0:{port}/",
        "http://169.254.169.254:{port}/latest/meta-data/",
        "//10.0.0.1:{port}/",
        "http://127.0.0.1:1/",
        "http://127.0.0.1/",
        "http://user:secret@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:{port}/",
        "javascript:alert(1)",
    ],
)
def test_redirect_to_where_nobody_may_go_is_refused(location: str) -> None:
    with host(
        lambda request: redirects(location.format(port=request.split("127.0.0.1:")[1].split()[0]))
    ) as found:
        assert look(found).outcome is Outcome.REFUSED
    assert len(found.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "story",
        "http://",
        "http:///story",
        "http://[::1",
        "http://a:b/",
        "http://a..example/",
        f"http://{'a' * 64}.example/",
    ],
)
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    assert look_at(url).outcome in {Outcome.FAILS, Outcome.REFUSED}
    assert look_at(url).status_code is None


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://Gazette.example:8443/a", "gazette.example"), ("story", ""), ("http://[::1", "")],
)
def test_host_of_an_address(url: str, name: str) -> None:
    assert host_of(url) == name
