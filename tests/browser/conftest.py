"""Fixtures: a real Chromium before a real server."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import LAUNCH, chromium
from tests.browser.visitor import Visitor

# Playwright runs an event loop in the tests' thread, where Django would otherwise refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Head and body of a response are written one after the other: the body must not wait until the head is acknowledged.
WSGIRequestHandler.disable_nagle_algorithm = True
expect.set_options(timeout=15_000)  # what takes a second here takes ten on a machine with much else to do


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, without its calls home."""
    return browser_type_launch_args | {"executable_path": chromium(), "args": LAUNCH}


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Visitor]]:
    """Make people, each at a browser of their own; at the end none of them may have met a fault."""
    visitors: list[Visitor] = []

    def arrive(**options: Any) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, **options))
        return visitors[-1]

    yield arrive
    for person in visitors:
        person.context.close()
        assert person.faults == []


@pytest.fixture
def at_desk(live_server: LiveServer, editor: User, visitor: Callable[..., Visitor]) -> Visitor:
    """An editor who has logged in."""
    person = visitor()
    person.log_in(editor)
    return person


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def guest(request: pytest.FixtureRequest, visitor: Callable[..., Visitor]) -> Visitor:
    """Somebody without an account: once with JavaScript, once without."""
    return visitor(has_script=request.param)


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def sized(request: pytest.FixtureRequest, visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Make people with a wide and with a narrow window."""
    return partial(visitor, width=request.param)
