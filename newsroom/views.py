"""Pages of no single app: the front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Revision


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: the newest articles, the first of them large."""
    stories = list(Revision.objects.live().for_cards()[:24])
    return render(request, "home.html", {"stories": stories})
