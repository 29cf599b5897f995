"""The comment section in the admin."""

from comments.admin import digests, replies

__all__ = ["digests", "replies"]
