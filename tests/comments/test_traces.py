"""What leads to somebody is gone when it should be, wherever it was written down."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from comments import reporting, subscriptions, tidying, writers
from comments.models import Ban, Comment, Complaint, Report, State, Subscription, Topic
from newsroom.outbox.models import Mail
from newsroom.visitors import Visitor
from tests.comments.mailing import make_follower, publish, work
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_fingerprint_gives_no_address_back_once_the_network_is_forgotten(client: Client) -> None:
    post_reply(client, make_article())
    assert Comment.objects.exclude(fingerprint=None).exists()
    Comment.objects.update(created_at=timezone.now() - timedelta(days=60))

    tidying.forget()

    assert not Comment.objects.exclude(fingerprint=None).exists()


def test_admin_log_names_nobody_who_was_banned(desk: Client) -> None:
    fields = {"kind": "email", "value": "bea@readers.example", "days": "7"}
    desk.post("/admin/comments/ban/add/", fields)
    make_comment(email="bea@readers.example")

    desk.post("/admin/comments/comment/people/erase/", {"email": "bea@readers.example", "sure": "on"})

    assert not Ban.objects.exists()
    entry = LogEntry.objects.get()
    assert "bea" not in f"{entry.object_repr} {entry.change_message}"


def test_mail_about_others_replies_goes_with_the_reply_that_asked_for_it() -> None:
    article = make_article()
    erased = make_follower(Topic.ALL, article=article, email="bea@readers.example")
    kept = make_follower(Topic.ALL, article=article, email="max@readers.example")
    publish(make_comment(article=article))
    work()
    assert Mail.objects.count() == 2

    writers.erase(Comment.objects.get(pk=erased.pk))

    assert Mail.objects.get().to == kept.email


def test_no_mail_at_all_is_none_to_the_whole_mailbox() -> None:
    addresses = ["bea+news@readers.example", "bea@readers.example", "beatrice@readers.example"]
    for email in addresses:
        make_follower(Topic.ALL, email=email)

    subscriptions.end_all("Bea+other@readers.example")

    assert Subscription.objects.active().get().email == "beatrice@readers.example"


def test_what_a_mailbox_that_wants_no_mail_is_asked_for_is_not_noted() -> None:
    subscriptions.end_all("bea@readers.example")

    subscriptions.ask(make_comment(email="bea@readers.example"), [Topic.ALL])

    assert not Subscription.objects.exists()


def test_report_about_a_reply_that_was_erased_meanwhile_is_not_stored() -> None:
    comment = make_comment(state=State.APPROVED)
    report = Report(comment=comment, complaint=Complaint.PRIVATE, words="This is Bea of Quay Street.")
    writers.erase(Comment.objects.get(pk=comment.pk))

    reporting.take(report, visitor=Visitor(address="a", block="b"))

    assert not Report.objects.exists()
