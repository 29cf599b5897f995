"""A connection to a host that somebody else named: to an address that was checked, and with an end to everything."""

import io
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from articles.links.public_addresses import is_public

MOST_ADDRESSES = 3  # of one host that are tried, one after the other


class Refused(Exception):  # noqa: N818 (nothing went wrong: we do not go there)
    """Why an address is not looked at, in words for the desk."""


class TooMuch(HTTPException):
    """More was sent than an answer needs."""


@dataclass(frozen=True)
class Rules:
    """Where a look may go, and what it may cost: seconds, bytes of one answer, redirects that are followed."""

    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    connect_seconds: float = 5
    read_seconds: float = 5
    total_seconds: float = 15
    most_bytes: int = 64 * 1024
    most_redirects: int = 5
    tls: ssl.SSLContext | None = None  # the system's own trust, where none is given


@dataclass(frozen=True)
class Place:
    """An address of a host, as the resolver gave it: the socket connects to this and resolves nothing again."""

    family: int
    address: tuple[Any, ...]


class Deadline:
    """The moment at which a look ends, however far it has come."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def within(self, seconds: float) -> float:
        """So many seconds, or those that are left; raises TimeoutError when none is."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return min(seconds, left)


def resolve(host: str, port: int, rules: Rules, deadline: Deadline) -> list[Place]:
    """Where a host is. Raises Refused if any of its addresses is not allowed, and OSError where it is not known.

    The system's resolver takes no time limit, so it runs in a thread that is left behind when it is slow.
    """
    answers: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.within(rules.connect_seconds))
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    places = [Place(family, address) for family, _type, _protocol, _name, address in answer]
    if not all(rules.is_allowed(place.address[0]) for place in places):
        raise Refused(_("%s is not a public host.") % host)
    return places


def connect(places: list[Place], rules: Rules, deadline: Deadline) -> socket.socket:
    """A connection to the first of these places that takes one; raises OSError when none does."""
    error: OSError = ConnectionRefusedError()
    for place in places[:MOST_ADDRESSES]:
        connection = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.within(rules.connect_seconds))
            connection.connect(place.address)
        except OSError as refusal:
            connection.close()
            error = refusal
        else:
            return connection
    raise error


def secure(connection: socket.socket, host: str, rules: Rules, deadline: Deadline) -> socket.socket:
    """The same connection under TLS, once its certificate was found to be the host's; else it is closed."""
    context = rules.tls or ssl.create_default_context()
    try:
        connection.settimeout(deadline.within(rules.connect_seconds))
        return context.wrap_socket(connection, server_hostname=host)
    except BaseException:
        connection.close()
        raise


class Wire:
    """What `http.client` needs of a socket; whoever made the connection closes it."""

    def __init__(self, connection: socket.socket, rules: Rules, deadline: Deadline) -> None:
        self._connection = connection
        self._rules = rules
        self._deadline = deadline

    def sendall(self, request: bytes) -> None:
        """Send a request."""
        self._connection.settimeout(self._deadline.within(self._rules.read_seconds))
        self._connection.sendall(request)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """A file to read the answer from."""
        return io.BufferedReader(Answering(self._connection, self._rules, self._deadline))

    def close(self) -> None:
        """Nothing: the file may still be read."""


class Answering(io.RawIOBase):
    """What a host sends, with a limit to its length and to the time that it takes."""

    def __init__(self, connection: socket.socket, rules: Rules, deadline: Deadline) -> None:
        self._connection = connection
        self._rules = rules
        self._deadline = deadline
        self._left = rules.most_bytes

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there; raises TimeoutError and TooMuch."""
        if self._left <= 0:
            raise TooMuch
        self._connection.settimeout(self._deadline.within(self._rules.read_seconds))
        count = self._connection.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count
