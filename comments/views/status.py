"""The private page of a reply: what became of it, and what its writer can do with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.models import Comment


@require_safe
@never_cache
def reply_status(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a reply, for its writer alone."""
    comment = get_object_or_404(Comment.objects.select_related("article", "decision"), secret=secret)
    response = render(request, "comments/reply_status.html", {"comment": comment})
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
