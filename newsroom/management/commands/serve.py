"""Run the production server and, beside it, the worker of background tasks."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from newsroom import schedule

PYTHON = [sys.executable, "-m"]
SERVER = [*PYTHON, "granian", "--interface", "wsgi", "--blocking-threads", "4", "--log-level", "warning"]
WORKER = [*PYTHON, "django", "db_worker", "--queue-name", "*", "--no-reload", "--no-startup-delay"]
SECONDS_TO_STOP = 10
YEAR = 365 * 24 * 3600

Child = subprocess.Popen[bytes]


class Command(BaseCommand):
    """`manage.py serve`, until Ctrl-C or SIGTERM."""

    help = "Run the web server and the task worker; when one of the two ends, the other is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="name or address (default: %(default)s)")
        parser.add_argument("--port", default=8000, type=int, help="(default: %(default)s)")

    def handle(self, *, host: str, port: int, verbosity: int, **options: Any) -> None:
        """Serve."""
        address = ["--host", resolve(host), "--port", str(port)]
        server = [*SERVER, *address, *media_options(), "newsroom.wsgi:application"]
        if verbosity:
            self.stdout.write(f"Serving {settings.SITE_URL} on {host}, port {port}. Ctrl-C stops it.")
            self.stdout.flush()
        queue_recurring_tasks()
        ended = run_together({"web server": server, "task worker": WORKER})
        if ended:
            raise CommandError(f"The {ended} has ended, so everything was stopped.")


def resolve(host: str) -> str:
    """The address of a host; granian takes no names."""
    try:
        return str(socket.getaddrinfo(host, None)[0][4][0])
    except OSError as error:
        raise CommandError(f"“{host}” is neither an address nor a known name.") from error


def queue_recurring_tasks() -> None:
    """Mend the chain of each; where the tables are missing, the worker ends and says so."""
    with suppress(DatabaseError):
        schedule.start()
    connection.close()


def media_options() -> list[str]:
    """Let the server itself send uploads, for ever cacheable as their names are never used twice."""
    if not settings.MEDIA_URL.startswith("/"):
        return []
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    route = settings.MEDIA_URL.rstrip("/")
    return [
        "--static-path-route",
        route,
        "--static-path-mount",
        str(folder),
        "--static-path-expires",
        str(YEAR),
    ]


def run_together(commands: dict[str, list[str]]) -> str | None:
    """Run commands side by side until one ends, and return its name, or until a signal; stop them all."""
    listen_for_signals()
    children: dict[str, Child] = {}
    try:
        for name, command in commands.items():
            children[name] = start(command)
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            time.sleep(0.2)
    except KeyboardInterrupt:
        return None
    finally:
        stop(children.values())


def listen_for_signals() -> None:
    """Let each signal that means "end" raise KeyboardInterrupt; a hang-up stays ignored under nohup."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    for number in signals:
        signal.signal(number, signal.default_int_handler)


def start(command: list[str]) -> Child:
    """Start a command in a process group of its own, so that Ctrl-C reaches it once and through us."""
    return subprocess.Popen(  # noqa: S603 (these are our own commands)
        command,
        cwd=settings.BASE_DIR,
        process_group=0,
        preexec_fn=end_with_parent,  # noqa: PLW1509 (there are no threads here)
    )


def end_with_parent() -> None:
    """Ask Linux for a SIGTERM should the parent be killed before it could stop us (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def stop(children: Iterable[Child]) -> None:
    """Ask all to end, wait, and kill what is left of their process groups."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
