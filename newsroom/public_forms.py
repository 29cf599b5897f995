"""Forms on public pages carry no token: their posts come from our own pages, or go to an address that nobody can guess."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a browser says that one of our own pages sent this request.

    `Sec-Fetch-Site` decides where a browser sends it (Fetch Metadata, W3C); older ones are judged by `Origin`, else
    `Referer`. A request with none of the three is not ours.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(source).netloc == request.get_host()
    except ValueError:
        return False


def require_post[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answer everything but a post with 405, in the site's own look: such an address stays behind a refused form."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = args[0]
        if not isinstance(request, HttpRequest) or request.method == "POST":
            return view(*args, **kwargs)
        page = render(request, "405.html")
        return HttpResponseNotAllowed(["POST"], page.content)

    return guarded


def leads_to[**P](name: str) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """Send whoever opens the address of a form on to the page of that name: it stays behind a refused form."""

    def decorated(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request = args[0]
            if isinstance(request, HttpRequest) and request.method in {"GET", "HEAD"}:
                return see_other(reverse(name))
            return view(*args, **kwargs)

        return guarded

    return decorated


def same_origin[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Take posts from our own pages without a token, and answer 403 to all others."""

    @csrf_exempt
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        request = args[0]
        if not isinstance(request, HttpRequest) or not is_same_origin(request):
            raise PermissionDenied(
                _(
                    "This form was not sent from our own pages. Go back to the page, reload it and send the form again."
                )
            )
        return view(*args, **kwargs)

    return guarded


def unguessable[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Take posts to an address that holds a long secret, and ask for nothing else: whoever forges one has to know it.

    Such a page keeps its address from others by `no-referrer`, for which browsers send `Origin: null` and no `Referer`.
    """
    return csrf_exempt(view)


def see_other(address: str) -> HttpResponseRedirect:
    """Send the browser on with a GET after a post (303, RFC 9110 section 15.4.4)."""
    return HttpResponseRedirect(address, status=303)
