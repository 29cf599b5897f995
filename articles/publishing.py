"""What editors do with an article: open its working copy, publish it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Revision

CHILDREN = ("key_points", "bylines", "attributions", "promotions")


@transaction.atomic
def working_copy(article: Article) -> Revision:
    """The revision of an article that is being written; a copy of the newest text where there is none yet."""
    Article.objects.select_for_update().get(pk=article.pk)
    if existing := article.revisions.filter(is_working_copy=True).first():
        return existing

    newest = article.revisions.latest("live_from")
    copy = Revision.objects.get(pk=newest.pk)
    copy.pk = None
    copy._state.adding = True
    copy.is_working_copy = True
    copy.version = 0
    copy.live_from = copy.live_until = None
    copy.save()
    _copy_children(newest, copy)
    return copy


@transaction.atomic
def publish(
    draft: Revision,
    *,
    by: User,
    is_substantive: bool = False,
    at: datetime | None = None,
) -> None:
    """Freeze a working copy and make it what readers see from a time on (now, if none is given).

    The first publication fixes the article's day, in the site's time zone, and so its address. Later ones end the
    window of the text before at the same moment; `is_substantive` moves the “updated” that readers see.
    Raises ValueError for a text that is frozen already, and IntegrityError where another article of that day has the
    slug.
    """
    at = at or timezone.now()
    article = Article.objects.select_for_update().get(pk=draft.article_id)
    if not article.revisions.filter(pk=draft.pk, is_working_copy=True).exists():
        raise ValueError("Only a working copy can be published.")
    if article.first_published_on is None:
        article.first_published_on = timezone.localdate(at)
        article.save(update_fields=["first_published_on"])
    article.revisions.filter(live_from__isnull=False, live_until=None).update(live_until=at)
    draft.article = article
    draft.is_working_copy = False
    draft.live_from = at
    draft.saved_by = by
    if draft.first_published_at is None:
        draft.first_published_at = at
    elif is_substantive:
        draft.updated_at = at
    draft.save()


def _copy_children(source: Revision, target: Revision) -> None:
    for name in CHILDREN:
        rows = list(getattr(source, name).all())
        for row in rows:
            row.pk = None
            row.revision = target
        getattr(target, name).bulk_create(rows)
    target.topics.set(source.topics.all())
