"""The articles' pages: one article, and the listings."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from articles import corrections
from articles.models import Article, Listing, Revision
from newsroom.paging import page_of


@require_safe
def article_detail(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """An article's own page."""
    revision = Revision.objects.live().at_address(day=day, slug=slug).for_page().first()
    if revision is None:
        return without_text(request, day=day, slug=slug)
    return render(request, "articles/article_detail.html", {"revision": revision})


def without_text(request: HttpRequest, *, day: date, slug: str) -> HttpResponse:
    """The answer of an article's address, or of one below it, at which nothing is live; may raise Http404.

    One that readers knew is gone; one that an article has left leads to where it stands now.
    """
    seen = Revision.objects.seen().select_related("article").order_by("-live_from")
    if ended := seen.at_address(day=day, slug=slug).first():
        return gone(request, ended)
    revision = seen.formerly_at(day=day, slug=slug).first()
    if revision is None:
        raise Http404
    return moved(request, revision.article)


def gone(request: HttpRequest, ended: Revision, *, reply: str = "") -> HttpResponse:
    """Say that an article is no longer here (410), and why if it was withdrawn; nothing of its last text is told.

    `reply` is what a reader had typed under it, given back.
    """
    article = ended.article
    note = article.withdrawal_note if article.withdrawn_at == ended.live_until else ""
    return render(request, "410.html", {"article": article, "note": note, "reply": reply}, status=410)


def moved(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the browser to the same page of an article where it stands now, with its query string.

    Browsers ask again each time: the article may come back.
    """
    match = resolve(request.path_info)
    address = reverse(match.view_name, kwargs=match.kwargs | article.address)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def listing(request: HttpRequest, slug: str, model: type[Listing]) -> HttpResponse:
    """The articles of one section, topic, author or source, newest first."""
    subject = get_object_or_404(model, slug=slug)
    revisions = subject.revisions.live().for_cards().distinct()
    page = page_of(revisions, request, time="first_published_at", key="article_id")
    return render(request, "articles/listing.html", {"subject": subject, "page": page})


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first."""
    page = page_of(corrections.published(), request, time="made_at", key="pk")
    return render(request, "articles/correction_list.html", {"page": page})
