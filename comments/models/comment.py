"""Comments: what readers write under articles, and how it stands with each."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

DEEPEST = 1000  # level that is counted; a page sets in far fewer


class State(models.TextChoices):
    """How it stands with a comment; readers see the approved ones alone."""

    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Published")
    REJECTED = "rejected", _("Not published")
    SPAM = "spam", _("Spam")
    TRASH = "trash", _("Trash")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")


REFUSED = {State.REJECTED, State.SPAM, State.TRASH}


class Badge(models.TextChoices):
    """Who wrote a comment, where readers are to know: the staff of the paper."""

    NONE = "", _("Reader")
    STAFF = "staff", _("Staff")
    AUTHOR = "author", _("Author")


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

    def in_threads(self) -> Self:
        """What has a place on the page: the approved ones, and the places of those that have approved answers."""
        answers = Comment.objects.approved()
        return self.filter(
            Q(state=State.APPROVED)
            | Exists(answers.filter(parent=OuterRef("pk")))
            | Exists(answers.filter(root=OuterRef("pk")))
        )

    def locked(self) -> Self:
        """For what this transaction changes, each with its article: lock it before all that hangs on it."""
        return self.select_for_update(of=["self"]).select_related("article")

    def queued(self) -> Self:
        """What waits, as moderators take it: likely spam last, and of the rest what has waited longest first."""
        return self.pending().order_by("is_likely_spam", "held_at", "pk")


class Comment(models.Model):
    """A reader's reply to an article, or to another reader.

    Nobody else sees it until a decision approves it. Whatever changes it (a decision, its writer) raises its
    `version`, so that an act on what has changed since it was seen can be refused. Its `fingerprint` is of what was
    sent: the same form sent again, by a double click or after a lost answer, is the same reply. `block` and `network`
    are keyed hashes of where it came from (`newsroom.visitors`), `guest` is the key that its writer's browser keeps.
    `topics` is what its writer wants mail of, with commas between, until the worker has taken that up; `untold_since`,
    since when the worker is to tell those whom it concerns, until it has (`tasks.catch_up`).
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("in reply to")
    )
    root = models.ForeignKey("self", models.CASCADE, null=True, editable=False, related_name="thread")
    depth = models.PositiveSmallIntegerField(default=0, editable=False)

    text = models.TextField(_("comment"), max_length=5000)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("email"))
    website = models.URLField(_("website"), blank=True)
    badge = models.CharField(max_length=10, choices=Badge, blank=True, default=Badge.NONE, editable=False)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 (many may have none)
    text_digest = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    decision = models.ForeignKey(
        "Decision", models.RESTRICT, null=True, editable=False, related_name="+", verbose_name=_("last act")
    )
    held_at = models.DateTimeField(_("waits since"), default=timezone.now, editable=False)
    asked_again_at = models.DateTimeField(_("asked again"), null=True, editable=False)
    appeal = models.TextField(_("what its writer says to the decision"), max_length=1000, blank=True)
    announced_at = models.DateTimeField(null=True, editable=False)
    topics = models.CharField(max_length=60, blank=True, editable=False)
    untold_since = models.DateTimeField(null=True, editable=False)

    signals = models.JSONField(_("signals"), default=list, editable=False)
    score = models.SmallIntegerField(_("weight of all signals"), default=0, editable=False)
    is_likely_spam = models.BooleanField(_("likely spam"), default=False, editable=False)

    guest = models.CharField(max_length=32, blank=True, editable=False)
    email_confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    block = models.CharField(max_length=32, blank=True, editable=False)
    network = models.CharField(max_length=32, blank=True, editable=False)

    last_report = 0  # key of the newest report that was seen with it; a decision settles none that came later

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["article", "state", "created_at"], name="comments_comment_thread"),
            models.Index(fields=["root", "state"], name="comments_comment_answers"),
            models.Index(fields=["state", "created_at"], name="comments_comment_by_state"),
            models.Index(
                fields=["is_likely_spam", "held_at", "id"],
                condition=Q(state=State.PENDING),
                name="comments_comment_queue",
            ),
            models.Index(
                fields=["held_at", "id"],
                condition=Q(state=State.PENDING, asked_again_at__isnull=False),
                name="comments_comment_asked_again",
            ),
            models.Index(fields=["created_at"], name="comments_comment_time"),
            models.Index(
                fields=["untold_since"],
                condition=Q(untold_since__isnull=False),
                name="comments_comment_untold",
            ),
            models.Index(
                fields=["block", "created_at"], condition=~Q(block=""), name="comments_comment_block"
            ),
            models.Index(
                fields=["network", "created_at"], condition=~Q(network=""), name="comments_comment_network"
            ),
            models.Index(fields=["guest"], condition=~Q(guest=""), name="comments_comment_guest"),
            models.Index(fields=["email"], name="comments_comment_email"),
            models.Index(fields=["text_digest", "created_at"], name="comments_comment_same_text"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comments_comment_state_known"),
            models.CheckConstraint(condition=Q(badge__in=Badge.values), name="comments_comment_badge_known"),
            models.CheckConstraint(
                condition=Q(state=State.PENDING) | Q(decision__isnull=False), name="comments_comment_decided"
            ),
            models.CheckConstraint(
                condition=(~Q(text="") & ~Q(name="")) | Q(state=State.ERASED, name="", email="", text=""),
                name="comments_comment_says_something",
            ),
            models.CheckConstraint(
                condition=Q(root__isnull=True, parent__isnull=True, depth=0)
                | Q(root__isnull=False, parent__isnull=False, depth__gt=0),
                name="comments_comment_in_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        """Where readers find it, once it is approved: an address that stays right on whichever page it comes to stand."""
        return reverse("comments:reply", kwargs={**self.article.address, "pk": self.pk})

    def stand_under(self, parent: "Comment | None") -> None:
        """Take its place in a thread: under the comment that it answers, or on its own."""
        self.parent = parent
        self.root_id = (parent.root_id or parent.pk) if parent else None
        self.depth = min(parent.depth + 1, DEEPEST) if parent else 0

    def is_answered(self) -> bool:
        """Whether somebody has answered what it says, and was not refused; one query."""
        return self.answers.exclude(state__in=REFUSED).exists()

    @property
    def status_page(self) -> str:
        """The private address where its writer sees what became of it."""
        return reverse("comments:status", kwargs={"secret": self.secret})

    @property
    def is_readable(self) -> bool:
        """Whether readers may see what it says; of the others on a page only the place is shown."""
        return self.state == State.APPROVED
