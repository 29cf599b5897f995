"""What the classifier has learnt, word by word, and how right it is; nothing of it is changed here."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, FloatField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import calibration, classifier, learning
from comments.calibration import Point
from comments.models import Comment, Training, Word
from newsroom import plots
from newsroom.desk import DeskAdmin

SHOWN = 30  # words that speak most for either


@admin.register(Training)
class TrainingAdmin(DeskAdmin):
    """The classifier's own pages stand in the place of a list of trainings."""

    def get_urls(self) -> list[URLPattern]:
        """Add the two pages; the first stands where the list would."""
        page = self.admin_site.admin_view(require_safe(self.training_view))
        reply = self.admin_site.admin_view(require_safe(self.reply_view))
        return [
            path("", page, name="comments_training_changelist"),
            path("replies/<int:pk>/", reply, name="comments_training_reply"),
            *super().get_urls(),
        ]

    def training_view(self, request: HttpRequest) -> HttpResponse:
        """The last training: its numbers, its plot, and its words; three queries."""
        self._check(request)
        training = Training.objects.order_by("-made_at", "-pk").first()
        context = self._frame(request, _("Classifier")) | {
            "training": training,
            "least": classifier.LEAST,
            "newest": learning.NEWEST,
            "share": calibration.MOST_FALSE_ALARMS,
            "needed": calibration.FEWEST,
        }
        if training:
            points = {point[0]: point for point in training.curve}
            context |= {
                "likely": points.get(classifier.LIKELY),
                "marked": points.get(training.cut_off),
                "plot": curve_plot(training.curve, training.cut_off),
                **_telling_words(training),
            }
        return render(request, "admin/comments/training/page.html", context)

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The words that make up how one reply reads, by what was learnt last; two queries."""
        self._check(request)
        comment = get_object_or_404(Comment, pk=pk)
        reading = classifier.reading_of(comment.text, comment.name, comment.website)
        context = self._frame(request, _("How it reads")) | {"comment": comment, "reading": reading}
        return render(request, "admin/comments/training/reply.html", context)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        each = self.admin_site.each_context(request)
        return {**each, "title": title, "opts": self.opts, "media": self.media}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A training is made by the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Training | None = None) -> bool:
        """What was learnt follows from what was decided."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Training | None = None) -> bool:
        """Old ones go by themselves."""
        return False


def curve_plot(curve: list[Point], cut_off: float | None) -> plots.Lines:
    """Precision and recall along the cut-offs, with a mark at the one that is used."""
    return plots.lines(
        {
            _("Precision"): [(point[0], point[1]) for point in curve],
            _("Recall"): [(point[0], point[2]) for point in curve],
        },
        mark=cut_off,
    )


def _telling_words(training: Training) -> dict[str, list[tuple[Word, float]]]:
    """The words that speak most for spam, and most against it, each with its log odds; two queries."""
    share = Cast(F("spam") + 1, FloatField()) / (F("ham") + 1)
    words = Word.objects.annotate(share=share)

    def weighed(rows: Any, sign: int) -> list[tuple[Word, float]]:
        """Those of the rows that speak so; where little was learnt, few do."""
        counts = {word.text: (word.spam, word.ham) for word in rows}
        odds = classifier.read(counts, training.spam, training.ham).words
        return [(word, odds[word.text]) for word in rows if odds[word.text] * sign > 0]

    return {
        "spam_words": weighed(words.filter(spam__gt=0).order_by("-share", "-spam", "text")[:SHOWN], 1),
        "ham_words": weighed(words.filter(ham__gt=0).order_by("share", "-ham", "text")[:SHOWN], -1),
    }
