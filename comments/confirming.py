"""Saying yes to a mail that asked: the reply is its reader's, and so are the mails that it asks for."""

import logging

from django.db import transaction
from django.utils import timezone

from articles.models import Revision
from comments import log, receiving, subscriptions, tasks
from comments.models import Comment, Confirmation
from comments.opening import opening_of

logger = logging.getLogger(__name__)


@transaction.atomic
def confirm(confirmation: Confirmation) -> bool:
    """Take a yes, once and in time; whether it was taken.

    From now on the reply counts as one of this address, is looked at again where it waits for its first decision, and
    its writer is told of what was decided before. Whoever says yes wants mail again.
    """
    at = timezone.now()
    comment = Comment.objects.locked().filter(pk=confirmation.comment_id).first()
    asked = Confirmation.objects.open(at=at).filter(pk=confirmation.pk)
    if comment is None or not asked.update(confirmed_at=at):
        return False
    subscriptions.wanted(confirmation).update(confirmed_at=at)
    subscriptions.answered(comment.email)
    comment.email_confirmed_at, comment.untold_since = comment.email_confirmed_at or at, at
    comment.save(update_fields=["email_confirmed_at", "untold_since"])
    if comment.decision_id:
        tasks.decided.enqueue(comment.decision_id)
    else:
        _look_again(comment)
    return True


def _look_again(comment: Comment) -> None:
    """Let the article's rules say whether it is published now; what was decided just now stays, and what fails waits."""
    revision = Revision.objects.live().filter(article=comment.article_id).select_related("article").first()
    opening = opening_of(revision) if revision else None
    if opening and opening.is_open:
        try:
            with transaction.atomic():
                receiving.reconsider(comment, mode=opening.mode)
        except log.StaleError:
            pass  # a moderator, or its writer, was faster
        except Exception:
            logger.exception("Looking at a reply again failed; it waits.")
