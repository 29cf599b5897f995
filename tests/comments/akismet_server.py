"""Akismet's side of the wire, on loopback: what it is sent, and what it answers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl

import httpx

KEY = "0123456789ab"


class ToLoopback(httpx.HTTPTransport):
    """Sends what is meant for Akismet to the server of the test, and tells when it is about to."""

    def __init__(self) -> None:
        super().__init__()
        self.port = 0
        self.told: Callable[[], object] = lambda: None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        assert request.url.host == "rest.akismet.com"
        assert request.url.scheme == "https"
        self.told()
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


@dataclass
class FakeAkismet:
    """What it says next (status, text, headers), and the forms that came; `is_slow` answers after the test alone."""

    answer: tuple[int, str, dict[str, str]] = (200, "false", {})
    is_slow: bool = False
    sent: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    transport: ToLoopback = field(default_factory=ToLoopback)


@contextmanager
def serving() -> Iterator[FakeAkismet]:
    """A server that speaks as akismet.com/developers/comment-check says."""
    fake = FakeAkismet()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fake.sent.append((self.path, dict(parse_qsl(form))))
            if fake.is_slow:
                fake.over.wait(30)
            status, text, headers = fake.answer
            if dict(parse_qsl(form)).get("api_key") != KEY:
                status, text, headers = 200, "invalid", {"X-akismet-debug-help": "We were unable to parse it"}
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(text.encode()))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.transport.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.over.set()
        fake.transport.close()
        server.shutdown()
        server.server_close()
        thread.join()


def seconds_of(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.monotonic()
    act()
    return time.monotonic() - start
