"""The replies' addresses."""

from django.urls import path

from articles import addresses
from comments import views

app_name = "comments"
urlpatterns = [
    path(f"{addresses.ARTICLE}replies/", views.reply_create, name="reply-create"),
    path("replies/<slug:secret>/", views.reply_status, name="status"),
]
