"""Who gets mail about replies: guests that asked for it and confirmed their address; moderators with a digest."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models.comment import Comment, new_secret
from comments.models.decision import Decision


class Topic(models.TextChoices):
    """What a guest is told of by mail."""

    DECIDED = "decided", _("Tell me when it is decided")
    ANSWERS = "answers", _("Mail me replies to mine")
    ALL = "all", _("Mail me all replies here")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Sets of subscriptions."""

    def active(self) -> Self:
        """Those whose address was confirmed, and that nobody has ended."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def unconfirmed(self) -> Self:
        """Those that were asked for, and that nobody has confirmed or ended."""
        return self.filter(confirmed_at=None, ended_at=None)


class Subscription(models.Model):
    """An address, in small letters, that is to be told of something once the person who reads its mail has confirmed that.

    The secret stands in the mails alone: whoever has it may end the subscription. `told_of` is the last decision that
    the reply's writer was told of.
    """

    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="subscriptions")
    article = models.ForeignKey(Article, models.CASCADE, related_name="subscriptions")
    email = models.EmailField(_("email"))
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    told_of = models.ForeignKey(Decision, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["article", "topic"], name="comments_subscription_article"),
            models.Index(fields=["email", "asked_at"], name="comments_subscription_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=Topic.values), name="comments_subscription_topic_known"
            ),
            models.UniqueConstraint(
                fields=["topic", "comment"],
                condition=Q(comment__isnull=False),
                name="comments_subscription_once_a_reply",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.email}"

    @property
    def page(self) -> str:
        """Where it is ended; this address is as private as the mail that it stands in."""
        return reverse("comments:subscription", kwargs={"secret": self.secret})


class Frequency(models.TextChoices):
    """How often a moderator gets mail of what waits."""

    AT_ONCE = "at-once", _("At once")
    HOURLY = "hourly", _("Every hour")
    DAILY = "daily", _("Every day")
    NEVER = "never", _("Never")


class Digest(models.Model):
    """How often a member of staff is told of replies that wait, and up to which one they were told."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reply_digest"
    )
    frequency = models.CharField(_("mail"), max_length=10, choices=Frequency, default=Frequency.DAILY)
    told_until = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="comments_digest_frequency_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"
