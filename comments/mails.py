"""What guests and moderators are written about replies. Nothing that a guest wrote is in a mail that asks.

All are in the site's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from articles.models import Revision
from comments.models import Comment, Confirmation, Decision, State, Subscription, new_secret
from newsroom import site
from newsroom.outbox import letters, mail
from newsroom.outbox.models import Mail, MailQuerySet

ABOUT = "replies/"  # how the mark of each begins, by which they are told from the site's other mails
SHOWN = 600  # characters of a reply


@dataclass(frozen=True)
class Notice:
    """A letter to many, which differ in the address that ends it alone; `mark` stands where that goes."""

    subject: str
    text: str
    html: str
    mark: str
    about: str

    def to(self, subscription: Subscription) -> Mail:
        """The mail for one of them; it can be ended by one click in the mail program (RFC 8058)."""
        page = site.absolute(subscription.page)
        return mail.draft(
            to=subscription.email,
            subject=self.subject,
            text=self.text.replace(self.mark, page),
            html=self.html.replace(self.mark, page),
            about=self.about,
            headers={"List-Unsubscribe": f"<{page}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def confirm(confirmation: Confirmation, wanted: Iterable[Subscription]) -> Mail:
    """Ask whoever reads this mailbox whether a reply is theirs. Whoever wrote it has no say in the words."""
    comment = confirmation.comment
    with override(settings.LANGUAGE_CODE):
        subject = _("%s: please confirm your address") % settings.SITE_NAME
        context = {
            "subject": subject,
            "headline": headline_of(comment.article_id),
            "topics": [one.get_topic_display() for one in wanted],
            "page": site.absolute(confirmation.page),
            "end_all": site.absolute(reverse("comments:mailbox", args=[confirmation.secret])),
            "site_name": settings.SITE_NAME,
        }
        text, html = letters.render("comments/mail/confirm", context)
        return mail.write(to=comment.email, subject=subject, text=text, html=html, about=_about(comment))


def decided(decision: Decision, comment: Comment) -> Notice:
    """Tell the writer of a reply what was decided about it, and why: `decision` is the one that says so."""
    with override(settings.LANGUAGE_CODE):
        is_published = comment.state == State.APPROVED
        subject = _("Your reply is published") if is_published else _("Your reply was not published")
        page = comment.get_absolute_url() if is_published else comment.status_page
        context = {
            "decision": decision,
            "note": quoted(decision.note, 1000),
            "is_published": is_published,
            "page": site.absolute(page),
        }
        return _notice("decided", subject, comment, context)


def answered(comment: Comment) -> Notice:
    """Tell somebody that their reply was answered."""
    with override(settings.LANGUAGE_CODE):
        return _published("answered", _("%s replied to you"), comment)


def added(comment: Comment) -> Notice:
    """Tell those who follow an article of one more reply."""
    with override(settings.LANGUAGE_CODE):
        return _published("added", _("A new reply from %s"), comment)


def digest(user: User, context: dict[str, Any]) -> Mail:
    """Tell a moderator what waits (`comments.digests`)."""
    with override(settings.LANGUAGE_CODE):
        count = context["count"]
        words = ngettext("%(count)d reply waits", "%(count)d replies wait", count) % {"count": count}
        for comment in context["first"]:
            comment.quoted = quoted(comment.text, 200)
        full = context | {
            "subject": f"{settings.SITE_NAME}: {words}",
            "words": words,
            "queue": site.absolute(reverse("admin:comments_comment_queue")),
            "settings_page": site.absolute(reverse("admin:comments_digest_changelist")),
        }
        text, html = letters.render("comments/mail/digest", full)
        return mail.write(
            to=user.email,
            subject=full["subject"],
            text=text,
            html=html,
            about=_about(*context["first"]),
        )


def written() -> MailQuerySet:
    """All that was written about replies."""
    return Mail.objects.filter(about__startswith=ABOUT)


def about(comment: Comment) -> MailQuerySet:
    """What was written about a reply, whoever got it: its writer, moderators, people who follow."""
    return written().filter(about__contains=f"/{comment.pk}/")


def to(subscription: Subscription) -> MailQuerySet:
    """What was sent for a subscription, known by the address in it that ends it; most of it tells of others' replies."""
    return written().filter(to=subscription.email, text__contains=subscription.page)


def headline_of(article: int) -> str:
    """What readers see an article headed just now, by its key; empty where they see none. One query."""
    live = Revision.objects.live().filter(article=article)
    return live.values_list("headline", flat=True).first() or ""


def quoted(text: str, most: int = SHOWN) -> str:
    """The beginning of a reply in a plain mail: each line marked, so that it cannot pass for ours."""
    shown = Truncator(text).chars(most)
    return "\n".join(f"> {line}".rstrip() for line in shown.splitlines())


def _published(name: str, subject: str, comment: Comment) -> Notice:
    return _notice(name, subject % comment.name, comment, {"page": site.absolute(comment.get_absolute_url())})


def _notice(name: str, subject: str, comment: Comment, context: dict[str, Any]) -> Notice:
    mark = new_secret()
    full = {
        **context,
        "subject": subject,
        "comment": comment,
        "headline": headline_of(comment.article_id),
        "excerpt": Truncator(comment.text).chars(SHOWN),
        "quoted": quoted(comment.text),
        "end": mark,
        "site_name": settings.SITE_NAME,
    }
    return Notice(subject, *letters.render(f"comments/mail/{name}", full), mark, _about(comment))


def _about(*comments: Comment) -> str:
    """The mark of a mail: the keys of the replies that it tells of, as “replies/7/12/”; a mail quotes none but these."""
    return "".join([ABOUT, *(f"{comment.pk}/" for comment in comments)])
