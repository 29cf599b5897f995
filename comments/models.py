"""Comments: what readers write under articles, and what was decided about it."""

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class State(models.TextChoices):
    """What has been decided about a comment."""

    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Published")
    REJECTED = "rejected", _("Not published")
    SPAM = "spam", _("Spam")


def new_secret() -> str:
    """32 characters that nobody can guess (192 random bits)."""
    return secrets.token_urlsafe(24)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Sets of comments; everything that readers see starts from `approved`."""

    def approved(self) -> Self:
        """What readers may see."""
        return self.filter(state=State.APPROVED)

    def pending(self) -> Self:
        """What waits for a moderator."""
        return self.filter(state=State.PENDING)


class Comment(models.Model):
    """A reader's reply to an article, or to another reader; nobody else sees it until a moderator approves it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    text = models.TextField(_("comment"), max_length=5000)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("email"))
    website = models.URLField(_("website"), blank=True)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="comments_decided",
        verbose_name=_("decided by"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["article", "state", "created_at"],
                name="comments_comment_thread",
            ),
            models.Index(fields=["state", "created_at"], name="comments_comment_queue"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comments_comment_state_known"),
            models.CheckConstraint(
                condition=Q(
                    state=State.PENDING,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | (~Q(state=State.PENDING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="comments_comment_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(name=""),
                name="comments_comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        """Where readers find it, once it is approved."""
        return f"{self.article.get_absolute_url()}#comment-{self.pk}"

    @property
    def status_page(self) -> str:
        """The private address where its writer sees what became of it."""
        return reverse("comments:status", kwargs={"secret": self.secret})
