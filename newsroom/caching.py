"""How long an answer may be kept: a copy is asked after before each use, so that a change is seen on the next request."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control


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


def kept_for_back[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Leave a page that answers a post to the browser alone, for its Back button; anything else is not stored at all.

    A page that it must not store it cannot show again: it asks whether to send the form once more, in words of its own,
    and what was typed is lost. No address leads to what it keeps: it belongs to the post, and to this history.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        if response.has_header("Location"):
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return guarded
