"""A paper for tests of what readers see: every story is linked to every other, and each word says whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from articles import publishing
from articles.models import Article, BreakingNews, FrontSlot, Likeness, Revision
from comments.models import Comment, State
from tests.factories import (
    make_author,
    make_category,
    make_comment,
    make_correction,
    make_draft,
    make_product,
    make_section,
    make_source,
    make_topic,
    make_user,
)
from tests.walking import Answer, walk

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
TEXT = ("headline", "dek", "point", "body")
PARTS = (*TEXT, "slug", "correction", "comment")
LISTINGS = ("town", "ferry", "ada", "gazette", "mugs", "mug")


def _listings() -> dict[str, Any]:
    return {
        "section": make_section(slug="town"),
        "topics": [make_topic(slug="ferry")],
        "authors": [make_author(slug="ada")],
        "sources": [make_source(slug="gazette")],
        "products": [make_product(slug="mug", category=make_category(slug="mugs"))],
    }


@dataclass(frozen=True)
class Paper:
    """The listings and the product that all its stories share."""

    listings: dict[str, Any] = field(default_factory=_listings)

    def draft(self, name: str) -> Revision:
        """A new text all of whose words begin with a name; “zqall” finds it."""
        return make_draft(
            slug=f"zq{name}slug", key_points=[f"zq{name}point"], **texts_of(name), **self.listings
        )


def texts_of(name: str) -> dict[str, Any]:
    return {
        "headline": f"zqall zq{name}headline",
        "dek": f"zq{name}dek",
        "body": f"<p>zq{name}body</p>",
    }


def rewrite(article: Article, name: str) -> Revision:
    """The working copy of an article, which says now what a name stands for."""
    copy = publishing.working_copy(article)
    for part, text in texts_of(name).items():
        setattr(copy, part, text)
    copy.version += 1
    copy.save()
    copy.key_points.update(text=f"zq{name}point")
    return copy


def link_everything_to(front: Article) -> None:
    """Give every article a correction, a reply and a place on the front page, and relate it to one."""
    shown = front.revisions.filter(live_from__isnull=False).get()
    for place, article in enumerate(Article.objects.all(), start=1):
        name = article.slug.removeprefix("zq").removesuffix("slug")
        make_comment(article=article, text=f"zq{name}comment", state=State.APPROVED)
        make_correction(article=article, text=f"zq{name}correction")
        FrontSlot.objects.create(position=place, article=article)
        BreakingNews.objects.create(text="Breaking", article=article, ends_at=NOW + 365 * DAY)
        if article != front:
            shown.recommendations.create(article=article, position=place)
            Likeness.objects.create(article=front, other=article, score=1 / place)


def hidden_stories(paper: Paper) -> list[str]:
    """Make a story in every state that readers do not see, among others that they do; the names of what is hidden."""
    editor = make_user()
    paper.draft("draft")
    publishing.send_to_review(paper.draft("ready"), by=editor)
    publishing.publish(paper.draft("future"), by=editor, at=NOW + DAY)
    publishing.publish(paper.draft("expired"), by=editor, at=NOW - 2 * DAY, until=NOW)
    publishing.publish(withdrawn := paper.draft("withdrawn"), by=editor, at=NOW - 2 * DAY)
    publishing.withdraw(withdrawn.article, by=editor, note="It was not so.")
    publishing.publish(written := paper.draft("written"), by=editor, at=NOW - DAY)
    rewrite(written.article, "copy")
    publishing.publish(scheduled := paper.draft("scheduled"), by=editor, at=NOW - DAY)
    publishing.publish(rewrite(scheduled.article, "change"), by=editor, at=NOW + DAY)
    publishing.publish(public := paper.draft("public"), by=editor, at=NOW - DAY)
    link_everything_to(public.article)
    return ["draft", "ready", "future", "expired", "withdrawn", "copy", "change"]


def read_everything(*names: str) -> list[Answer]:
    """All that strangers can read now; `names` are those of the texts to ask for."""
    comments = dict(Comment.objects.values_list("article", "pk"))
    articles: list[dict[str, Any]] = [
        {
            "day": article.first_published_on or timezone.localdate(),
            "slug": article.slug,
            "pk": comments.get(article.pk, 0),
        }
        for article in Article.objects.all()
    ]
    values = {
        "slug": LISTINGS,
        "format": ["rss", "atom", "json"],
        "month": {article["day"].replace(day=1) for article in articles},
        "section": ["articles", "listings", "shop"],
        "secret": ["x" * 32],  # the pages behind these are for one person each
        "code": ["ABCDEFGH"],
        "number": [1],
        "token": ["x"],
    }
    return walk(articles, values, ["zqall", *(f"zq{name}{part}" for name in names for part in PARTS)])


def showing(name: str, answers: list[Answer], parts: Sequence[str] = PARTS) -> set[str]:
    """The names of the addresses that show anything of a text; what was searched for is no find."""
    words = [f"zq{name}{part}" for part in parts]
    found = set()
    for answer in answers:
        asked = answer.path.partition("?q=")[2]
        text = answer.text.replace(asked, "") if asked else answer.text
        if any(word in text for word in words) or (asked in words and 'class="card' in text):
            found.add(answer.name)
    return found
