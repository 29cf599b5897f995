"""`manage.py serve`: the web server and the task worker live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

type Process = subprocess.Popen[str]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the processes of a site of its own are told."""
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return inherited | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "only-for-tests",
        "VAR_DIR": str(tmp_path),
    }


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serving(environment: dict[str, str], port: int) -> Iterator[Process]:
    """`manage.py serve`, just started; the worker finds its table."""
    manage(environment, "migrate", "django_tasks_database", "--verbosity=0").communicate()
    with manage(environment, "serve", f"--port={port}") as process:
        yield process
        process.kill()


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_serves_uploads_until_a_signal_and_leaves_no_process(
    serving: Process, port: int, tmp_path: Path, number: signal.Signals, exit_code: int
) -> None:
    (tmp_path / "media").mkdir(exist_ok=True)
    (tmp_path / "media" / "note.txt").write_text("An upload.")
    assert fetch(port, "/media/note.txt") == "An upload."

    serving.send_signal(number)
    serving.communicate(timeout=20)  # reads until the last process that holds the pipe is gone

    assert serving.returncode == exit_code


def test_ends_when_the_worker_does(environment: dict[str, str], port: int) -> None:
    process = manage(environment, "serve", f"--port={port}")  # without the worker's table

    _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "The task worker has ended" in errors


def manage(environment: dict[str, str], *arguments: str) -> Process:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def fetch(port: int, path: str) -> str:
    """Get an address, with patience while the server starts."""
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
                return str(response.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("The server did not start.")
