"""What the classifier has learnt from the site's own decisions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Training(models.Model):
    """One training: how much it learnt from, where it calls a reply spam, and how right it was on what it had not seen.

    `cut_off` is in log odds (natural logarithm of spam to not spam); without one it marks nothing. `curve` has points
    [cut-off, precision, recall, share of false alarms] over held-out replies.
    """

    made_at = models.DateTimeField(_("made"), default=timezone.now)
    spam = models.PositiveIntegerField(_("spam"))
    ham = models.PositiveIntegerField(_("not spam"))
    cut_off = models.FloatField(_("cut-off"), null=True)
    curve = models.JSONField(default=list)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("classifier")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Word(models.Model):
    """In how many replies of either kind a word stood, at the last training."""

    text = models.CharField(_("word"), max_length=60, primary_key=True)
    spam = models.PositiveIntegerField(_("in spam"))
    ham = models.PositiveIntegerField(_("in others"))

    class Meta:
        verbose_name = _("learnt word")
        verbose_name_plural = _("learnt words")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text
