"""The log of decisions: each act that changed how it stands with a comment, for ever; and what it said then."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment, State
from newsroom.counting import Rows


class Act(models.TextChoices):
    """What was done."""

    APPROVE = "approve", _("Approved")
    REJECT = "reject", _("Rejected")
    SPAM = "spam", _("Marked as spam")
    TRASH = "trash", _("Put into the trash")
    HOLD = "hold", _("Held again")
    UNDO = "undo", _("Undone")
    ASK_AGAIN = "ask-again", _("Asked again")
    WITHDRAW = "withdraw", _("Withdrawn")
    ERASE = "erase", _("Erased")


class Actor(models.TextChoices):
    """Who did it."""

    MODERATOR = "moderator", _("Moderator")
    RULE = "rule", _("Rule of the site")
    WRITER = "writer", _("Its writer")


class Reason(models.TextChoices):
    """Why a reply is not published, in words for its writer."""

    OFF_TOPIC = "off-topic", _("It is not about the article.")
    INSULT = "insult", _("It insults or harasses somebody.")
    HATE = "hate", _("It incites hatred against people.")
    UNLAWFUL = "unlawful", _("It may be against the law.")
    PRIVATE = "private", _("It tells something private about somebody.")
    ADVERTISING = "advertising", _("It advertises something.")
    FALSE = "false", _("It states as a fact what is not true.")
    DUPLICATE = "duplicate", _("It was sent more than once.")
    UNCLEAR = "unclear", _("We could not understand it.")
    OTHER = "other", _("Another reason.")


class Rule(models.TextChoices):
    """The rules that decide in nobody's name; each can be seen and undone by a moderator."""

    TRUSTED = "trusted", _("Earlier replies of the same person were published.")
    STAFF = "staff", _("It was written by the staff.")
    AFTERWARDS = "afterwards", _("Replies are published first here, and looked at afterwards.")
    SIGNALS = "signals", _("Its signals weigh as much as spam.")
    BANNED = "banned", _("Its writer, or their network, is banned for a time.")
    REPORTED = "reported", _("Readers reported it.")
    EDITED = "edited", _("Its writer changed it.")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Sets of decisions."""

    def with_texts(self) -> Self:
        """Add what each was made upon, where that was changed since: the first text that was kept from then on."""
        kept = DecidedText.objects.filter(comment=OuterRef("comment"), decision__gte=OuterRef("pk"))
        return self.annotate(former_text=Subquery(kept.order_by("decision_id").values("text")[:1]))

    def in_force(self) -> Self:
        """Those that hold, or would if what came after them were taken back; the last of a comment explains its state.

        An undoing is none itself: it can be undone in turn, so that an odd number of them right behind a decision
        takes it back, and an even number leaves it.
        """
        later = Decision.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"), act=Act.UNDO)
        between = Decision.objects.filter(
            comment=OuterRef("comment"), pk__gt=OuterRef(OuterRef("pk")), pk__lt=OuterRef("pk")
        ).exclude(act=Act.UNDO)
        undoings = Rows(later.filter(~Exists(between)).order_by())
        return self.exclude(act=Act.UNDO).alias(is_undone=undoings % 2).filter(is_undone=0)


class Decision(models.Model):
    """One act on one comment: who, when, from which state to which, and why. The database refuses changes.

    The states of a comment's decisions, in their order, lead from “waiting” to its present state; one that was
    reported and is kept was approved once more, which can be undone. `made_by` is the moderator or, of what the rule
    for the staff published, the member who wrote it. `batch` is common to the acts of one click, which can be undone
    together; each is undone once at most (`undoes`).
    """

    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="decisions")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    before = models.CharField(_("before"), max_length=10, choices=State)
    after = models.CharField(_("after"), max_length=10, choices=State)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    actor = models.CharField(_("by"), max_length=10, choices=Actor)
    rule = models.CharField(_("rule"), max_length=20, choices=Rule, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions"
    )
    made_by_name = models.CharField(_("made by"), max_length=150, blank=True)
    batch = models.UUIDField(null=True, db_index=True)
    undoes = models.OneToOneField("self", models.SET_NULL, null=True, related_name="undone_by")

    former_text: str | None  # what it was made upon, if that was changed since; annotated by `with_texts`

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="comments_decision_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="comments_decision_act_known"),
            models.CheckConstraint(
                condition=Q(before__in=State.values, after__in=State.values),
                name="comments_decision_states_known",
            ),
            models.CheckConstraint(
                condition=(Q(actor=Actor.MODERATOR, rule="") & ~Q(made_by_name=""))
                | (Q(actor=Actor.RULE) & ~Q(rule="") & (Q(made_by_name="") | Q(rule=Rule.STAFF)))
                | Q(actor=Actor.WRITER, rule="", made_by_name=""),
                name="comments_decision_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")) | Q(act__in=[Act.APPROVE, Act.UNDO]),
                name="comments_decision_changes_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def text(self) -> str:
        """What it was made upon, for decisions `with_texts`; empty where that was erased, or went with its article."""
        if self.former_text is not None:
            return self.former_text
        return self.comment.text if self.comment else ""


def explained(field: str) -> Subquery:
    """A field of the decision that explains a comment's state, as a value of a query of comments."""
    return Subquery(
        Decision.objects.in_force().filter(comment=OuterRef("pk")).order_by("-pk").values(field)[:1]
    )


def decided_by(actor: Actor) -> Q:
    """Comments that stand as they do by this one's doing; an undoing stands for the decision that it restores."""
    own = Q(decision__actor=actor) & ~Q(decision__act=Act.UNDO)
    return own | (Q(decision__act=Act.UNDO) & Q(Exact(explained("actor"), actor.value)))


class DecidedText(models.Model):
    """What a comment said at a decision, where its writer has changed it since; the database refuses changes.

    A text has a row for the last decision that was made upon it, and none where it stands still, or where nobody had
    decided about it. Erasing the comment deletes them: the log itself holds no word of a reply.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, primary_key=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decided_texts")
    text = models.TextField(_("comment"), max_length=5000)

    class Meta:
        verbose_name = _("decided text")
        verbose_name_plural = _("decided texts")

    def __str__(self) -> str:
        return self.text[:60]
