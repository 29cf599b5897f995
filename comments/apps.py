"""The comments app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class CommentsConfig(AppConfig):
    name = "comments"

    def ready(self) -> None:
        """Register what Django should call at checks."""
        checks.register(import_string("comments.signals.akismet.check_settings"))
