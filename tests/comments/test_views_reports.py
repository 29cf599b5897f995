"""The page to report a reply."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments import reporting
from comments.models import Comment, Complaint, Report, State
from tests.comments.replying import post_reply
from tests.factories import approve_all, make_article, make_comment
from tests.responses import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make_comment(text="You <b>fool</b>.", state=State.APPROVED)


def send(client: Client, comment: Comment, **fields: str) -> Response:
    return client.post(f"{comment.get_absolute_url()}reports/", {"complaint": "insult"} | fields)


def test_comment_leads_to_the_page_that_shows_it_and_asks_what_is_wrong(
    client: Client, comment: Comment
) -> None:
    address = f"{comment.get_absolute_url()}report/"
    assert f'href="{address}"' in client.get(comment.article.get_absolute_url()).text

    html = client.get(address).text

    assert "You &lt;b&gt;fool&lt;/b&gt;." in html
    assert '<meta name="robots" content="noindex">' in html
    for complaint in Complaint:
        assert f'type="radio" name="complaint" value="{complaint.value}"' in html


def test_report_is_stored_and_thanked_for(client: Client, comment: Comment) -> None:
    response = send(client, comment, words="Third line.\r\nReally.")

    report = Report.objects.get()
    assert response.status_code == 303
    assert "Thank you" in client.get(response["Location"]).text
    assert (report.complaint, report.words) == ("insult", "Third line.\nReally.")
    assert len(report.address) == len(report.block) == 32
    assert not report.is_trusted
    assert not response.cookies


def test_report_sent_twice_is_thanked_for_twice_and_stored_once(client: Client, comment: Comment) -> None:
    first, second = send(client, comment), send(client, comment, complaint="hate")

    assert first["Location"] == second["Location"]
    assert Report.objects.get().complaint == "insult"


def test_guest_with_a_published_reply_and_staff_are_trusted(
    client: Client, comment: Comment, editor: User
) -> None:
    post_reply(client, make_article(), remember="on")
    approve_all()
    send(client, comment)
    staff = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="9.9.9.9")
    staff.force_login(editor)
    send(staff, comment)

    assert list(Report.objects.values_list("is_trusted", flat=True)) == [True, True]
    assert Report.objects.all()[0].guest == Comment.objects.exclude(pk=comment.pk).get().guest


def test_member_of_staff_whose_address_is_nobodys_counts_once(comment: Comment, editor: User) -> None:
    for _ in range(3):
        staff = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="10.0.0.7")
        staff.force_login(editor)
        send(staff, comment)

    assert Report.objects.get().is_trusted
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"complaint": ""}, "Choose what is wrong with it."),
        ({"complaint": "ugly"}, "Choose one of these."),
        ({"words": "x" * 1001}, "at most 1000 characters"),
        ({"words": "a\0b"}, "Null characters are not allowed."),
    ],
    ids=str,
)
def test_wrong_report_is_explained_and_keeps_what_was_typed(
    client: Client, comment: Comment, fields: dict[str, str], words: str
) -> None:
    response = send(client, comment, **{"words": "My <words>", **fields})

    assert response.status_code == 422
    assert words in response.text
    assert fields.get("words", "My &lt;words&gt;") in response.text
    assert not Report.objects.exists()


def test_flood_is_refused_and_keeps_what_was_typed(
    client: Client, comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_FROM_A_BLOCK", 1)
    send(client, make_comment(state=State.APPROVED))

    response = send(client, comment, words="My words")

    assert response.status_code == 429
    assert "Send yours again in ten minutes." in response.text
    assert "My words</textarea>" in response.text
    assert re.search(r'<input type="radio" name="complaint" value="insult"[^>]* checked', response.text)


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.WITHDRAWN])
def test_what_readers_do_not_see_is_not_shown_and_not_reported(client: Client, state: State) -> None:
    comment = make_comment(text="Secret words.", state=state)

    assert client.get(f"{comment.get_absolute_url()}report/").status_code == 404
    response = send(client, comment, complaint="")
    assert "Secret words." not in response.text
    assert send(client, comment).status_code == 303
    assert not Report.objects.exists()


def test_comment_of_another_article_is_not_found(client: Client, comment: Comment) -> None:
    path = f"{make_article().get_absolute_url()}replies/{comment.pk}"

    assert client.get(f"{path}/report/").status_code == 404
    assert client.post(f"{path}/reports/", {"complaint": "insult"}).status_code == 404


def test_report_from_elsewhere_is_refused(strict_client: Client, comment: Comment) -> None:
    response = strict_client.post(
        f"{comment.get_absolute_url()}reports/",
        {"complaint": "insult"},
        headers={"Origin": "https://evil.example"},
    )

    assert response.status_code == 403
    assert not Report.objects.exists()
