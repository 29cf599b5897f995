"""What is remembered of asking for leave to mail: the mails that asked, and which mailboxes want none."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment, new_secret

LENGTH = 32
VALID = timedelta(days=7)  # how long a mail that asks can be answered


def mailbox_of(email: str) -> str:
    """A keyed hash of the mailbox behind an address, whatever its case and its part after “+” (RFC 5233)."""
    local, _at, domain = email.lower().rpartition("@")
    mailbox = f"{local.partition('+')[0]}@{domain}"
    return salted_hmac("comments.mailbox", mailbox, algorithm="sha256").hexdigest()[:LENGTH]


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Sets of mails that asked."""

    def unanswered(self) -> Self:
        """Those that nobody has said yes to."""
        return self.filter(confirmed_at=None)

    def open(self, *, at: datetime | None = None) -> Self:
        """Those that can still be said yes to."""
        return self.unanswered().filter(asked_at__gt=(at or timezone.now()) - VALID)


class Confirmation(models.Model):
    """A mail that asked its reader whether a reply is theirs, and whether they want the mails that it asks for.

    The secret stands in that mail alone. It confirms what was wanted when it was written, and nothing that was added
    since.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="confirmations")
    mailbox = models.CharField(max_length=LENGTH)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        indexes = [models.Index(fields=["mailbox", "asked_at"], name="comments_confirmation_mailbox")]

    def __str__(self) -> str:
        return f"{self.comment_id}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def email(self) -> str:
        """Where it went."""
        return self.comment.email

    @property
    def page(self) -> str:
        """Where it is answered."""
        return reverse("comments:confirm", kwargs={"secret": self.secret})

    @property
    def is_too_old(self) -> bool:
        """Whether it can no longer be answered."""
        return self.asked_at <= timezone.now() - VALID


class NoMail(models.Model):
    """A mailbox whose owner wants no mail about replies, known by its hash alone."""

    mailbox = models.CharField(max_length=LENGTH, primary_key=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        verbose_name = _("mailbox without mail")
        verbose_name_plural = _("mailboxes without mail")

    def __str__(self) -> str:
        return self.mailbox
