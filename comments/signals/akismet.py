"""Akismet's opinion, where a key is set: an extra, whose library is loaded on first use alone.

What is shown to it leaves the machine: text, name, addresses of mail, web and network, browser, and the article's address.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core import checks

from comments.signals.signal import LIKELY_SPAM, SPAM, Signal
from comments.signals.submission import Submission

CONNECTING, ANSWERING = 1.0, 2.0  # seconds; three in all

transport: Any = None  # a transport of `httpx`; None: its usual one


def akismet(submission: Submission) -> Iterator[Signal]:
    """Whether Akismet takes it for spam, or is sure of it (“discard”).

    Raises the library's errors, for a wrong key too; the pipeline then holds the reply.
    """
    if not settings.AKISMET_KEY:
        return
    client = _client(settings.AKISMET_KEY, settings.SITE_URL, transport)
    opinion = client.comment_check(user_ip=submission.address, **_shown(submission))
    if opinion == _library().CheckResponse.DISCARD:
        yield Signal("akismet-certain", SPAM)
    elif opinion == _library().CheckResponse.SPAM:
        yield Signal("akismet", LIKELY_SPAM)


def check_settings(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """A key needs the library: without it every reply would wait."""
    if not settings.AKISMET_KEY or find_spec("akismet"):
        return []
    text = "AKISMET_KEY needs the package akismet: install requirements-akismet.txt."
    return [checks.Error(text, id="comments.E001")]


def _library() -> Any:
    return import_module("akismet")


@cache
def _client(key: str, site: str, with_transport: Any) -> Any:
    """A client that keeps its connection; the library's own does not say how long it waits in all."""
    httpx = import_module("httpx")
    timeout = httpx.Timeout(ANSWERING, connect=CONNECTING)
    headers = {"User-Agent": _library().USER_AGENT}
    http_client = httpx.Client(headers=headers, timeout=timeout, transport=with_transport)
    return _library().SyncClient(config=_library().Config(key=key, url=site), http_client=http_client)


def _shown(submission: Submission) -> dict[str, str]:
    """What Akismet is shown besides the network address (akismet.com/developers/comment-check)."""
    shown = {
        "comment_type": "reply" if submission.parent else "comment",
        "comment_content": submission.text,
        "comment_author": submission.name,
        "comment_author_email": submission.email,
        "comment_author_url": submission.website,
        "user_agent": submission.agent,
        "permalink": f"{settings.SITE_URL}{submission.article.get_absolute_url()}",
        "blog_lang": settings.LANGUAGE_CODE,
        "blog_charset": "UTF-8",
        "recheck_reason": "edit" if submission.key else "",
    }
    return {name: value for name, value in shown.items() if value}
