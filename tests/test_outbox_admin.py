"""Mails in the admin: read, found, sent again."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from newsroom import dashboard
from newsroom.outbox.models import Mail
from tests.factories import make_user
from tests.responses import Response

pytestmark = pytest.mark.django_db

MAILS = "/admin/outbox/mail/"


@pytest.fixture
def desk(client: Client, shopkeeper: User) -> Client:
    client.force_login(shopkeeper)
    return client


def make_mail(**fields: object) -> Mail:
    return Mail.objects.create(
        **{
            "to": "rita@readers.example",
            "subject": "A subject",
            "text": "A <i>text</i>.",
            "about": "orders/1/",
            **fields,
        }
    )


def given_up(**fields: object) -> Mail:
    return make_mail(given_up_at=timezone.now(), error="550 No such person", tries=1, **fields)


def looker(*apps: str) -> User:
    """Somebody who may look at everything of these apps, and change nothing."""
    user = make_user("lou")
    user.user_permissions.add(
        *Permission.objects.filter(codename__startswith="view_", content_type__app_label__in=apps)
    )
    return user


def send_again(desk: Client, *mails: Mail) -> Response:
    chosen = {"action": "send_again", "_selected_action": [mail.pk for mail in mails]}
    return desk.post(MAILS, chosen, follow=True)


def test_list_shows_each_mail_with_what_became_of_it(desk: Client) -> None:
    given_up()
    make_mail(subject="Another", sent_at=timezone.now())

    html = desk.get(MAILS).text

    assert "550 No such person" in html
    assert "Another" in html


@pytest.mark.parametrize(
    ("state", "subjects"),
    [("given-up", {"Bad"}), ("waiting", {"Waits"}), ("sent", {"Sent"}), ("", {"Bad", "Waits", "Sent"})],
)
def test_list_is_narrowed_to_a_state(desk: Client, state: str, subjects: set[str]) -> None:
    given_up(subject="Bad")
    make_mail(subject="Waits")
    make_mail(subject="Sent", sent_at=timezone.now())

    response = desk.get(MAILS, {"state": state} if state else {})

    assert {mail.subject for mail in response.context["cl"].result_list} == subjects


@pytest.mark.parametrize(
    ("fields", "is_tried"),
    [({}, True), ({"sent_at": timezone.now()}, False), ({"given_up_at": timezone.now()}, False)],
    ids=["waiting", "sent", "given up"],
)
def test_only_what_waits_has_a_next_try(desk: Client, fields: dict[str, object], is_tried: bool) -> None:
    mail = make_mail(next_try_at=datetime(2031, 2, 3, tzinfo=UTC), **fields)

    assert ("2031" in desk.get(f"{MAILS}{mail.pk}/change/").text) == is_tried


def test_mail_is_shown_as_text_and_as_a_page_in_which_nothing_runs(desk: Client) -> None:
    mail = make_mail(html='<style>p {}</style><p>"Page"</p><script>alert(1)</script>')

    html = desk.get(f"{MAILS}{mail.pk}/change/").text

    assert '<pre class="letter">A &lt;i&gt;text&lt;/i&gt;.</pre>' in html
    assert '<iframe sandbox srcdoc="&lt;p&gt;&quot;Page&quot;' in html
    assert "<script>alert" not in html
    assert 'name="_save"' not in html


def test_mail_is_sent_again(desk: Client) -> None:
    mail = given_up()

    response = send_again(desk, mail)

    assert "1 mail is sent again." in response.text
    assert Mail.objects.waiting().get() == mail


def test_who_may_only_look_sends_nothing_again(client: Client) -> None:
    client.force_login(looker("outbox", "shop"))
    mail = given_up()

    assert "is sent again" not in send_again(client, mail).text
    assert Mail.objects.given_up().get() == mail


def test_mails_are_neither_added_nor_removed_by_hand(desk: Client) -> None:
    mail = make_mail()

    assert desk.get(f"{MAILS}add/").status_code == 403
    assert desk.get(f"{MAILS}{mail.pk}/delete/").status_code == 403
    assert desk.post(f"{MAILS}{mail.pk}/change/", {"subject": "Changed"}).status_code in {302, 403}
    assert Mail.objects.get().subject == "A subject"


def test_desk_says_which_mails_cannot_be_sent(desk: Client, shopkeeper: User) -> None:
    given_up(subject="Bad")
    make_mail(subject="Waits")

    [heap] = dashboard.heaps(shopkeeper)

    assert (heap.title, heap.count) == ("Mail that cannot be sent", 1)
    assert [item.name for item in heap.items] == ["Bad"]
    assert [mail.subject for mail in desk.get(heap.page).context["cl"].result_list] == ["Bad"]
    assert desk.get(heap.items[0].page).status_code == 200
