"""How long an answer may be kept: a copy is asked after before each use, so that a change is seen on the next request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


def revalidated(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: `no-cache` on every answer that says nothing else of caches (RFC 9111, section 5.2.2.4).

    Without it caches guess how long an answer is good, and a price would outlive its sale.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware
