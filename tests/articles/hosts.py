"""Hosts of the network that answer as a test says: real servers on the loopback, and how a look may reach them."""

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

from articles.links.wire import Rules

LOOPBACK = "127.0.0.1"

Respond = Callable[[str], Iterable[bytes]]


@dataclass
class Host:
    """A server; `requests` are the heads of those that came, `sent` is how many bytes it got rid of."""

    port: int
    requests: list[str] = field(default_factory=list)
    connections: int = 0
    sent: int = 0

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/story"

    @property
    def methods(self) -> list[str]:
        return [request.split()[0] for request in self.requests]

    @property
    def rules(self) -> Rules:
        """Quick, and open to this host's address and port alone."""
        return replace(
            Rules(),
            is_allowed=lambda address: address == LOOPBACK,
            ports=frozenset({self.port}),
            connect_seconds=2,
            read_seconds=0.5,
            total_seconds=2,
        )


def answer(code: int = 200, *headers: str, body: bytes = b"") -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {code} Words", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


@contextmanager
def host(respond: Respond | bytes, *, tls: ssl.SSLContext | None = None) -> Iterator[Host]:
    """A server that answers each request with the pieces that `respond` gives for its head, then hangs up."""
    script: Respond = respond if callable(respond) else lambda _request: [respond]
    with socket.create_server((LOOPBACK, 0)) as server:
        found = Host(server.getsockname()[1])
        threads: list[Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                found.connections += 1
                threads.append(Thread(target=_converse, args=[found, connection, script, tls]))
                threads[-1].start()

        accepting = Thread(target=accept)
        accepting.start()
        try:
            yield found
        finally:
            server.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in threads:
                thread.join()


def _converse(found: Host, connection: socket.socket, script: Respond, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(10)
    with suppress(OSError), connection:
        if tls:
            connection = tls.wrap_socket(connection, server_side=True)
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(4096)
                if not received:
                    return
                request += received
            found.requests.append(request.decode())
            for piece in script(request.decode()):
                connection.sendall(piece)
                found.sent += len(piece)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A host's side of TLS under a name, and the side of those who trust its certificate."""
    files = [str(folder / file) for file in ("certificate.pem", "key.pem")]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-days", "1", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*command, "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)  # noqa: S603
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*files)
    return server, ssl.create_default_context(cafile=files[0])
