"""The comment section in the admin."""

from comments.admin import replies

__all__ = ["replies"]
