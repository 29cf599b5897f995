"""The comment section in the admin."""

from comments.admin import bans, decisions, lists, replies

__all__ = ["bans", "decisions", "lists", "replies"]
