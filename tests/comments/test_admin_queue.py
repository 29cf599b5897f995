"""The moderators' queue: what it shows, in which order, and how it is searched."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from comments import log, moderation
from comments.models import Act, Comment, Complaint, Report, Rule, State
from tests.comments.moderating import COMMENTS, QUEUE, shown
from tests.factories import make_article, make_comment, make_section

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def make_report(comment: Comment, words: str = "") -> Report:
    number = Report.objects.count()
    return Report.objects.create(
        comment=comment, address=f"visitor-{number}", complaint=Complaint.INSULT, words=words
    )


def make_history(**fields: Any) -> None:
    """Of earlier replies, two that were published, one that was not, and three of spam; one waits."""
    for state, count in ((State.APPROVED, 2), (State.REJECTED, 1), (State.SPAM, 3), (State.PENDING, 1)):
        for _ in range(count):
            make_comment(state=state, **fields)


def test_what_waits_longest_comes_first_and_likely_spam_last(desk: Client) -> None:
    for name, hours, is_likely_spam in (("Late", 1, False), ("Spam", 9, True), ("Early", 5, False)):
        held_at = NOW - timedelta(hours=hours)
        make_comment(name=name, held_at=held_at, is_likely_spam=is_likely_spam)
    make_comment(name="Published", state=State.APPROVED)

    assert shown(desk.get(QUEUE)) == ["Early", "Late", "Spam"]


def test_row_shows_all_that_bears_on_the_decision(desk: Client) -> None:
    parent = make_comment(name="Len", text="The wall will hold.", state=State.APPROVED)
    make_comment(
        article=parent.article,
        parent=parent,
        name="Bea",
        email="bea@readers.example",
        website="https://bea.example/",
        email_confirmed_at=NOW,
        text="It did not hold.",
        signals=[["links", 2, "1"], ["good-history", -1, "1"]],
        score=1,
        asked_again_at=NOW,
        appeal="Look once more.",
    )

    page = desk.get(QUEUE).text

    headline = parent.article.revisions.get(is_working_copy=False).headline
    assert f'<a href="{parent.article.get_absolute_url()}">{headline}</a>' in page
    for words in ("It did not hold.", "bea@readers.example", "(confirmed)", "https://bea.example/"):
        assert words in page
    assert re.search(r"in reply to\s+Len:\s+<q>The wall will hold\.</q>", page)
    assert re.search(r"\+2</span>\s*Links in it: 1\.", page)
    assert re.search(r"-1</span>\s*Earlier replies of this person were published: 1\.", page)
    assert "Signals (together 1)" in page
    assert "Look once more." in page


def test_long_text_is_folded_and_whole(desk: Client) -> None:
    text = "I was there. " * 100 + "The end."
    make_comment(text=text)

    page = desk.get(QUEUE).text

    assert f"<p>{text}</p>" in page
    assert "The whole text (1308 characters)" in page or "The whole text (1,308 characters)" in page


@pytest.mark.parametrize(
    ("known", "label"),
    [
        ({"guest": "key"}, "Same browser"),
        ({"block": "hash"}, "Same address block"),
        ({"email": "bea@readers.example", "email_confirmed_at": NOW}, "Same confirmed address"),
    ],
    ids=["browser", "block", "address"],
)
def test_history_is_told_by_each_thing_that_is_known(desk: Client, known: dict[str, Any], label: str) -> None:
    make_history(**known)
    for comment in Comment.objects.pending():
        comment.delete()
    make_comment(name="Bea", **known)

    page = desk.get(QUEUE).text

    [history] = re.findall(rf"{label}.*?</a>: ([^<]*)</li>", page)
    assert history == "2 published, 1 not published, 3 spam"
    assert len(re.findall(r"(Same browser|Same address block|Same confirmed address)", page)) == 1


def test_typed_address_has_no_history(desk: Client) -> None:
    make_history(email="bea@readers.example", email_confirmed_at=NOW)
    Comment.objects.pending().delete()
    make_comment(email="bea@readers.example")

    assert "Nothing is known of its writer." in desk.get(QUEUE).text


def test_history_leads_to_the_replies_of_that_person(desk: Client) -> None:
    make_comment(name="Earlier", guest="key", state=State.SPAM)
    make_comment(name="Somebody", guest="other")
    comment = make_comment(name="Now", guest="key")

    page = desk.get(f"{QUEUE}?view=all&by=guest&of={comment.pk}")

    assert shown(page) == ["Now", "Earlier"]


# Views


def make_views() -> None:
    """One reply in each view at least."""
    make_comment(name="Waits")
    make_comment(name="Pills", is_likely_spam=True)
    make_comment(name="Again", asked_again_at=NOW)
    make_report(make_comment(name="Blamed", state=State.APPROVED), "He lies.")
    log.record(make_comment(name="Unread"), State.APPROVED, Act.APPROVE, by=Rule.AFTERWARDS)
    old = make_comment(name="Old", created_at=timezone.now() - timedelta(days=30))
    log.record(old, State.APPROVED, Act.APPROVE, by=Rule.AFTERWARDS)
    for name, state in (("Refused", State.REJECTED), ("Spam", State.SPAM), ("Trash", State.TRASH)):
        make_comment(name=name, state=state)


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("waiting", ["Waits", "Again", "Pills"]),
        ("likely-spam", ["Pills"]),
        ("reported", ["Blamed"]),
        ("asked-again", ["Again"]),
        ("unread", ["Unread"]),
        ("rejected", ["Refused"]),
        ("spam", ["Spam"]),
        ("trash", ["Trash"]),
    ],
)
def test_view_shows_its_replies_and_their_number(desk: Client, view: str, names: list[str]) -> None:
    make_views()

    page = desk.get(QUEUE, {"view": view})

    assert shown(page) == names
    [number] = re.findall(r'aria-current="page">[^<]*<span class="replies__count">(\d+)<', page.text)
    assert int(number) == len(names)


def test_what_a_rule_published_stays_unread_when_an_act_on_it_is_undone(
    desk: Client, moderator: User
) -> None:
    comment = make_comment(name="Unread")
    log.record(comment, State.APPROVED, Act.APPROVE, by=Rule.AFTERWARDS)

    moderation.undo(moderation.decide(comment, Act.TRASH, by=moderator), by=moderator)

    page = desk.get(QUEUE, {"view": "unread"})
    assert shown(page) == ["Unread"]
    assert "Keep" in page.text


def test_what_staff_wrote_is_not_unread(desk: Client) -> None:
    log.record(make_comment(badge="staff"), State.APPROVED, Act.APPROVE, by=Rule.STAFF)

    assert shown(desk.get(QUEUE, {"view": "unread"})) == []


def test_reports_are_shown_with_their_words(desk: Client) -> None:
    make_views()

    page = desk.get(QUEUE, {"view": "reported"}).text

    assert "It insults or harasses somebody" in page
    assert "He lies." in page
    assert ">Keep</button>" in page


@pytest.mark.parametrize(
    "query",
    [
        "view=nothing",
        "after=x",
        "after=0",
        "before=9e9",
        "after=99999",
        "after=0.1.-1",
        "after=0.9223372036854775807.1",
        "after=0.9.9.9",
        "after=0.9.99999999999999999999",
        "before=²._.%00",
        "section=9e9",
        "of=1",
        "by=guest&of=",
        "q=%00",
    ],
)
def test_address_that_says_nothing_shows_what_waits(desk: Client, query: str) -> None:
    make_comment(name="Waits")

    assert shown(desk.get(f"{QUEUE}?{query}")) == ["Waits"]


@pytest.mark.parametrize("words", ["harbour", "BEA", "bea@read"])
def test_queue_is_searched_by_text_name_and_address(desk: Client, words: str) -> None:
    make_comment(name="Bea", text="At the harbour.", email="bea@readers.example")
    make_comment(name="Other")

    assert shown(desk.get(QUEUE, {"q": words})) == ["Bea"]


def test_queue_is_narrowed_to_a_section_and_to_an_article(desk: Client) -> None:
    sport = make_section(name="Sport")
    comment = make_comment(name="Fan", article=make_article(section=sport))
    make_comment(name="Other")

    assert shown(desk.get(QUEUE, {"section": sport.pk})) == ["Fan"]
    assert shown(desk.get(QUEUE, {"article": comment.article_id})) == ["Fan"]


def test_everything_can_be_chosen_without_script(desk: Client) -> None:
    make_comment()
    make_comment()

    page = desk.get(QUEUE, {"all": 1}).text

    assert len(re.findall(r'name="reply" value="\d+\.0\.0" data-key="x" checked', page)) == 2


# The pages beside it

BESIDE = ["Numbers", "Decisions", "Bans", "Rules", "Export or erase"]


def beside(page: str) -> list[str]:
    """The links of the row beside the queue."""
    [row] = re.findall(r'<nav class="replies__beside".*?</nav>', page, re.DOTALL)
    return re.findall(r">([\w ]+)</a>", row)


def test_queue_leads_to_the_pages_beside_it(desk: Client) -> None:
    page = desk.get(QUEUE).text

    assert beside(page) == BESIDE
    for path in re.findall(r'<li><a href="(/admin/comments/[^"]+)"', page):
        assert desk.get(path).status_code == 200


def test_queue_leads_nobody_to_what_they_may_not_see(client: Client, moderator: User) -> None:
    moderator.groups.clear()
    moderator.user_permissions.add(*_permissions("view_comment", "view_ban"))
    client.force_login(moderator)

    assert beside(client.get(QUEUE).text) == ["Numbers", "Bans"]


# Who may


def test_viewer_sees_the_queue_and_no_buttons(client: Client, moderator: User) -> None:
    moderator.groups.clear()
    moderator.user_permissions.add(*_permissions("view_comment"))
    make_comment(name="Waits")
    client.force_login(moderator)

    page = client.get(QUEUE)

    assert shown(page) == ["Waits"]
    assert 'name="act"' not in page.text


def test_desk_shows_hostile_words_as_text(desk: Client) -> None:
    hostile = "<script>alert(1)</script>"
    comment = make_comment(text=hostile, name=hostile, appeal=hostile, signals=[["links", 1, hostile]])
    make_report(comment, hostile)

    for path in (QUEUE, f"{COMMENTS}{comment.pk}/change/", COMMENTS):
        html = desk.get(path).text
        assert hostile not in html
        assert "&lt;script&gt;alert(1)" in html


def _permissions(*names: str) -> Any:
    return Permission.objects.filter(codename__in=names)
