"""The shop app."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core import checks
from django.utils.module_loading import import_string


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self) -> None:
        """Register what Django should call at a login and at checks, who sees to payments by card, who reads the mails."""
        user_logged_in.connect(import_string("shop.views.login.bring_cart"))
        checks.register(import_string("shop.money.check_currency"))
        checks.register(import_string("shop.banking.check_account"))
        checks.register(import_string("shop.stripe_checkout.client.check_settings"))
        readers = import_module("newsroom.outbox.readers")
        readers.permissions[import_string("shop.mails.ABOUT")] = "shop.view_order"
        providers = import_module("shop.providers")
        providers.paying_back["stripe"] = import_string("shop.stripe_checkout.tasks.queue_refund")
        providers.most["stripe"] = import_string("shop.stripe_checkout.client.most")
        providers.closing["stripe"] = import_string("shop.stripe_checkout.tasks.queue_closing")
