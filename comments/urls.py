"""The replies' addresses."""

from django.urls import path

from articles import addresses
from comments.views import replies, status, subscriptions

app_name = "comments"
urlpatterns = [
    path(f"{addresses.ARTICLE}replies/", replies.reply_create, name="reply-create"),
    path(f"{addresses.ARTICLE}replies/<int:pk>/", replies.reply, name="reply"),
    path("replies/<slug:secret>/", status.reply_status, name="status"),
    # Mail to guests
    path("replies/confirm/<slug:secret>/", subscriptions.confirm, name="confirm"),
    path("replies/mail/<slug:secret>/", subscriptions.subscription, name="subscription"),
    path("replies/mail/<slug:secret>/all/", subscriptions.mailbox, name="mailbox"),
    path("replies/<slug:secret>/mail/", subscriptions.mail_ask, name="mail-ask"),
    path("replies/<slug:secret>/mail/end/", subscriptions.mail_end, name="mail-end"),
]
