"""Reporting a reply: a page with a form, the same for everybody, and one that says thank you."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Revision
from articles.views import without_text
from comments import reporting
from comments.forms import ReportForm
from comments.models import Comment, Report
from comments.remembering import guest_of
from comments.views.replies import live_at, staff_of
from newsroom.limits import ReachedError
from newsroom.public_forms import require_post, same_origin, see_other
from newsroom.visitors import visitor_of


@require_safe
def report(request: HttpRequest, day: date, slug: str, pk: int) -> HttpResponse:
    """The form to report a published reply."""
    revision = Revision.objects.live().at_address(day=day, slug=slug).select_related("article").first()
    if revision is None:
        return without_text(request, day=day, slug=slug)
    published = Comment.objects.approved().filter(article=revision.article)
    comment = get_object_or_404(published, pk=pk)
    return _page(request, revision, comment, ReportForm())


@require_post
@same_origin
def report_create(request: HttpRequest, day: date, slug: str, pk: int) -> HttpResponse:
    """Take in a report, of what readers still see."""
    revision = live_at(day=day, slug=slug)
    if revision is None:
        return without_text(request, day=day, slug=slug)
    comment = get_object_or_404(Comment, article=revision.article, pk=pk)
    form = ReportForm(request.POST, instance=Report(comment=comment))
    if not form.is_valid():
        return _page(request, revision, comment, form, status=422)

    if comment.is_readable:
        try:
            reporting.take(
                form.instance, visitor=visitor_of(request), guest=guest_of(request), user=staff_of(request)
            )
        except ReachedError:
            words = _("Too many reports come from your network just now. Send yours again in ten minutes.")
            form.add_error(None, words)
            return _page(request, revision, comment, form, status=429)
    return see_other(reverse("comments:reported", kwargs=revision.article.address))


@require_safe
def reported(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """Say thank you."""
    revision = Revision.objects.live().at_address(day=day, slug=slug).select_related("article").first()
    if revision is None:
        return without_text(request, day=day, slug=slug)
    return render(request, "comments/reported.html", {"revision": revision})


def _page(
    request: HttpRequest, revision: Revision, comment: Comment, form: ReportForm, *, status: int = 200
) -> HttpResponse:
    context = {"revision": revision, "comment": comment, "form": form}
    return render(request, "comments/report.html", context, status=status)
