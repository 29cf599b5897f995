"""The site's own rules: how replies are published, what is watched for, and who is kept out for a time."""

from datetime import datetime
from typing import Self

import regex
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, validate_domain_name, validate_email
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.models import Section

MOST_DAYS = 9999  # a time that the calendar can hold, whenever an article was published


class Mode(models.TextChoices):
    """Which replies wait for a moderator."""

    ALL = "all", _("Every reply waits")
    FIRST = "first", _("The first reply of each person waits")
    AFTERWARDS = "afterwards", _("None waits: they are looked at afterwards")


class ReplyRules(models.Model):
    """How replies are taken in one section, or, without a section, in all that say nothing of their own."""

    section = models.OneToOneField(
        Section, models.CASCADE, null=True, blank=True, verbose_name=_("section"), related_name="reply_rules"
    )
    mode = models.CharField(_("which wait"), max_length=10, choices=Mode, default=Mode.FIRST)
    closed_after_days = models.PositiveSmallIntegerField(
        _("closed after days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("Counted from the article’s first publication. Empty: replies stay open."),
    )
    is_closed = models.BooleanField(
        _("closed now"), default=False, help_text=_("Nobody can reply, to whichever article.")
    )

    class Meta:
        verbose_name = _("rules for replies")
        verbose_name_plural = _("rules for replies")
        ordering = ["section"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("section", 0),
                name="comments_replyrules_one_for_all",
                violation_error_message=_("There are rules for this already: change those."),
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="comments_replyrules_mode_known"),
            models.CheckConstraint(
                condition=Q(closed_after_days__isnull=True) | Q(closed_after_days__lte=MOST_DAYS),
                name="comments_replyrules_days_at_most_9999",
            ),
        ]

    def __str__(self) -> str:
        return str(self.section or _now("All sections"))


class WatchedKind(models.TextChoices):
    """What is watched for, and where."""

    WORD = "word", _("Word or words, in text, name and website")
    PATTERN = "pattern", _("Pattern (regular expression), in text, name and website")
    DOMAIN = "domain", _("Domain of throw-away email addresses")


class Watched(models.Model):
    """Something that the site watches for in replies, with the weight of the signal that it gives."""

    kind = models.CharField(_("kind"), max_length=10, choices=WatchedKind, default=WatchedKind.WORD)
    value = models.CharField(_("what"), max_length=200)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=3,
        help_text=_(
            "From 1, a hint, to 10, which alone is spam. With any weight the reply waits for a moderator."
        ),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="comments_watched_once",
                violation_error_message=_("This is watched already."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10),
                name="comments_watched_weight_1_to_10",
                violation_error_message=_("Choose a weight from 1 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WatchedKind.values), name="comments_watched_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Refuse a pattern that is none, and tidy a domain."""
        if self.kind == WatchedKind.PATTERN:
            _pattern(self.value)
        if self.kind == WatchedKind.DOMAIN:
            self.value = self.value.strip().lower().lstrip("@.")
            try:
                validate_domain_name(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error


def _pattern(value: str) -> regex.Pattern:
    """A pattern, read; raises ValidationError for what is none."""
    try:
        return regex.compile(value)
    except regex.error as error:
        raise ValidationError({"value": _now("This is no pattern: %s.") % error}) from error


class BanKind(models.TextChoices):
    """What a ban goes by."""

    BLOCK = "block", _("Address block of the network")
    EMAIL = "email", _("Email address")
    NAME = "name", _("Pattern of the name")


# What fits all of these names fits about everybody.
UNLIKE = ["Bo", "Chy Fung", "D’Ed", "Kim", "Max J. Quartz", "Vlad 4"]


class BanQuerySet(models.QuerySet["Ban"]):
    """Sets of bans."""

    def in_force(self, *, at: datetime | None = None) -> Self:
        """Those that hold at a time."""
        return self.filter(until__gt=at or timezone.now())

    def over(self, *, at: datetime | None = None) -> Self:
        """Those that hold no longer."""
        return self.filter(until__lte=at or timezone.now())


class Ban(models.Model):
    """Somebody's replies are not published until a time; they are kept, and told so. A lifted one is over at once."""

    kind = models.CharField(_("kind"), max_length=10, choices=BanKind)
    value = models.CharField(_("what"), max_length=254)
    until = models.DateTimeField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For the staff alone."))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="bans"
    )
    made_by_name = models.CharField(_("made by"), max_length=150, editable=False)
    lifted_by_name = models.CharField(_("lifted by"), max_length=150, blank=True, editable=False)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["kind", "value", "until"], name="comments_ban_look_up")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BanKind.values), name="comments_ban_kind_known"),
            models.CheckConstraint(condition=~Q(made_by_name=""), name="comments_ban_made_by_somebody"),
            models.CheckConstraint(condition=~Q(value=""), name="comments_ban_of_something"),
        ]

    def __str__(self) -> str:
        """Nothing that leads to a person: the admin's log keeps it for ever."""
        return f"{self.get_kind_display()}, {self.made_at:%Y-%m-%d}"

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        return self.until > timezone.now()

    def clean(self) -> None:
        """Refuse an address and a pattern that are none, and a pattern that fits everybody."""
        if self.kind == BanKind.EMAIL:
            self.value = self.value.strip().lower()
            try:
                validate_email(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error
        if self.kind == BanKind.NAME and all(map(_pattern(f"(?i){self.value}").search, UNLIKE)):
            raise ValidationError({"value": _now("This pattern fits every name.")})
