"""The replies' addresses."""

from django.urls import path

from articles import addresses
from comments import feeds
from comments.views import replies, reports, status, subscriptions, transparency

REPLIES = f"{addresses.ARTICLE}replies/"
STATUS = "replies/<slug:secret>/"

app_name = "comments"
urlpatterns = [
    path(REPLIES, replies.reply_create, name="reply-create"),
    path(f"{REPLIES}<feed:format>", feeds.article_replies, name="article-feed"),
    path(f"{REPLIES}reported/", reports.reported, name="reported"),
    path(f"{REPLIES}<int:pk>/", replies.reply, name="reply"),
    path(f"{REPLIES}<int:pk>/report/", reports.report, name="report"),
    path(f"{REPLIES}<int:pk>/reports/", reports.report_create, name="report-create"),
    path("replies/<feed:format>", feeds.replies, name="feed"),
    path("replies/transparency/", transparency.replies_transparency, name="transparency"),
    # Mail to guests
    path("replies/confirm/<slug:secret>/", subscriptions.confirm, name="confirm"),
    path("replies/mail/<slug:secret>/", subscriptions.subscription, name="subscription"),
    path("replies/mail/<slug:secret>/all/", subscriptions.mailbox, name="mailbox"),
    # Behind a secret; what else stands below /replies/ comes before this.
    path(STATUS, status.reply_status, name="status"),
    path(f"{STATUS}change/", status.reply_change, name="change"),
    path(f"{STATUS}withdraw/", status.reply_withdraw, name="withdraw"),
    path(f"{STATUS}ask-again/", status.reply_ask_again, name="ask-again"),
    path(f"{STATUS}erase/", status.reply_erase, name="erase"),
    path(f"{STATUS}forget/", status.reply_forget, name="forget"),
    path(f"{STATUS}mail/", subscriptions.mail_ask, name="mail-ask"),
    path(f"{STATUS}mail/end/", subscriptions.mail_end, name="mail-end"),
]
