"""The moderators' desk."""

from comments.admin import digests, replies, trainings

__all__ = ["digests", "replies", "trainings"]
