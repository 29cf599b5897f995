"""A form that is overtaken: by a withdrawal, a move, the clock, a colleague; nothing of theirs is undone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, OldAddress, Revision
from tests.articles.desk import ADD, errors_of, fields_of, new_article, open_article
from tests.factories import make_article, make_draft
from tests.races import at_once

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def saver(editor: User, article: Article, **typed: str) -> tuple[Callable[[], None], list[int]]:
    """Open a form now, and send it later."""
    desk = Client()
    desk.force_login(editor)
    address, fields = open_article(desk, article)
    codes: list[int] = []
    return lambda: codes.append(desk.post(address, fields | typed | {"_save": ""}).status_code), codes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_save_at_the_moment_of_a_withdrawal_undoes_nothing_of_it(editor: User, _round: int) -> None:
    article = make_article()
    save, codes = saver(editor, article, headline="Mine")

    at_once(save, lambda: publishing.withdraw(article, by=editor, note="Forged."))

    article.refresh_from_db()
    assert (codes, article.withdrawal_note) == ([302], "Forged.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_save_at_the_moment_of_a_move_undoes_nothing_of_it(editor: User, _round: int) -> None:
    article = make_article(slug="old")
    save, codes = saver(editor, article, headline="Mine")

    at_once(save, lambda: publishing.move(article, "new"))

    article.refresh_from_db()
    assert (codes, article.slug) == ([302], "new")
    assert OldAddress.objects.get().slug == "old"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_articles_that_recommend_each_other_are_saved_at_once(editor: User, _round: int) -> None:
    one, two = make_article(), make_article()
    rows = {"recommendations-TOTAL_FORMS": "1"}
    save_one, codes_one = saver(editor, one, **rows, **{"recommendations-0-article": str(two.pk)})
    save_two, codes_two = saver(editor, two, **rows, **{"recommendations-0-article": str(one.pk)})

    at_once(save_one, save_two)

    assert codes_one + codes_two == [302, 302]


@pytest.mark.django_db
def test_restored_text_is_not_typed_over_by_a_form_opened_before(desk: Client, editor: User) -> None:
    article = make_draft(headline="First").article
    first = publishing.keep(publishing.working_copy(article), by=editor)
    assert first
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "Second", "_autosave": "1"})
    publishing.restore(first, by=editor)

    answer = desk.post(address, fields | {"headline": "Second half", "_autosave": "1"})

    assert answer.status_code == 409
    assert publishing.working_copy(article).headline == "First"


@pytest.mark.django_db
def test_restoring_an_older_text_lifts_no_embargo(editor: User) -> None:
    draft = make_draft()
    older = publishing.keep(draft, by=editor)
    assert older
    draft.embargoed_until = TOMORROW
    draft.save()

    assert publishing.restore(older, by=editor).embargoed_until == TOMORROW


@pytest.mark.django_db
def test_discarding_over_somebody_elses_save_is_refused(desk: Client) -> None:
    article = make_article()
    address, fields = open_article(desk, article)
    _address, theirs = open_article(desk, article)
    desk.post(address, theirs | {"headline": "Theirs", "_autosave": "1"})

    page = desk.post(address, fields | {"_discard": ""}, follow=True)

    assert page.status_code == 409
    assert publishing.working_copy(article).headline == "Theirs"


@pytest.mark.django_db
def test_draft_that_is_discarded_stays_in_the_history(desk: Client, editor: User) -> None:
    draft = make_draft(headline="Kept")
    publishing.keep(draft, by=editor)
    address, fields = open_article(desk, draft.article)
    answer = desk.post(address, fields | {"headline": "Typed", "_autosave": "1"}).json()

    desk.post(address, fields | {"headline": "Typed", "opened_version": answer["version"], "_discard": ""})

    assert publishing.working_copy(draft.article).headline == "Kept"
    assert draft.article.revisions.filter(headline="Typed", is_working_copy=False).exists()


@pytest.mark.django_db
def test_taking_back_what_has_gone_live_meanwhile_is_told(desk: Client, editor: User) -> None:
    draft = make_draft()
    with time_machine.travel(NOW, tick=False):
        publishing.publish(draft, by=editor, at=TOMORROW)
        address, fields = open_article(desk, draft.article)
    page = desk.post(address, fields | {"headline": "Changed", "_unschedule": ""}, follow=True)

    assert "Nothing is scheduled any more: it is live." in page.text
    assert Revision.objects.live().exists()
    assert publishing.working_copy(draft.article).headline == "Changed"


# The address of what is scheduled


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_address_of_another_article_is_refused_for_one_that_is_scheduled(desk: Client, editor: User) -> None:
    other = make_article(slug="flood", at=NOW - timedelta(days=1))
    OldAddress.objects.create(article=other, day=TOMORROW.date(), slug="tide")
    publishing.publish(make_draft(slug="taken"), by=editor, at=TOMORROW)
    draft = make_draft(slug="mine")
    publishing.publish(draft, by=editor, at=TOMORROW)
    address, fields = open_article(desk, draft.article)

    for slug in ("taken", "tide"):
        page = desk.post(address, fields | {"slug": slug, "_save": ""})
        assert "Another article of that day has this slug, or had it." in errors_of(page)

    draft.article.refresh_from_db()
    assert draft.article.slug == "mine"


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(("role", "slug"), [("Reporters", "mine"), ("Editors", "other")])
def test_address_that_an_editor_has_scheduled_is_changed_by_editors_alone(
    client: Client, reporter: User, editor: User, role: str, slug: str
) -> None:
    draft = make_draft(slug="mine", by=reporter)
    publishing.publish(draft, by=editor, at=TOMORROW)
    client.force_login(reporter if role == "Reporters" else editor)
    address, fields = open_article(client, draft.article)

    client.post(address, fields | {"slug": "other", "_save": ""})

    draft.article.refresh_from_db()
    assert draft.article.slug == slug


# What is sent by hand


@pytest.mark.django_db
def test_field_of_our_own_that_is_forged_breaks_nothing(desk: Client) -> None:
    page = new_article(desk, _refused="1", _save="")

    assert page.status_code == 302


@pytest.mark.django_db
def test_link_that_is_no_web_address_is_refused(desk: Client) -> None:
    row = {"attributions-0-relation": "summary", "attributions-0-url": "ftp://gazette.example/wall"}

    assert "Enter a valid URL." in errors_of(new_article(desk, **row, _save=""))


@pytest.mark.django_db
def test_long_text_in_any_script_survives_the_choice_between_two_versions(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    _address, theirs = open_article(desk, article)
    desk.post(address, theirs | {"headline": "Theirs", "_save": ""})

    page = desk.post(address, fields | {"body": f"<p>{'слово ' * 75_000}</p>", "_save": ""})

    assert page.status_code == 409
    assert 'enctype="multipart/form-data"' in page.text


@pytest.mark.django_db
def test_each_form_that_is_opened_has_a_key_of_its_own(desk: Client) -> None:
    first, second = (fields_of(desk.get(ADD))["opened_key"] for _ in range(2))

    assert first
    assert first != second


@pytest.mark.django_db
def test_note_is_kept_though_the_text_is_the_same(editor: User) -> None:
    draft = make_draft()
    publishing.keep(draft, by=editor)

    kept = publishing.keep(draft, by=editor, note="The lawyer has seen it")

    assert kept
    assert kept.note == "The lawyer has seen it"
