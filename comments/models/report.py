"""Reports: readers point out a reply to the moderators."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Complaint(models.TextChoices):
    """What a reader says is wrong with a reply."""

    INSULT = "insult", _("It insults or harasses somebody")
    HATE = "hate", _("It incites hatred")
    UNLAWFUL = "unlawful", _("It is against the law")
    PRIVATE = "private", _("It tells something private")
    SPAM = "spam", _("It is advertising")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet["Report"]):
    """Sets of reports."""

    def open(self) -> Self:
        """Those about which no moderator has decided yet."""
        return self.filter(handled_at=None)


class Report(models.Model):
    """One visitor says that something is wrong with one comment; once.

    A visitor is a browser (`guest` is the key that it keeps) and an address (`address` and `block` are keyed
    hashes, see `newsroom.visitors`): what came from either before is not counted again; but of those who are trusted,
    several behind one address count each. All three are forgotten as the network data of comments is, and the report stays.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name=_("reply"))
    guest = models.CharField(max_length=32, blank=True, editable=False)
    address = models.CharField(max_length=32, blank=True, editable=False)
    block = models.CharField(max_length=32, blank=True, editable=False)
    complaint = models.CharField(_("what is wrong"), max_length=10, choices=Complaint)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    is_trusted = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    handled_at = models.DateTimeField(_("handled"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["block", "made_at"], condition=~Q(block=""), name="comments_report_block"),
            models.Index(fields=["comment"], condition=Q(handled_at=None), name="comments_report_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "guest"], condition=~Q(guest=""), name="comments_report_once_a_browser"
            ),
            models.UniqueConstraint(
                fields=["comment", "address"],
                condition=~Q(address="") & Q(is_trusted=False),
                name="comments_report_once_an_address",
            ),
            models.CheckConstraint(
                condition=Q(complaint__in=Complaint.values), name="comments_report_complaint_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_complaint_display()}: {self.words[:60]}"
