"""The articles app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        """Let Django index, after `migrate`, the texts of a site that had no index yet."""
        post_migrate.connect(import_string("articles.search.fill"), sender=self)
