"""Sending a reply, and seeing what became of it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Revision
from comments.forms import ReplyForm
from comments.models import Comment
from newsroom.public_forms import require_post, same_origin, see_other


@require_post
@same_origin
def reply_create(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """Keep a reply until a moderator has read it."""
    revision = get_object_or_404(Revision.objects.live().at_address(day=day, slug=slug).for_page())
    form = ReplyForm(revision.article, request.POST)
    if not form.is_valid():
        form.point_to_first_error()
        context = {"revision": revision, "reply_form": form}
        return render(request, "articles/article_detail.html", context, status=422)

    comment = form.save()
    return see_other(comment.status_page)


@require_safe
@never_cache
def reply_status(request: HttpRequest, secret: str) -> HttpResponse:
    """The private page of a reply, for its writer alone."""
    comment = get_object_or_404(Comment.objects.select_related("article"), secret=secret)
    response = render(request, "comments/reply_status.html", {"comment": comment})
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
