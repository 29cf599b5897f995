"""The classifier's pages: what was learnt, word by word, and how right it is."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments import learning
from comments.models import Training
from tests.comments.deciding import decide_many
from tests.factories import make_comment, make_user

PAGE = "/admin/comments/training/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A moderator's browser."""
    client.force_login(moderator)
    return client


def test_page_says_when_nothing_was_learnt(desk: Client) -> None:
    page = desk.get(PAGE).text

    assert "Nothing was learnt yet." in page
    assert "from 10 replies of each kind on" in page


def test_page_says_why_nothing_is_marked(desk: Client) -> None:
    decide_many(spam=12, ham=15)
    learning.train()

    page = desk.get(PAGE).text

    assert "from 12 replies that moderators marked as spam and 15 that they approved." in page
    assert "598 approved replies are needed. There are 15." in page


def test_word_of_one_kind_alone_speaks_for_it_and_no_other(desk: Client) -> None:
    decide_many(spam=2, ham=39)
    learning.train()

    page = desk.get(PAGE).text

    spam, against = (
        page.split(f'id="{name}"')[1].split('class="module"')[0] for name in ("for-spam", "against-spam")
    )
    assert not re.search(r'class="number">-?\d\.\d</td><td class="number">0</td>', spam)
    assert not re.search(r'class="number">\d\.\d</td>', against)


def test_page_shows_cut_off_curve_and_words(desk: Client) -> None:
    decide_many(spam=60, ham=620)
    training = learning.train()

    page = desk.get(PAGE).text

    assert f"From {training.cut_off:.1f} on, the dotted line, a reply is marked as spam." in page
    assert "at most 0.5% lie there, with a confidence of 95%." in page
    assert "(marked as spam)</th>" in page
    assert page.count("<polyline") == 2
    spam, against = (
        page.split(f'id="{name}"')[1].split("</table>")[0] for name in ("for-spam", "against-spam")
    )
    assert re.search(r'<th scope="row">buy</th><td class="number">\d\.\d</td>', spam)
    assert re.search(r'<td class="number">-\d\.\d</td>', against)
    assert "<script" not in page.split('<div class="figures">')[1].split("</main>")[0]


def test_page_of_a_training_from_nothing_has_no_words(desk: Client) -> None:
    learning.train()

    assert "No word does, of those that stood in two replies." in desk.get(PAGE).text


def test_page_takes_five_queries_beside_the_accounts(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decide_many(spam=20, ham=20)
    learning.train()

    # session, account, two of permissions; the training, the words for and against
    with django_assert_num_queries(7):
        desk.get(PAGE)


def test_words_of_one_reply_are_shown_with_their_weights(desk: Client) -> None:
    decide_many(spam=60, ham=60)
    learning.train()
    comment = make_comment(text="Buy <b>pills</b> now, says my neighbour", name="Bea")

    page = desk.get(f"{PAGE}replies/{comment.pk}/").text

    assert "Buy &lt;b&gt;pills&lt;/b&gt; now" in page
    assert re.search(r'<th scope="row">buy</th><td class="number">\+\d\.\d</td>', page)
    assert re.search(r'<th scope="row">neighbour</th><td class="number">-\d\.\d</td>', page)
    assert "The classifier marks nothing as spam yet." in page


def test_page_of_a_reply_says_when_too_little_is_known(desk: Client) -> None:
    comment = make_comment()

    assert "has not learnt enough" in desk.get(f"{PAGE}replies/{comment.pk}/").text
    assert desk.get(f"{PAGE}replies/{comment.pk + 1}/").status_code == 404


@pytest.mark.parametrize("path", ["", "replies/1/"])
def test_pages_are_for_moderators(client: Client, path: str) -> None:
    make_comment(pk=1)
    client.force_login(make_user("other", role="Editors"))

    assert client.get(PAGE + path).status_code == 403


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_what_was_learnt_is_changed_by_nobody(client: Client, path: str) -> None:
    training = Training.objects.create(spam=1, ham=1)
    client.force_login(make_user("root", is_superuser=True))

    assert client.post(PAGE + path.format(pk=training.pk)).status_code == 403


def test_list_of_replies_leads_to_the_pages_beside_it(desk: Client) -> None:
    page = desk.get("/admin/comments/comment/").text

    for path in ("comment/numbers/", "training/", "comment/people/"):
        assert f'<li><a href="/admin/comments/{path}">' in page
