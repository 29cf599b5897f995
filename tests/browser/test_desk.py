"""The desk's first page in a browser: what waits, at every width, in light and in dark."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from articles import publishing
from articles.models import LinkStatus, SourceLink
from tests.articles.writing import publish, write
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_comment, make_draft, make_product

LONG = (
    "Ferrymen’s Wexmouth-Skerrow-Teind-Ropewalk-Harbour-Road-Association votes against the timetable, again"
)


def fill_the_desk(reporter: User) -> None:
    publishing.send_to_review(make_draft(headline="The wall is raised", by=reporter), by=reporter)
    make_draft(headline=LONG, by=reporter)
    publish(make_draft(headline="Tide tables").article, at=timezone.now() + timedelta(days=2))
    write(make_article(headline="Old"), headline="A headline that readers do not know yet")
    SourceLink.objects.create(url=f"https://gazette.example/{'very-' * 20}long", status=LinkStatus.BROKEN)
    make_comment(article=make_article())
    make_product(title="Mug", stock=0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_first_page_is_readable_at_every_width_and_in_the_dark(
    live_server: object,
    sized: Callable[..., Visitor],
    editor: User,
    reporter: User,
    scheme: Literal["light", "dark"],
) -> None:
    editor.is_superuser = True
    editor.save()
    fill_the_desk(reporter)
    person = sized()
    person.page.emulate_media(color_scheme=scheme)
    person.go_through_the_door(editor)

    headings = person.page.get_by_role("region", name="What waits for you").get_by_role("heading", level=2)
    expect(headings).to_have_text(
        [
            "Ready for review (1)",
            "Scheduled later (1)",
            "Live, with unpublished changes (1)",
            "Drafts (1)",
            "Replies to decide (1)",
            "Broken source links (1)",
            "Low stock (1)",
        ]
    )
    person.check()


def test_editor_goes_from_the_first_page_to_what_waits_and_publishes_it(
    live_server: object, visitor: Callable[..., Visitor], editor: User, reporter: User
) -> None:
    fill_the_desk(reporter)
    person = visitor()
    person.go_through_the_door(editor)

    person.follow("Ready for review (1)")
    expect(person.page.locator("#result_list tbody tr")).to_have_count(1)
    person.go("/admin/")
    person.follow("The wall is raised")
    person.press("Publish")

    person.go("/admin/")
    expect(person.page.get_by_role("heading", name="Ready for review")).to_have_count(0)


def test_reporter_learns_on_the_first_page_why_a_story_came_back(
    live_server: object, sized: Callable[..., Visitor], editor: User, reporter: User
) -> None:
    draft = make_draft(headline="The wall is raised", by=reporter)
    publishing.send_back(draft, by=editor, note="Who says so?")
    person = sized()
    person.go_through_the_door(reporter)

    expect(person.page.get_by_role("heading", name="Sent back to you (1)")).to_be_visible()
    expect(person.page.get_by_text("“Who says so?” – eva")).to_be_visible()
    person.check()
    person.follow("The wall is raised")
    expect(person.page.get_by_label("Headline")).to_have_value("The wall is raised")


def test_desk_without_work_says_so(
    live_server: object, visitor: Callable[..., Visitor], moderator: User
) -> None:
    person = visitor()
    person.go_through_the_door(moderator)

    expect(person.page.get_by_text("Nothing waits for you.")).to_be_visible()
    person.check()
