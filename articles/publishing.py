"""What reporters and editors do with an article: write, keep, send to review, publish, schedule, withdraw, restore."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.contents import contents, copy_contents
from articles.models import Article, OldAddress, Revision
from newsroom.people import name_of

NEWEST_FIRST = (F("live_from").desc(nulls_last=True), "-saved_at", "-pk")


# The working copy


@transaction.atomic
def working_copy(article: Article) -> Revision:
    """The revision of an article that is being written.

    Where there is none it is made: a copy of the text that is live or will be, else of the last that was kept.
    """
    Article.objects.select_for_update().get(pk=article.pk)
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
    kept = draft.article.revisions.filter(is_working_copy=False).order_by("-saved_at", "-pk").first()
    if kept and contents(kept) == contents(draft):
        return None
    copy = _duplicate(draft, is_working_copy=False)
    copy.note = note
    copy.ready_at = None
    _sign(copy, by)
    copy.save()
    return copy


@transaction.atomic
def discard(draft: Revision, *, by: User) -> None:
    """Part with a working copy, so that the next one starts from the text that is live, or was last kept.

    What is discarded stays in the history. Raises ValueError where there is nothing to go back to.
    """
    if not draft.article.revisions.filter(is_working_copy=False).exists():
        raise ValueError("This article has no other text to go back to.")
    is_published = draft.article.revisions.filter(live_from__isnull=False).exists()
    if is_published:
        keep(draft, by=by, note="")
    draft.delete()


@transaction.atomic
def restore(revision: Revision, *, by: User, note: str = "") -> Revision:
    """Make the working copy say what an older revision says; what it said before stays in the history.

    A section that is gone stays empty. Returns the working copy.
    """
    draft = working_copy(revision.article)
    if draft.version:
        keep(draft, by=by)
    draft.version += 1
    draft.note = note
    _sign(draft, by)
    copy_contents(revision, draft)
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
    Raises ValueError for a text that is frozen already and for a time under embargo, and IntegrityError where another
    article of that day has the slug.
    """
    now = timezone.now()
    at = at or now
    article = Article.objects.select_for_update().get(pk=draft.article_id)
    if not article.revisions.filter(pk=draft.pk, is_working_copy=True).exists():
        raise ValueError("Only a working copy can be published.")
    if draft.embargoed_until and at < draft.embargoed_until:
        raise ValueError("This text is under embargo at that time.")
    article.revisions.filter(Q(live_from__gt=now) | Q(live_from__gte=at)).update(
        live_from=None, live_until=None
    )
    before = article.revisions.filter(live_from__isnull=False).order_by("-live_from").first()
    if before is None:
        article.first_published_on = timezone.localdate(at)
        article.save(update_fields=["first_published_on"])
    article.revisions.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lt=at).update(
        live_until=at
    )
    draft.article = article
    draft.is_working_copy = False
    draft.ready_at = None
    draft.live_from, draft.live_until = at, until
    draft.first_published_at = before.first_published_at if before else at
    draft.updated_at = before.updated_at if before else None
    if before and is_substantive:
        draft.updated_at = at
    _sign(draft, by)
    draft.save()


@transaction.atomic
def unschedule(article: Article, *, by: User) -> Revision:
    """Take back the text that is scheduled; what is live stays live. Returns the working copy.

    Raises ValueError where nothing is scheduled.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    scheduled = article.revisions.filter(live_from__gt=timezone.now()).first()
    if scheduled is None:
        raise ValueError("Nothing is scheduled.")
    start, end = scheduled.live_from, scheduled.live_until
    scheduled.live_from = scheduled.live_until = None
    scheduled.save(update_fields=["live_from", "live_until"])
    article.revisions.filter(live_until=start).update(live_until=end)
    if not article.revisions.filter(live_from__isnull=False).exists():
        article.first_published_on = None
        article.save(update_fields=["first_published_on"])
    return _reopened(article, scheduled, by=by)


@transaction.atomic
def withdraw(article: Article, *, by: User, note: str, at: datetime | None = None) -> None:
    """Take an article from readers; its address answers “gone”, with the note. What was scheduled is dropped.

    Raises ValueError for an article that is not live, and IntegrityError without a note.
    """
    at = at or timezone.now()
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.revisions.live(at=at).exists():
        raise ValueError("Only a live article can be withdrawn.")
    article.revisions.filter(live_from__gt=at).update(live_from=None, live_until=None)
    article.revisions.live(at=at).update(live_until=at)
    article.withdrawn_at, article.withdrawn_by, article.withdrawal_note = at, by, note.strip()
    article.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_note"])


@transaction.atomic
def move(article: Article, slug: str) -> None:
    """Give an article another slug; once readers have known it, the old address leads to the new one.

    Raises IntegrityError where another article of that day has the slug or had it.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    day = article.first_published_on
    if day and article.slug != slug:
        article.old_addresses.filter(day=day, slug=slug).delete()
        if article.revisions.filter(live_from__lte=timezone.now()).exists():
            OldAddress.objects.create(article=article, day=day, slug=article.slug)
    article.slug = slug
    article.save(update_fields=["slug"])


def _sign(revision: Revision, by: User) -> None:
    """Note who saved a revision, and when; the name outlives the account."""
    revision.saved_by = by
    revision.saved_by_name = name_of(by)
    revision.saved_at = timezone.now()


def _move_on(draft: Revision, *, by: User, ready_at: datetime | None, note: str = "") -> None:
    draft.ready_at = ready_at
    draft.version += 1
    draft.note = note or draft.note
    _sign(draft, by)
    draft.save(update_fields=["ready_at", "version", "note", "saved_by", "saved_by_name", "saved_at"])


def _reopened(article: Article, scheduled: Revision, *, by: User) -> Revision:
    """The working copy after its publication was taken back; a later one, begun meanwhile, is left as it is."""
    draft = working_copy(article)
    if not article.revisions.filter(live_from__isnull=False).exists():
        draft.first_published_at = None
        draft.save(update_fields=["first_published_at"])
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
    copy.live_from = copy.live_until = None
    copy.save()
    copy_contents(revision, copy)
    return copy
