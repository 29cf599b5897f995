"""How the desk says what state an article is in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Revision
from articles.states import State, state_of


def explain(revision: Revision | None, article: Any, *, may_change: bool = True) -> str:
    """What the head of a form says: what readers see, and what becomes of what is typed.

    `article` is annotated by `with_state`; both are None for a new one.
    """
    if revision is None:
        return _("Draft. Readers do not see it yet.")
    if not revision.is_working_copy and article.is_live:
        return _("This text is frozen; readers have seen it.")
    words = _words_of(revision, article, may_change=may_change)
    if revision.ready_at:
        words = _("Ready for review since %(time)s. %(state)s") % {
            "time": at(revision.ready_at),
            "state": words,
        }
    return (
        f"{words} {_('Sent back: %s') % revision.note}" if revision.note and not revision.ready_at else words
    )


def in_list(article: Any) -> str:
    """The state as a list says it, with the time at which it changes; `article` is annotated by `with_state`."""
    state = state_of(article)
    words = [str(state.label)]
    if state == State.LIVE and article.has_changes:
        words = [_("Live, with unpublished changes")]
    if article.ready_at and state != State.READY:
        words.append(_("ready for review"))
    if article.goes_live_at:
        time = at(article.goes_live_at)
        words.append(_("for %s") % time if state == State.SCHEDULED else _("change on %s") % time)
    if article.expires_at:
        words.append(_("until %s") % at(article.expires_at))
    return ", ".join(words)


def at(moment: datetime) -> str:
    """A time with its zone."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _words_of(revision: Revision, article: Any, *, may_change: bool) -> str:
    match state_of(article):
        case State.LIVE:
            return _live(revision, article, may_change=may_change)
        case State.SCHEDULED:
            words = _("Goes live on %s. Publish or schedule again to replace what will be seen then.")
            return words % at(article.goes_live_at)
        case State.WITHDRAWN:
            return _("Withdrawn on %s. Publishing brings it back.") % at(article.withdrawn_at)
        case State.EXPIRED:
            return _("Readers saw it until its time ended.")
        case State.READY:
            return _("Readers do not see it yet.")
        case _:
            return _("Draft. Readers do not see it yet.")


def _live(revision: Revision, article: Any, *, may_change: bool) -> str:
    words = [_("Live. What you change here stays with us until you publish it.")]
    if revision.version:
        words = [_("Live, with changes that readers do not see yet.")]
    elif not may_change:
        words = [_("Live.")]
    if article.goes_live_at:
        words.append(_("Another text replaces it on %s.") % at(article.goes_live_at))
    if article.expires_at:
        words.append(_("It ends on %s.") % at(article.expires_at))
    return " ".join(words)
