"""The comment section in the admin."""

from comments.admin import bans, decisions, digests, lists, replies, trainings

__all__ = ["bans", "decisions", "digests", "lists", "replies", "trainings"]
