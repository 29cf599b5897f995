"""Pages of no single app: the front page, search, robots.txt."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import front
from articles import search as engine
from articles.models import Revision
from articles.search.excerpts import results


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: editors' choices in their places, the newest in the others, breaking news above."""
    return render(request, "home.html", {"breaking": front.breaking(), "stories": front.stories()})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The live articles that hold the words of `?q=`."""
    query = engine.Query.parse(request.GET.get("q", ""))
    try:
        page = Paginator(engine.find(query), 20).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404(_("There is no such page.")) from None
    context = {
        "query": query,
        "page": page,
        "most": engine.NEWEST,
        "results": results(query, Revision.objects.live(), page.object_list),
    }
    return render(request, "search.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the site maps are."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
