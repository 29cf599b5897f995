"""The articles' pages: one article, and the listings."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import corrections
from articles.models import Listing, Revision
from newsroom.paging import page_of


@require_safe
def article_detail(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """An article's own page."""
    revision = get_object_or_404(Revision.objects.live().at_address(day=day, slug=slug).for_page())
    return render(request, "articles/article_detail.html", {"revision": revision})


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
