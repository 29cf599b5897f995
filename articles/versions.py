"""Pages of texts beside the article's own: the versions that readers have seen, and previews by a signed link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import previews
from articles.comparison import SEEN_BY_READERS, Difference, comparisons
from articles.contents import PARTS, TOPICS
from articles.models import Revision
from articles.views import without_text
from newsroom.paging import page_of


@dataclass(frozen=True)
class Version:
    """A text that readers saw from a time on, and what was new in it; None for the first."""

    revision: Revision
    differences: Sequence[Difference] | None


@require_safe
def version_list(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """What an article has said, newest first, and what changed each time; of a site that shows it."""
    if not settings.PUBLIC_VERSIONS:
        raise Http404
    live = Revision.objects.live().at_address(day=day, slug=slug).select_related("article", "section").first()
    if live is None:
        return without_text(request, day=day, slug=slug)
    seen = Revision.objects.seen().filter(article=live.article_id, was_withdrawn=False)
    page = page_of(seen, request, time="live_from", key="pk")
    earlier = (
        seen.filter(live_from__lt=page.rows[-1].live_from).order_by("-live_from")[:1] if page.older else []
    )
    context = {
        "revision": live,
        "page": page,
        "versions": list(_versions([*page.rows, *earlier], len(page.rows))),
    }
    return render(request, "articles/article_versions.html", context)


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """One text for whoever has a link to it; the article itself once readers know that text or a later one."""
    link = previews.link_of(token)
    if link is None:
        return previews.unlisted(render(request, "articles/preview_gone.html", status=404))
    if previews.has_been_overtaken(link):
        return previews.unlisted(HttpResponseRedirect(link.revision.get_absolute_url()))
    return previews.page(request, link.revision, link=link)


def _versions(revisions: Sequence[Revision], shown: int) -> Iterator[Version]:
    """The first of some revisions that follow each other backwards; one in which readers saw nothing new is no version.

    Beyond those shown there is at most the one that the last of them is compared with.
    """
    prefetch_related_objects(revisions, *PARTS, TOPICS)
    changes = comparisons(revisions[::-1], fields=SEEN_BY_READERS)[::-1]
    for revision, differences in zip(revisions, changes, strict=False):
        if changed := [difference for difference in differences if difference.is_changed]:
            yield Version(revision, changed)
    if revisions and len(revisions) == shown:
        yield Version(revisions[-1], None)
