"""Sending a reply, and seeing what became of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Revision
from articles.views import gone
from comments.forms import ReplyForm
from comments.models import Comment
from newsroom.public_forms import require_post, same_origin, see_other


@require_post
@same_origin
def reply_create(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """Keep a reply until a moderator has read it."""
    live = Revision.objects.live().for_page()
    revision = live.at_address(day=day, slug=slug).first()
    if revision is None:  # the page was opened before the article moved, or ended
        revision = live.formerly_at(day=day, slug=slug).first()
    if revision is None:
        return _without_article(request, day=day, slug=slug)
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


def _without_article(request: HttpRequest, *, day: date, slug: str) -> HttpResponse:
    """Refuse a reply to what is no longer live, and give it back; Http404 for what never was."""
    seen = Revision.objects.seen().select_related("article").order_by("-live_from")
    ended = seen.at_address(day=day, slug=slug).first() or seen.formerly_at(day=day, slug=slug).first()
    if ended is None:
        raise Http404
    return gone(request, ended, reply=request.POST.get("text", ""))
