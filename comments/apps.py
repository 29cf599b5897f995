"""The comments app."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class CommentsConfig(AppConfig):
    name = "comments"

    def ready(self) -> None:
        """Register what Django should call at checks, and who reads the mails about replies."""
        checks.register(import_string("comments.signals.akismet.check_settings"))
        readers = import_module("newsroom.outbox.readers")
        readers.permissions[import_string("comments.mails.ABOUT")] = "comments.view_comment"
