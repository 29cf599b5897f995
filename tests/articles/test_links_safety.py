"""A look at a link that means harm, or whose host does: hosts that nobody may reach, and answers without end."""

import gzip
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from articles.links.looking import Look, Outcome, look_at
from articles.links.wire import Rules
from tests.articles.hosts import LOOPBACK, Host, answer, certificate, host

MEGABYTE = 1024 * 1024


def names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let any name be known, at these addresses; each question is noted."""
    asked: list[str] = []

    def resolver(name: str, port: int, **_options: Any) -> list[Any]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    return asked


# Hosts that nobody may reach


@pytest.mark.parametrize(
    "name", [LOOPBACK, "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_own_machine_is_refused_and_not_even_called(name: str) -> None:
    with host(answer()) as found:
        rules = Rules(ports=found.rules.ports)

        assert look_at(f"http://{name}:{found.port}/", rules).outcome is Outcome.REFUSED
    assert not found.connections


def test_rules_know_the_ports_of_the_web_alone() -> None:
    assert look_at("http://gazette.example:8000/") == Look(
        Outcome.REFUSED, "Port 8000 is not one of the web’s."
    )
    assert Rules().ports == {80, 443}


def test_name_of_which_one_address_is_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with host(answer()) as found:
        names(monkeypatch, LOOPBACK, "10.0.0.1")

        seen = look_at(f"http://gazette.example:{found.port}/", found.rules)

    assert seen == Look(Outcome.REFUSED, "gazette.example is not a public host.")
    assert not found.connections


def test_name_is_resolved_once_and_the_checked_address_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    with host(answer(404)) as found:
        asked = names(monkeypatch, LOOPBACK)

        look_at(f"http://gazette.example:{found.port}/", found.rules)

    assert asked == ["gazette.example"]
    assert found.methods == ["HEAD", "GET"]
    assert f"Host: gazette.example:{found.port}" in found.requests[0]


def test_name_that_moves_to_a_private_address_between_two_hops_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolver(name: str, port: int, **_options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    answers = [LOOPBACK, "127.0.0.2"]
    with host(lambda _request: [answer(302, "Location: /again")]) as found:
        monkeypatch.setattr(socket, "getaddrinfo", resolver)

        assert look_at(f"http://gazette.example:{found.port}/", found.rules).outcome is Outcome.REFUSED
    assert len(found.requests) == 1


def test_next_address_is_tried_where_the_first_takes_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    with host(answer()) as found:
        names(monkeypatch, "127.0.0.3", LOOPBACK)
        rules = replace(found.rules, is_allowed=lambda _address: True)

        assert look_at(f"http://gazette.example:{found.port}/", rules).outcome is Outcome.WORKS


# Hosts that are not there


def test_unknown_name_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolver(*_arguments: Any, **_options: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)

    assert look_at("https://gazette.example/") == Look(Outcome.FAILS, "Its host is not known.")


def test_resolver_that_takes_its_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: answered.wait(20) and [])

    seen = look_at("https://gazette.example/", Rules(connect_seconds=0.1))

    assert seen == Look(Outcome.FAILS, "It does not answer in time.")
    answered.set()


def test_closed_port_fails() -> None:
    with host(answer()) as found:
        pass

    assert look_at(found.url, found.rules) == Look(Outcome.FAILS, "It cannot be reached.")


# TLS


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, LOOPBACK)


@pytest.mark.usefixtures("resolved")
def test_certificate_must_be_trusted_and_be_the_hosts(tmp_path: Path) -> None:
    server, trust = certificate(tmp_path, "gazette.example")
    with host(answer(), tls=server) as found:
        trusting = replace(found.rules, tls=trust)

        seen = [
            look_at(f"https://gazette.example:{found.port}/", trusting),
            look_at(f"https://other.example:{found.port}/", trusting),
            look_at(f"https://gazette.example:{found.port}/", found.rules),
        ]

    assert seen == [
        Look(Outcome.WORKS, "Answers 200 OK.", 200),
        Look(Outcome.FAILS, "Its certificate is not valid."),
        Look(Outcome.FAILS, "Its certificate is not valid."),
    ]
    assert found.methods == ["HEAD"]


def test_host_that_speaks_no_tls_fails() -> None:
    with host(answer()) as found:
        seen = look_at(found.url.replace("http:", "https:"), replace(found.rules, read_seconds=0.2))

    assert seen.outcome is Outcome.FAILS


@pytest.mark.usefixtures("resolved")
def test_host_that_never_ends_its_greeting_fails() -> None:
    silent = socket.create_server((LOOPBACK, 0))
    with silent:
        port = silent.getsockname()[1]
        rules = Rules(
            is_allowed=lambda _address: True,
            ports=frozenset({port}),
            connect_seconds=0.2,
            tls=ssl.create_default_context(),
        )

        assert look_at(f"https://gazette.example:{port}/", rules).finding == "It does not answer in time."


# Answers without end


def endless(piece: bytes, pause: float = 0) -> Callable[[str], Iterator[bytes]]:
    def respond(_request: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield piece
            sleep(pause)

    return respond


def timed(found: Host) -> tuple[Look, float]:
    start = monotonic()
    return look_at(found.url, found.rules), monotonic() - start


def test_silence_ends() -> None:
    with host(lambda _request: [sleep(1.5) or b""]) as found:  # type: ignore[func-returns-value]
        seen, seconds = timed(found)

    assert seen == Look(Outcome.FAILS, "It does not answer in time.")
    assert seconds < 3


def test_slow_drip_ends_at_the_deadline() -> None:
    with host(endless(b"a", pause=0.05)) as found:
        seen, seconds = timed(found)

    assert seen == Look(Outcome.FAILS, "It does not answer in time.")
    assert seconds < 3


@pytest.mark.parametrize("piece", [b"X-Header: " + b"a" * 900 + b"\r\n", b"a" * 1000])
def test_head_without_end_is_cut_off(piece: bytes) -> None:
    with host(endless(piece)) as found:
        seen, _ = timed(found)

    assert seen.outcome is Outcome.FAILS
    assert seen.status_code is None


def test_answers_that_announce_another_without_end_are_cut_off() -> None:
    with host(lambda _request: iter(lambda: b"HTTP/1.1 100 Continue\r\n\r\n", b"")) as found:
        seen, _ = timed(found)

    assert seen == Look(Outcome.FAILS, "It sends more than an answer needs.")


def downloads(request: str, head: bytes, body: bytes) -> Iterator[bytes]:
    """No HEAD, then a body of a gigabyte."""
    if request.startswith("HEAD"):
        yield answer(405)
        return
    yield b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n"
    for _ in range(1024):
        yield body


def test_endless_download_is_not_read() -> None:
    with host(lambda request: downloads(request, b"Content-Type: video/mp4", b"\0" * MEGABYTE)) as found:
        seen, seconds = timed(found)

    assert seen == Look(Outcome.WORKS, "Answers 200 OK.", 200)
    assert found.sent < 32 * MEGABYTE  # what fits into the buffers of the two ends
    assert seconds < 2


def test_compressed_bomb_is_neither_asked_for_nor_opened() -> None:
    bomb = gzip.compress(b"\0" * 10 * MEGABYTE)
    with host(lambda request: downloads(request, b"Content-Encoding: gzip", bomb)) as found:
        seen, _ = timed(found)

    assert seen.outcome is Outcome.WORKS
    assert all("Accept-Encoding: identity" in request for request in found.requests)
