"""The moderators' desk."""

from comments.admin.replies import CommentAdmin
from comments.admin.trainings import TrainingAdmin

__all__ = ["CommentAdmin", "TrainingAdmin"]
