"""What the database refuses of mail that is asked for."""

import pytest
from django.contrib.auth.models import User

from comments.models import Confirmation, Digest, Frequency, NoMail, Subscription, Topic, mailbox_of
from tests.comments.mailing import make_subscription
from tests.constraints import refused
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def test_topic_is_one_that_is_known() -> None:
    with refused("comments_subscription_topic_known"):
        make_subscription(topic="gossip")


def test_each_topic_is_asked_for_once_a_reply() -> None:
    comment = make_comment()
    make_subscription(comment=comment, topic=Topic.ALL)
    make_subscription(comment=comment, topic=Topic.DECIDED)

    columns = "comments_subscription.topic, comments_subscription.comment_id"
    with refused("comments_subscription_once_a_reply", columns=columns):
        make_subscription(comment=comment, topic=Topic.ALL)


def test_secrets_are_their_own() -> None:
    subscription = make_subscription()
    confirmation = Confirmation.objects.create(comment=make_comment(), mailbox="m")

    assert len(subscription.secret) == len(confirmation.secret) == 32
    with refused("comments_subscription_secret", columns="comments_subscription.secret"):
        make_subscription(secret=subscription.secret)
    with refused("comments_confirmation_secret", columns="comments_confirmation.secret"):
        Confirmation.objects.create(comment=make_comment(), mailbox="m", secret=confirmation.secret)


def test_digest_is_as_frequent_as_is_known(moderator: User) -> None:
    digest = Digest.objects.create(user=moderator, frequency=Frequency.HOURLY)

    with refused("comments_digest_frequency_known"):
        Digest.objects.filter(pk=digest.pk).update(frequency="ever")


def test_only_what_is_confirmed_and_not_ended_is_active() -> None:
    comment = make_comment()
    now = comment.created_at
    make_subscription(comment=comment, topic=Topic.ALL)
    make_subscription(comment=comment, topic=Topic.ANSWERS, confirmed_at=now, ended_at=now)
    active = make_subscription(comment=comment, topic=Topic.DECIDED, confirmed_at=now)

    assert list(Subscription.objects.active()) == [active]


@pytest.mark.parametrize(
    "other", ["bea@readers.example", "BEA@Readers.Example", "bea+spam+x@readers.example"]
)
def test_mailbox_is_the_same_however_its_address_is_written(other: str) -> None:
    assert mailbox_of(other) == mailbox_of("bea@readers.example")


@pytest.mark.parametrize("other", ["bee@readers.example", "bea@reader.example", "b.ea@readers.example"])
def test_other_mailbox_is_another(other: str) -> None:
    assert mailbox_of(other) != mailbox_of("bea@readers.example")


def test_mailbox_that_wants_no_mail_is_not_known_by_its_address() -> None:
    NoMail.objects.create(mailbox=mailbox_of("bea@readers.example"))

    assert "bea" not in NoMail.objects.get().mailbox
    assert len(NoMail.objects.get().mailbox) == 32


def test_rows_name_themselves(moderator: User) -> None:
    subscription = make_subscription(email="bea@readers.example")

    assert str(subscription) == "Mail me all replies here: bea@readers.example"
    assert str(Digest(user=moderator, frequency=Frequency.DAILY)) == "mona: Every day"
