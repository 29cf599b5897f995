"""What reporters and editors do with an article: write, keep, send to review, publish, schedule, withdraw, restore."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from articles import search
from articles.contents import contents, copy_contents
from articles.models import Article, OldAddress, Revision
from articles.tasks import propose_related
from newsroom.people import name_of

NEWEST_FIRST = (F("live_from").desc(nulls_last=True), "-saved_at", "-pk")


# The working copy


@transaction.atomic
def working_copy(article: Article) -> Revision:
    """The revision of an article that is being written.

    Where there is none it is made: a copy of the text that is live or will be, else of the last that was kept.
    """
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if existing := article.revisions.filter(is_working_copy=True).first():
        return existing

    newest = article.revisions.order_by(*NEWEST_FIRST)[0]
    copy = _duplicate(newest, is_working_copy=True)
    copy.note = ""
    copy.save(update_fields=["note"])
    return copy


@transaction.atomic
def keep(draft: Revision, *, by: User, note: str = "") -> Revision | None:
    """Freeze a copy of a working copy for the history; None where the last one kept says the same already."""
    _locked(draft)
    kept = draft.article.revisions.filter(is_working_copy=False).order_by("-saved_at", "-pk").first()
    if kept and note in {"", kept.note} and contents(kept) == contents(draft):
        return None
    copy = _duplicate(draft, is_working_copy=False)
    copy.note = note
    copy.ready_at = None
    _sign(copy, by)
    copy.save()
    return copy


@transaction.atomic
def save(draft: Revision, *, by: User, note: str = "") -> None:
    """Keep what was just stored. The first save of a copy that says what readers see already leaves it untouched."""
    is_first = draft.version == 1
    if keep(draft, by=by, note=note) is None and is_first and not note:
        draft.version = 0
        draft.save(update_fields=["version"])


@transaction.atomic
def discard(draft: Revision, *, by: User) -> None:
    """Go back from a working copy to the text that is live or will be, else to the last kept that says something else.

    What is discarded stays in the history. Raises ValueError where there is nothing to go back to.
    """
    _locked(draft)
    kept = draft.article.revisions.filter(is_working_copy=False).order_by(*NEWEST_FIRST)
    base = next((text for text in kept if text.live_from or contents(text) != contents(draft)), None)
    if base is None:
        raise ValueError("This article has no other text to go back to.")
    if draft.version:
        keep(draft, by=by)
    if base.live_from:
        draft.delete()
        return
    draft.version += 1
    _sign(draft, by)
    copy_contents(base, draft)


@transaction.atomic
def restore(revision: Revision, *, by: User, note: str = "") -> Revision:
    """Make the working copy say what an older revision says, and keep it so, as a save does.

    What it said before stays in the history. A section that is gone stays empty, and an embargo that was set since
    stands. Returns the working copy.
    """
    draft = working_copy(revision.article)
    if draft.version:
        keep(draft, by=by)
    embargoes = [text.embargoed_until for text in (draft, revision) if text.embargoed_until]
    draft.version += 1
    draft.note = ""
    _sign(draft, by)
    copy_contents(revision, draft)
    draft.embargoed_until = max(embargoes, default=None)
    draft.save(update_fields=["embargoed_until"])
    keep(draft, by=by, note=note)
    return draft


@transaction.atomic
def send_to_review(draft: Revision, *, by: User) -> None:
    """Say that a working copy waits for an editor."""
    _move_on(draft, by=by, ready_at=timezone.now())


@transaction.atomic
def send_back(draft: Revision, *, by: User, note: str = "") -> None:
    """Return a working copy to its writer; the note says why."""
    _move_on(draft, by=by, ready_at=None, note=note)


# What readers see


@transaction.atomic
def publish(
    draft: Revision,
    *,
    by: User,
    is_substantive: bool = False,
    at: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Freeze a working copy and make it what readers see from a time on (now, if none is given).

    A time to come schedules it, in the place of any text that was scheduled before; `until` ends its window. The
    first publication fixes the article's day, in the site's time zone, and so its address. Later ones end the window
    of the text before at the same moment; `is_substantive` moves the “updated” that readers see.
    Raises ValueError for a text that is frozen already, for a time under embargo and for an end that comes too early,
    and IntegrityError where another article of that day has the slug, or had it.
    """
    article = _locked(draft)
    now = timezone.now()  # not before it is our turn: who comes second is later
    at = at or now
    if draft.embargoed_until and at < draft.embargoed_until:
        raise ValueError("This text is under embargo at that time.")
    if until and until <= at:
        raise ValueError("It would end before it starts.")
    _take_back(article, article.revisions.filter(Q(live_from__gt=now) | Q(live_from__gte=at)), until=at)
    before = article.revisions.filter(live_from__isnull=False).order_by("-live_from").first()
    if before is None:
        article.first_published_on = timezone.localdate(at)
        _save_address(article)
    article.revisions.live(at=at).update(live_until=at)
    draft.article = article
    draft.is_working_copy = False
    draft.ready_at = None
    draft.live_from, draft.live_until, draft.expires_at = at, until, until
    draft.first_published_at = before.first_published_at if before else at
    updated_before = before.updated_at if before else None
    draft.updated_at = at if before and is_substantive else updated_before
    _sign(draft, by, form_key=draft.form_key)
    draft.save()
    search.index(draft)
    propose_related.enqueue(article.pk)


