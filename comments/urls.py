"""The replies' addresses."""

from django.urls import path

from articles import addresses
from comments.views import replies, status, transparency

app_name = "comments"
urlpatterns = [
    path(f"{addresses.ARTICLE}replies/", replies.reply_create, name="reply-create"),
    path(f"{addresses.ARTICLE}replies/<int:pk>/", replies.reply, name="reply"),
    # For everybody; before the secrets of single replies, which are longer.
    path("replies/transparency/", transparency.replies_transparency, name="transparency"),
    path("replies/<slug:secret>/", status.reply_status, name="status"),
]
