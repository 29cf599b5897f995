"""Have the classifier of replies learn from what moderators decided, and say how right it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from comments import calibration, classifier, learning
from comments.admin.trainings import curve_plot
from comments.calibration import Evaluation


class Command(BaseCommand):
    """`manage.py train_classifier`; the worker beside `manage.py serve` does the same soon after each decision."""

    help = "Learn from what moderators decided, and say how right the classifier is on replies it has not learnt from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to learn, and where the plot goes."""
        parser.add_argument(
            "--test", action="store_true", help="say how right it would be, and learn nothing"
        )
        parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="write precision and recall there")

    def handle(self, *, test: bool, plot: Path | None, verbosity: int, **options: Any) -> None:
        """Learn or test, and say what came of it."""
        if not test:
            learning.train()
        found = learning.tested(learning.lessons())
        if plot:
            self._write(plot, found)
        if verbosity:
            self._say(found, test=test)

    def _say(self, found: Evaluation, *, test: bool) -> None:
        verb = "Tested on" if test else "Learnt from"
        self.stdout.write(
            f"{verb} {len(found.spam)} replies that are spam and {len(found.ham)} that are not."
        )
        if min(len(found.spam), len(found.ham)) < classifier.LEAST:
            self.stdout.write(f"It says nothing before there are {classifier.LEAST} of each.")
        self._say_at(found, "Likelier spam than not", classifier.LIKELY)
        if found.cut_off is None:
            self.stdout.write(f"Marks nothing: that takes {calibration.FEWEST} replies that are not spam.")
        else:
            self._say_at(found, "Marked as spam", found.cut_off)

    def _say_at(self, found: Evaluation, what: str, at: float) -> None:
        cut_off, precision, recall, alarms = found.at(at)
        self.stdout.write(
            f"{what} (from {cut_off:.1f}): precision {precision:.1%}, recall {recall:.1%},"
            f" false alarms {alarms:.2%}."
        )

    def _write(self, plot: Path, found: Evaluation) -> None:
        drawn = curve_plot(found.curve, found.cut_off)
        svg = render_to_string(
            "admin/_lines.html", {"plot": drawn, "label": "Precision and recall by cut-off"}
        )
        try:
            plot.write_text(svg.strip(), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{plot} cannot be written: {error.strerror}") from error
