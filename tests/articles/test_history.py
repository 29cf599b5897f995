"""The history of an article at the desk: listed, compared, restored."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, Revision
from tests.articles.desk import ARTICLES
from tests.articles.reading import assert_in_order
from tests.articles.writing import publish, write
from tests.factories import make_article, make_draft, make_section, make_user
from tests.responses import Response

pytestmark = pytest.mark.django_db


def history_of(desk: Client, article: Article, query: str = "") -> Response:
    return desk.get(f"{ARTICLES}{article.pk}/history/{query}")


def rows_of(response: Response) -> list[str]:
    rows = re.findall(r"<tr>.*?</tr>", response.text.partition("<tbody>")[2], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]


def compare(desk: Client, before: Revision, after: Revision) -> Response:
    return desk.get(f"{ARTICLES}{before.article_id}/compare/?from={before.pk}&to={after.pk}")


def restore(desk: Client, revision: Revision, article: Article | None = None) -> Response:
    path = f"{ARTICLES}{(article or revision.article).pk}/restore/"
    return desk.post(path, {"revision": revision.pk}, follow=True)


def keep(article: Article, by: User, note: str = "", **fields: object) -> Revision:
    kept = publishing.keep(write(article, **fields), by=by, note=note)
    assert kept
    return kept


# The list


def test_history_tells_who_saved_what_when_and_what_readers_saw(desk: Client, editor: User) -> None:
    article = make_article(headline="First", at=timezone.now() - timedelta(days=2))
    publish(article, headline="Second")
    keep(article, editor, headline="Third", note="Softer.")
    publish(article, headline="Fourth", at=timezone.now() + timedelta(days=1))
    write(article, headline="Fifth")

    rows = rows_of(history_of(desk, article))

    for row, words in zip(
        rows,
        [
            ["desk", "Fifth", "Being written"],
            ["desk", "Fourth", "Goes live on"],
            ["eva", "Third", "Softer.", "Kept, never published"],
            ["desk", "Second", "Live since", "until"],
            ["desk", "First", "Was live from"],
        ],
        strict=True,
    ):
        assert_in_order(row, words)


def test_working_copy_that_nobody_has_touched_is_no_entry(desk: Client) -> None:
    article = make_article()
    publishing.working_copy(article)

    assert len(rows_of(history_of(desk, article))) == 1


def test_newest_two_are_chosen_to_compare(desk: Client) -> None:
    article = make_article()
    newest = publish(article, dek="Second.")
    first = article.revisions.earliest("live_from")

    html = history_of(desk, article).text

    checked = re.findall(r'name="(\w+)" value="(\d+)"[^>]* checked', html)
    assert checked == [("to", str(newest.pk)), ("from", str(first.pk))]


def test_history_keeps_the_name_of_a_deleted_user(desk: Client) -> None:
    quentin = make_user("quentin")
    article = make_article(by=quentin)
    quentin.delete()

    assert "quentin" in rows_of(history_of(desk, article))[0]


@pytest.mark.parametrize("count", [2, 60])
def test_history_costs_the_same_queries_however_long(
    desk: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article()
    for number in range(count):
        keep(article, editor, dek=f"Version {number}.")

    # session, user; article; its texts counted; texts; group's and own permissions
    with django_assert_num_queries(7):
        response = history_of(desk, article)

    assert len(rows_of(response)) == min(count + 2, 50)


def test_long_history_goes_on_on_another_page(desk: Client, editor: User) -> None:
    article = make_article()
    for number in range(52):
        keep(article, editor, dek=f"Version {number}.")

    first, second = history_of(desk, article), history_of(desk, article, "?p=2")

    assert "Page 1 of 2" in first.text
    assert len(rows_of(second)) == 4


def test_reporter_reads_anothers_history_but_restores_nothing(reporters_desk: Client) -> None:
    article = make_article()
    publish(article, dek="Second.")

    html = history_of(reporters_desk, article).text

    assert "Compare" in html
    assert "Restore" not in html
    assert restore(reporters_desk, article.revisions.earliest("live_from")).status_code == 403
    assert not article.revisions.filter(is_working_copy=True).exists()


def test_shopkeeper_does_not_read_a_history(client: Client, shopkeeper: User) -> None:
    article = make_article()
    client.force_login(shopkeeper)
    text = article.revisions.get()

    assert history_of(client, article).status_code == 403
    assert compare(client, text, text).status_code == 403


def test_history_of_an_unknown_article_leads_away(desk: Client) -> None:
    assert "doesn’t exist" in desk.get(f"{ARTICLES}999/history/", follow=True).text


# Comparing


def test_two_texts_are_compared_field_by_field(desk: Client) -> None:
    article = make_article(headline="The wall", body="<p>It costs a million.</p><p>Same.</p>")
    after = publish(article, body="<p>It costs two millions.</p><p>Same.</p>")
    before = article.revisions.earliest("live_from")

    html = compare(desk, before, after).text

    assert_in_order(
        html,
        ["Was live from", "Live since", "Body", "a million", "two millions", "One line unchanged", "Same."],
    )
    assert "Unchanged: Headline, Dek," in html
    assert "<ins>" in html
    assert "<del>" in html


def test_texts_that_say_the_same_are_said_to(desk: Client) -> None:
    text = make_article().revisions.get()

    assert "Both say the same." in compare(desk, text, text).text


@pytest.mark.parametrize("key", ["", "x", "-1", "0", "9" * 30, "٣", "1 OR 1"])
def test_text_that_does_not_exist_is_not_compared(desk: Client, key: str) -> None:
    text = make_article().revisions.get()

    response = desk.get(f"{ARTICLES}{text.article_id}/compare/", {"from": key, "to": str(text.pk)})

    assert response.status_code == 404


def test_text_of_another_article_is_not_compared(desk: Client) -> None:
    text, other = make_article().revisions.get(), make_article().revisions.get()

    assert compare(desk, text, other).status_code == 404


def test_comparison_without_texts_leads_to_the_history(desk: Client) -> None:
    article = make_article()

    response = desk.get(f"{ARTICLES}{article.pk}/compare/")

    assert response["Location"] == f"{ARTICLES}{article.pk}/history/"


def test_comparing_changes_nothing(desk: Client) -> None:
    text = make_article().revisions.get()

    assert desk.post(f"{ARTICLES}{text.article_id}/compare/?from={text.pk}&to={text.pk}").status_code == 405
    assert Revision.objects.count() == 1


# Restoring


def test_restored_text_is_in_the_working_copy_and_readers_see_nothing_of_it(desk: Client) -> None:
    article = make_article(headline="First", key_points=["One."])
    publish(article, headline="Second")
    first = article.revisions.earliest("live_from")

    response = restore(desk, first)

    draft = article.revisions.get(is_working_copy=True)
    assert response.redirect_chain[-1][0] == f"/admin/articles/revision/{draft.pk}/change/"
    assert "Readers see it once it is published." in response.text
    assert (draft.headline, draft.key_points.get().text) == ("First", "One.")
    assert Revision.objects.live().get(article=article).headline == "Second"


def test_what_was_written_before_a_restoration_stays_in_the_history(desk: Client) -> None:
    article = make_article(headline="First")
    write(article, headline="Half a sentence")

    restore(desk, article.revisions.get(is_working_copy=False))

    assert "Half a sentence" in " ".join(rows_of(history_of(desk, article)))


def test_restored_text_without_its_section_asks_for_another(desk: Client) -> None:
    section = make_section()
    article = make_article(section=section)
    publish(article, section=make_section(name="Sport"))
    section.delete()

    response = restore(desk, article.revisions.earliest("live_from"))

    assert response.status_code == 200
    assert "Its section was deleted meanwhile: choose another one before you publish." in response.text


def test_restoring_is_a_post(desk: Client) -> None:
    article = make_article()

    assert desk.get(f"{ARTICLES}{article.pk}/restore/").status_code == 405


def test_only_kept_texts_of_the_article_are_restored(desk: Client) -> None:
    draft, other = make_draft(), make_article().revisions.get()

    assert restore(desk, draft).status_code == 404
    assert restore(desk, other, draft.article).status_code == 404
    assert Revision.objects.get(pk=draft.pk).version == draft.version


def test_restoring_needs_a_token(strict_client: Client, editor: User) -> None:
    text = make_article().revisions.get()
    strict_client.force_login(editor)

    assert restore(strict_client, text).status_code == 403
