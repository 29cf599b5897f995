"""A moderator's way: read what waits, approve it, reject it."""

from collections.abc import Callable

from django.contrib.auth.models import User
from playwright.sync_api import expect

from comments.models import Comment, State
from tests.browser.conftest import PASSWORD
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_comment


def test_moderator_approves_one_reply_and_rejects_another(
    live_server: object, moderator: User, visitor: Callable[..., Visitor]
) -> None:
    moderator.set_password(PASSWORD)
    moderator.save()
    article = make_article()
    parent = make_comment(article=article, name="Len", state=State.APPROVED)
    make_comment(article=article, text="Fish & <b>chips</b>", name="Arif", parent=parent)
    make_comment(article=article, text="Buy my pills", name="Spammer")
    person = visitor()
    page = person.page
    person.log_in(moderator.username, PASSWORD)
    person.check()
    person.go("/admin/comments/comment/")
    person.check()
    page.get_by_role("row").filter(has_text="Fish &").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Approve")
    person.press("Run")
    expect(page.get_by_text("Approved: 1.")).to_be_visible()
    page.get_by_role("row").filter(has_text="Buy my pills").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Mark as spam")
    person.press("Run")
    expect(page.get_by_text("Marked as spam: 1.")).to_be_visible()

    reader = visitor()
    reader.go(article.get_absolute_url())
    answer = reader.page.locator(".comment").filter(has_text="Fish & <b>chips</b>")
    expect(answer).to_be_visible()
    expect(answer.get_by_text("in reply to Len")).to_be_visible()
    expect(reader.page.get_by_text("Buy my pills")).to_have_count(0)
    reader.check()
    assert set(Comment.objects.exclude(pk=parent.pk).values_list("decided_by", flat=True)) == {moderator.pk}
