"""Pages of no single app: the front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Revision


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: the newest articles; the newest of the first four that has a picture leads."""
    stories = list(Revision.objects.live().for_cards()[:24])
    if stories:
        lead = next((place for place, story in enumerate(stories[:4]) if story.lead_picture), 0)
        stories.insert(0, stories.pop(lead))
    return render(request, "home.html", {"stories": stories})
