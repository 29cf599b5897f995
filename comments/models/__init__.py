"""The nouns of the comment section."""

from comments.models.comment import REFUSED, Badge, Comment, CommentQuerySet, State, new_secret
from comments.models.decision import Act, Actor, DecidedText, Decision, Reason, Rule, decided_by, explained
from comments.models.learning import Training, Word
from comments.models.mailing import VALID, Confirmation, NoMail, mailbox_of
from comments.models.report import Complaint, Report
from comments.models.rules import Ban, BanKind, Mode, ReplyRules, Watched, WatchedKind
from comments.models.subscription import (
    Digest,
    Frequency,
    Subscription,
    SubscriptionQuerySet,
    Topic,
)

__all__ = [
    "REFUSED",
    "VALID",
    "Act",
    "Actor",
    "Badge",
    "Ban",
    "BanKind",
    "Comment",
    "CommentQuerySet",
    "Complaint",
    "Confirmation",
    "DecidedText",
    "Decision",
    "Digest",
    "Frequency",
    "Mode",
    "NoMail",
    "Reason",
    "ReplyRules",
    "Report",
    "Rule",
    "State",
    "Subscription",
    "SubscriptionQuerySet",
    "Topic",
    "Training",
    "Watched",
    "WatchedKind",
    "Word",
    "decided_by",
    "explained",
    "mailbox_of",
    "new_secret",
]
