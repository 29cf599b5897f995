"""Who of the staff reads which mails, and that nobody learns a reader's secret address from them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from comments import digests, erasing, moderation
from comments.models import Comment, Digest, Frequency, Reason, Topic
from comments.models import new_secret as new_reply_secret
from newsroom import dashboard
from newsroom.outbox.models import Mail
from newsroom.outbox.readers import HIDDEN, mails_for, without_secrets
from shop.models import Order
from shop.models.order import new_secret as new_order_secret
from tests.comments.mailing import asked, make_follower, work
from tests.factories import make_comment, make_order, make_product, make_user

MAILS = "/admin/outbox/mail/"
WORDS = "Unpublished: my neighbour is ill."

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return make_user("chief", is_superuser=True)


def told_writer(moderator: User) -> Comment:
    """A reply whose writer was told by mail that it was refused; the mail leads to its secret page."""
    comment = make_follower(Topic.DECIDED, text=WORDS)
    moderation.reject(comment, by=moderator, reason=Reason.PRIVATE)
    work()
    assert comment.secret in Mail.objects.get().text
    return comment


def told_moderator() -> None:
    """The mail by which a moderator learns what waits, the text among it."""
    user = make_user("mo", role="Moderators", email="mo@paper.example")
    Digest.objects.create(
        user=user, frequency=Frequency.AT_ONCE, told_until=timezone.now() - timedelta(hours=2)
    )
    make_comment(text=WORDS, held_at=timezone.now() - timedelta(hours=1))
    digests.send()


def told_shopper() -> Order:
    """An order whose shopper was told by mail that it was placed; the mail leads to its secret page."""
    order = make_order({make_product(): 1})
    assert order.secret in Mail.objects.get(to=order.email).text
    return order


def listed(client: Client, user: User) -> set[str]:
    client.force_login(user)
    return {mail.subject for mail in client.get(MAILS).context["cl"].result_list}


def test_shopkeeper_neither_reads_nor_sends_what_is_about_replies(client: Client, shopkeeper: User) -> None:
    told_writer(make_user("mona", role="Moderators"))
    told_moderator()
    Mail.objects.update(given_up_at=timezone.now(), error="550")
    client.force_login(shopkeeper)

    assert Mail.objects.count() == 2
    for mail in Mail.objects.all():
        assert WORDS not in client.get(f"{MAILS}{mail.pk}/change/", follow=True).text
        client.post(MAILS, {"action": "send_again", "_selected_action": [mail.pk]}, follow=True)
    assert listed(client, shopkeeper) == set()
    assert Mail.objects.given_up().count() == 2
    assert dashboard.heaps(shopkeeper) == []


def test_role_finds_the_mails_of_its_work(
    client: Client, shopkeeper: User, moderator: User, chief: User
) -> None:
    told_writer(moderator)
    told_shopper()
    Mail.objects.create(to="a@b.example", subject="Nobody's", text="Unmarked")
    about_reply, about_order = "Your reply was not published", f"Your order {Order.objects.get()}"

    assert listed(client, moderator) == {about_reply}
    assert listed(client, shopkeeper) == {about_order}
    assert listed(client, chief) == {about_reply, about_order, "Nobody's"}


def test_permission_for_mails_opens_none_by_itself(client: Client) -> None:
    told_writer(make_user("mona", role="Moderators"))
    told_shopper()
    user = make_user("nell")
    user.user_permissions.add(Permission.objects.get(codename="view_mail"))

    assert listed(client, user) == set()
    assert not mails_for(user).exists()


def test_staff_read_a_mail_without_what_lets_them_act_as_its_reader(
    client: Client, moderator: User, shopkeeper: User, chief: User
) -> None:
    comment = told_writer(moderator)
    order = told_shopper()
    of_reply, of_order = Mail.objects.order_by("pk")

    for user, mail, secret in [
        (moderator, of_reply, comment.secret),
        (shopkeeper, of_order, order.secret),
    ]:
        client.force_login(user)
        page = client.get(f"{MAILS}{mail.pk}/change/").text
        assert secret not in page
        assert HIDDEN in page
        client.force_login(chief)
        assert secret in client.get(f"{MAILS}{mail.pk}/change/").text


def test_mail_is_sent_again_with_its_secrets(client: Client, moderator: User) -> None:
    comment = told_writer(moderator)
    Mail.objects.update(given_up_at=timezone.now(), error="550")
    client.force_login(moderator)

    client.post(MAILS, {"action": "send_again", "_selected_action": [Mail.objects.get().pk]})

    assert comment.secret in Mail.objects.waiting().get().text


def test_what_a_moderator_hands_out_holds_no_secret_of_a_mail() -> None:
    comment = make_comment()
    confirmation = asked(comment, Topic.DECIDED)

    [mail] = erasing.export(comment.email)["mails"]

    assert confirmation.secret in Mail.objects.get().text
    assert confirmation.secret not in mail["text"]


@pytest.mark.parametrize("new_secret", [new_reply_secret, new_order_secret], ids=["reply", "order"])
@pytest.mark.parametrize("end", ["/", "/all/", ".", ")", '"', "/invoices/4.pdf", ""])
def test_every_secret_is_hidden_wherever_an_address_ends(new_secret: Callable[[], str], end: str) -> None:
    for _ in range(200):
        assert without_secrets(f"See http://a.example/b/{(secret := new_secret())}{end}") == (
            f"See http://a.example/b/{HIDDEN}{end}"
        ), secret


def test_slug_is_no_secret() -> None:
    text = "https://a.example/2026/03/harbour-ferry-returns-after-a-long-winter/"

    assert without_secrets(text) == text
