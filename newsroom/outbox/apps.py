"""Outgoing mail is an app of its own, for its table."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "newsroom.outbox"
    label = "outbox"
