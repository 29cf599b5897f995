"""The project's own app, and the admin site that replaces Django's default one."""

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.core import checks
from django.db.models.signals import post_migrate

from newsroom.checks import check_mail_addresses, check_sqlite
from newsroom.roles import create_roles


class NewsroomConfig(AppConfig):
    name = "newsroom"
    default = True

    def ready(self) -> None:
        """Register what Django should call: the checks, and after `migrate` the staff's roles."""
        checks.register(check_sqlite, checks.Tags.database)
        checks.register(check_mail_addresses)
        post_migrate.connect(create_roles, sender=apps.get_app_config("auth"))


class AdminConfig(admin_apps.AdminConfig):
    default_site = "newsroom.admin.NewsroomAdminSite"
    default = False
