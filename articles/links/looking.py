"""One look at an address: does it answer? Politely, without reading what it has to say, and only where that is safe."""

import re
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri, punycode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.links.wire import Deadline, Place, Refused, Rules, TooMuch, Wire, connect, resolve, secure

DEFAULT_PORTS = {"http": 80, "https": 443}
MOVED = frozenset({301, 302, 303, 307, 308})
# The page is there; it asks for a login, for money, or for no machines (999 is LinkedIn's word for that).
NOT_FOR_MACHINES = frozenset({401, 402, 403, 429, 999})

# What went wrong, in words; the first that fits.
PROBLEMS = [
    (ssl.SSLCertVerificationError, gettext_lazy("Its certificate is not valid.")),
    (ssl.SSLError, gettext_lazy("No secure connection can be made to it.")),
    (socket.gaierror, gettext_lazy("Its host is not known.")),
    (TimeoutError, gettext_lazy("It does not answer in time.")),
    (TooMuch, gettext_lazy("It sends more than an answer needs.")),
    (HTTPException, gettext_lazy("What it answers is not HTTP.")),
    (ValueError, gettext_lazy("It is no valid address.")),
    (OSError, gettext_lazy("It cannot be reached.")),
]


class Outcome(Enum):
    """What a look means for the link."""

    WORKS = auto()
    FAILS = auto()
    GONE = auto()  # it says itself that it will not come back
    REFUSED = auto()  # we do not go there


@dataclass(frozen=True)
class Look:
    """What a look found: in words, the status code where there was an answer, and how long we were asked to wait."""

    outcome: Outcome
    finding: str
    status_code: int | None = None
    wait: timedelta | None = None


@dataclass(frozen=True)
class Answer:
    """What a host says of an address: the code, where it leads on to, and how long we are asked to wait."""

    code: int
    location: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True)
class Target:
    """An address in the parts that a request is made of."""

    is_secure: bool
    host: str
    port: int
    host_header: str
    path: str

    @classmethod
    def of(cls, url: str) -> "Target":
        """Raises Refused for what is not looked at, and ValueError for what is no address."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise Refused(_("Only http and https addresses are looked at."))
        if parts.username is not None or parts.password is not None:
            raise Refused(_("It has a user name in it."))
        if not parts.hostname:
            raise ValueError(url)
        host = punycode(parts.hostname)
        return cls(
            is_secure=parts.scheme == "https",
            host=host,
            port=DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port,
            host_header=(f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else ""),
            path=iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else "")),
        )


def look_at(url: str, rules: Rules | None = None) -> Look:
    """Ask for an address as a reader's browser would, and follow where it leads; never raises.

    Each host on the way is resolved once, every address of it checked, and the connection made to one of those. No
    proxy, cookie or login is used, nothing of a page is read, and all of it ends within the time that the rules give.
    """
    rules = rules or Rules()
    deadline = Deadline(rules.total_seconds)
    place = url
    try:
        for _hop in range(rules.most_redirects + 1):
            answer = _answer(place, rules, deadline)
            if not answer.location:
                return _judged(answer, place if place != url else "")
            place = urljoin(place, answer.location)
    except Refused as reason:
        return Look(Outcome.REFUSED, str(reason))
    except (OSError, HTTPException, ValueError) as error:
        words = next(words for kind, words in PROBLEMS if isinstance(error, kind))
        return Look(Outcome.FAILS, str(words))
    return Look(Outcome.FAILS, _("It redirects more than %d times.") % rules.most_redirects)


def host_of(url: str) -> str:
    """The host that an address names; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _judged(answer: Answer, moved_to: str) -> Look:
    code = answer.code
    finding = _("Answers %s.") % _named(code)
    outcome = Outcome.FAILS
    if 200 <= code < 300:
        outcome = Outcome.WORKS
    elif code in NOT_FOR_MACHINES:
        outcome = Outcome.WORKS
        finding = _("Answers %s: it is there, but not for machines to read.") % _named(code)
    elif code == HTTPStatus.GONE:
        outcome = Outcome.GONE
    if moved_to:
        finding = _("%(finding)s It leads to %(address)s") % {"finding": finding, "address": moved_to}
    return Look(outcome, finding, code, answer.wait)


def _named(code: int) -> str:
    """A status code with its name."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _answer(url: str, rules: Rules, deadline: Deadline) -> Answer:
    """What an address answers. Whoever does not like HEAD is asked with GET before anything bad is said of it."""
    target = Target.of(url)
    if target.port not in rules.ports:
        raise Refused(_("Port %d is not one of the web’s.") % target.port)
    places = resolve(target.host, target.port, rules, deadline)
    try:
        answer = _ask("HEAD", target, places, rules, deadline)
    except (HTTPException, ConnectionError, TimeoutError):
        answer = None
    if answer and (answer.code < 400 or answer.code == HTTPStatus.TOO_MANY_REQUESTS):
        return answer
    return _ask("GET", target, places, rules, deadline)


def _ask(method: str, target: Target, places: list[Place], rules: Rules, deadline: Deadline) -> Answer:
    """One request, of which only the head of the answer is read."""
    connection = connect(places, rules, deadline)
    if target.is_secure:
        connection = secure(connection, target.host, rules, deadline)
    with closing(connection):
        request = HTTPConnection(target.host)
        request.sock = Wire(connection, rules, deadline)
        headers = {
            "Host": target.host_header,
            "User-Agent": user_agent(),
            "Accept": "*/*",
            "Connection": "close",
        }
        request.request(method, target.path, headers=headers)
        response = request.getresponse()
        location = response.getheader("Location", "") if response.status in MOVED else ""
        wait = _wait(response.getheader("Retry-After", ""))
    return Answer(response.status, location.encode("latin-1").decode(errors="replace").strip(), wait)


def user_agent() -> str:
    """Who asks, so that the one who is asked can find us."""
    name = re.sub(r"[^ -~]|[()]", "", settings.SITE_NAME).strip()
    return f"Newsroom-Link-Check/1.0 ({name}; +{iri_to_uri(settings.SITE_URL)}/)"


def _wait(retry_after: str) -> timedelta | None:
    """How long an answer asks us to wait (RFC 9110, 10.2.3); None where it does not, or not in a way we understand."""
    try:
        if re.fullmatch(r"[0-9]{1,9}", retry_after):
            return timedelta(seconds=int(retry_after))
        return max(parsedate_to_datetime(retry_after) - timezone.now(), timedelta())
    except (TypeError, ValueError):
        return None