@transaction.atomic
def unschedule(article: Article, *, by: User) -> Revision:
    """Take back the text that is scheduled; what is live stays live, as long as it would have been without it.

    Returns the working copy. Raises ValueError where nothing is scheduled, and IntegrityError where the section of
    the live text was deleted since.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    scheduled = article.revisions.filter(live_from__gt=timezone.now()).first()
    if scheduled is None:
        raise ValueError("Nothing is scheduled.")
    _take_back(article, article.revisions.filter(pk=scheduled.pk))
    if not article.revisions.filter(live_from__isnull=False).exists():
        article.first_published_on = None
        article.save(update_fields=["first_published_on"])
        article.revisions.update(first_published_at=None, updated_at=None)
    return _reopened(article, scheduled, by=by)


@transaction.atomic
def withdraw(article: Article, *, by: User, note: str, at: datetime | None = None) -> None:
    """Take an article from readers; its address answers “gone”, with the note. What was scheduled is dropped.

    The public versions leave the text out, for ever.

    Raises ValueError for an article that is not live, and IntegrityError without a note.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    at = at or timezone.now()
    if not article.revisions.live(at=at).exists():
        raise ValueError("Only a live article can be withdrawn.")
    _take_back(article, article.revisions.filter(live_from__gt=at), until=at)
    article.revisions.live(at=at).update(live_until=at, was_withdrawn=True)
    article.withdrawn_at, article.withdrawn_by, article.withdrawal_note = at, by, note.strip()
    article.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_note"])


@transaction.atomic
def move(article: Article, slug: str) -> None:
    """Give an article another slug; once readers have known it, the old address leads to the new one.

    Raises IntegrityError where another article of that day has the slug or had it.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    day = article.first_published_on
    if day and article.slug != slug:
        article.old_addresses.filter(day=day, slug=slug).delete()
        if article.revisions.filter(live_from__lte=timezone.now()).exists():
            OldAddress.objects.create(article=article, day=day, slug=article.slug)
    article.slug = slug
    _save_address(article)


def _locked(draft: Revision) -> Article:
    """The article of a working copy, held until the transaction ends.

    Raises ValueError for a text that is no working copy: it was published or discarded meanwhile.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=draft.article_id)
    if not article.revisions.filter(pk=draft.pk, is_working_copy=True).exists():
        raise ValueError("This is no working copy.")
    return article


def _take_back(article: Article, coming: QuerySet[Revision], *, until: datetime | None = None) -> None:
    """Take the windows of texts away; one that ended for them ends when it was meant to, at the latest at `until`."""
    starts = list(coming.values_list("live_from", flat=True))
    coming.update(live_from=None, live_until=None, expires_at=None)
    ends = Coalesce(Least("expires_at", Value(until)), Value(until)) if until else F("expires_at")
    article.revisions.filter(live_until__in=starts).update(live_until=ends)


def _save_address(article: Article) -> None:
    """Store an article's day and slug. Raises IntegrityError where another article has the address, or had it."""
    article.save(update_fields=["first_published_on", "slug"])
    day = article.first_published_on
    if day and OldAddress.objects.filter(day=day, slug=article.slug).exclude(article=article).exists():
        raise IntegrityError("This address leads to another article.")


def _sign(revision: Revision, by: User, *, form_key: str = "") -> None:
    """Note who saved a revision, and when; the name outlives the account.

    A form that was open goes on from its own save alone; `form_key` names the form whose doing this is.
    """
    revision.saved_by = by
    revision.saved_by_name = name_of(by)
    revision.saved_at = timezone.now()
    revision.form_key = form_key


def _move_on(draft: Revision, *, by: User, ready_at: datetime | None, note: str = "") -> None:
    _locked(draft)
    draft.ready_at = ready_at
    draft.version += 1
    draft.note = note
    _sign(draft, by)
    draft.save(
        update_fields=["ready_at", "version", "note", "saved_by", "saved_by_name", "saved_at", "form_key"]
    )


def _reopened(article: Article, scheduled: Revision, *, by: User) -> Revision:
    """The working copy after its publication was taken back; a later one, begun meanwhile, is left as it is."""
    draft = working_copy(article)
    if not draft.version:
        draft.version = 1
        _sign(draft, by)
        copy_contents(scheduled, draft)
    return draft


def _duplicate(revision: Revision, *, is_working_copy: bool) -> Revision:
    """A stored copy of a revision, without window and version."""
    copy = Revision.objects.get(pk=revision.pk)
    copy.pk = None
    copy._state.adding = True
    copy.is_working_copy = is_working_copy
    copy.version = 0
    copy.form_key = ""
    copy.was_withdrawn = False
    copy.live_from = copy.live_until = copy.expires_at = None
    copy.save()
    copy_contents(revision, copy)
    return copy
