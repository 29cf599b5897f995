"""Pages that are private because nobody can guess their address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.views.decorators.cache import never_cache


def private[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Keep a page out of caches and search engines, and its address from the sites it links to."""

    @never_cache
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded
