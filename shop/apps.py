"""The shop app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core import checks
from django.utils.module_loading import import_string


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self) -> None:
        """Register what Django should call: a guest's cart goes along when they log in, and the check of the account."""
        user_logged_in.connect(import_string("shop.views.login.bring_cart"))
        checks.register(import_string("shop.banking.check_account"))
