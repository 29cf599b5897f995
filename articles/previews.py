"""Previews: any revision as its page will look, and signed links to one for people without an account."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP, build_policy

from articles import publishing
from articles.models import Article, PreviewLink, Revision
from newsroom.site import absolute

MAX_DAYS = 30


# Links


@transaction.atomic
def make_link(article: Article, *, by: User, days: int) -> PreviewLink:
    """A link to what the working copy says now, for a number of days (up to `MAX_DAYS`); later changes do not reach it.

    The text is frozen for it, unless a frozen one says the same.
    """
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    now = timezone.now()
    return PreviewLink.objects.create(
        revision=_frozen(article, by=by), created_by=by, created_at=now, expires_at=now + timedelta(days=days)
    )


def revoke(link: PreviewLink) -> None:
    """End a link now; one that is revoked already stays so since then."""
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def address_of(link: PreviewLink) -> str:
    """The link’s whole address: its key, signed with the site’s secret, so there is nothing to guess."""
    return absolute(reverse("articles:preview", kwargs={"token": _signer().sign(str(link.pk))}))


def link_of(token: str, *, at: datetime | None = None) -> PreviewLink | None:
    """The valid link that a token names, with its revision and article; one query for a token of ours, else none."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    links = PreviewLink.objects.valid(at=at).select_related("revision__article")
    return links.filter(pk=key).first()


def has_been_overtaken(link: PreviewLink, *, at: datetime | None = None) -> bool:
    """Whether readers have seen the text of a link or a later one, or the article has left them since it was made."""
    at = at or timezone.now()
    shown = link.revision.article.revisions.filter(live_from__lte=at).order_by("-live_from").first()
    if shown is None:
        return False
    has_ended = shown.live_until is not None and link.created_at <= shown.live_until <= at
    return has_ended or shown.saved_at >= link.revision.saved_at


def _signer() -> Signer:
    return Signer(salt="articles.previews", sep=".")


def _frozen(article: Article, *, by: User) -> Revision:
    """The frozen text that says what the working copy says; where nobody has begun one, what is or will be live."""
    frozen = article.revisions.filter(is_working_copy=False)
    newest = frozen.order_by(*publishing.NEWEST_FIRST).first()
    draft = article.revisions.filter(is_working_copy=True).first()
    if newest and (draft is None or not draft.version):
        return newest
    return publishing.keep(draft or publishing.working_copy(article), by=by) or frozen.latest(
        "saved_at", "pk"
    )


# Pages


def page(request: HttpRequest, revision: Revision, **context: Any) -> HttpResponse:
    """A revision on its public page, without replies and whatever is for machines; never stored, never indexed.

    What the page loads costs as much as the public one.
    """
    loaded = Revision.objects.for_page().get(pk=revision.pk)
    context |= {"revision": loaded, "is_preview": True}
    response = render(request, "articles/preview.html", context)
    return unlisted(response)


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches and search engines, and its address out of `Referer`."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def frameable(response: HttpResponse) -> HttpResponse:
    """Let our own pages show a public page in a frame; its policy is otherwise that of all public pages."""
    policy: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}
    response.headers["Content-Security-Policy"] = build_policy(policy)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
