"""The outbox: a row is a mail that waits, was sent, or could not be sent."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=30)  # what a mail says of a person, once it is sent or given up


class MailQuerySet(models.QuerySet["Mail"]):
    """Sets of mails."""

    def waiting(self) -> "MailQuerySet":
        """Those that were neither sent nor given up, the one that is due first in front."""
        return self.filter(sent_at=None, given_up_at=None).order_by("next_try_at", "pk")

    def due(self, *, at: datetime | None = None) -> "MailQuerySet":
        """Those that wait and are to be tried now."""
        return self.waiting().filter(next_try_at__lte=at or timezone.now())

    def sent(self) -> "MailQuerySet":
        """Those that the mail server has taken."""
        return self.filter(sent_at__isnull=False)

    def given_up(self) -> "MailQuerySet":
        """Those that cannot be sent."""
        return self.filter(given_up_at__isnull=False)

    def done_with(self, *, at: datetime | None = None) -> "MailQuerySet":
        """Those that are no longer kept."""
        before = (at or timezone.now()) - KEPT
        return self.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before))


class Mail(models.Model):
    """A mail to one person, in plain text and, if it has one, in HTML.

    `about` begins with the mark of the app that wrote it. By it a mail is found again where what it tells of is to be
    forgotten, and opened to the staff whose work it is (`newsroom.outbox.readers`).
    While a worker sends it, `error` is empty and `next_try_at` is when that worker is taken for dead.
    """

    to = models.EmailField(_("to"), db_index=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    about = models.CharField(_("about"), max_length=120, blank=True, db_index=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="outbox_mail_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="outbox_mail_sent_or_given_up",
            )
        ]

    def __str__(self) -> str:
        return self.subject
