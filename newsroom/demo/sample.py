"""The sample content: a finished paper, read from `content/` into an empty site."""

import re
import tomllib
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from articles import publishing
from articles.models import (
    Article,
    Author,
    BreakingNews,
    Correction,
    FrontSlot,
    Picture,
    Revision,
    Section,
    Source,
    Topic,
)
from articles.provenance import most_borrowed
from comments import log
from comments.models import Act, Comment, State
from newsroom.demo import replies
from newsroom.demo.desk import Desk
from newsroom.demo.drawing.upload import drawn
from newsroom.demo.orders import Orders
from newsroom.demo.shop import Shop
from newsroom.people import name_of
from shop.models import Product

CONTENT = Path(__file__).parent / "content"
PLACEHOLDER = re.compile(r'<figure data-picture="([\w-]+)"></figure>')
DECIDED = {State.APPROVED: Act.APPROVE, State.REJECTED: Act.REJECT, State.SPAM: Act.SPAM}
HOUR = timedelta(hours=1)


@transaction.atomic
def load() -> bool:
    """Load everything, with times that count back from now; a site that has sections or products is left as it is.

    Returns whether it was loaded. Takes some 20 seconds, most of them for drawing.
    """
    if Section.objects.exists() or Product.objects.exists():
        return False
    Sample().load()
    return True


class Sample:
    """One run of the loader."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.site: dict[str, Any] = tomllib.loads((CONTENT / "site.toml").read_text())
        self.described = {picture["slug"]: picture for picture in self.site["pictures"]}

    def load(self) -> None:
        """Load the lists first, then what refers to them."""
        self._load_listings()
        Shop(now=self.now).load()
        stories = [tomllib.loads(file.read_text()) for file in (CONTENT / "articles").glob("*.toml")]
        for story in sorted(stories, key=lambda story: story["hours_ago"], reverse=True):
            self._load_article(story)
        self._load_front()
        Desk(self.begin, now=self.now).load()
        Orders(now=self.now).load()
        replies.load(now=self.now)

    @cached_property
    def editor(self) -> User:
        """Who publishes."""
        return User.objects.get(username="editor")

    @cached_property
    def moderator(self) -> User:
        """Who decides about replies."""
        return User.objects.get(username="moderator")

    def _load_listings(self) -> None:
        for position, section in enumerate(self.site["sections"], start=1):
            Section.objects.create(**section, position=position)
        for model, rows in (
            (Topic, "topics"),
            (Source, "sources"),
            (Author, "authors"),
        ):
            for row in self.site[rows]:
                model.objects.create(**row)
        Author.objects.filter(slug="hannah-okafor").update(account=User.objects.get(username="reporter"))

    def begin(self, story: dict[str, Any], by: User) -> Revision:
        """A story with all its parts, as somebody's draft."""
        article = Article.objects.create(slug=story["slug"], created_by=by)
        lead = story.get("lead_picture")
        draft = Revision.objects.create(
            article=article,
            headline=story["headline"],
            dek=story["dek"],
            body=PLACEHOLDER.sub(self._figure, story["body"]).strip(),
            relation=most_borrowed(given["relation"] for given in story["attributions"]),
            section=Section.objects.get(slug=story["section"]),
            lead_picture=self._picture(lead) if lead else None,
            saved_by=by,
            saved_by_name=name_of(by),
        )
        self._load_parts(draft, story)
        return draft

    def _load_article(self, story: dict[str, Any]) -> None:
        draft = self.begin(story, self.editor)
        published_at = self.now - story["hours_ago"] * HOUR
        publishing.publish(draft, by=self.editor, at=published_at)
        self._load_corrections(draft, story)
        self._load_comments(draft.article, story.get("comments", []), published_at)

    def _load_parts(self, draft: Revision, story: dict[str, Any]) -> None:
        draft.topics.set(Topic.objects.filter(slug__in=story["topics"]))
        for position, text in enumerate(story.get("key_points", []), start=1):
            draft.key_points.create(text=text, position=position)
        for position, byline in enumerate(story["bylines"], start=1):
            draft.bylines.create(
                author=Author.objects.get(slug=byline["author"]),
                role=byline["role"],
                position=position,
            )
        for position, given in enumerate(story["attributions"], start=1):
            source = Source.objects.get(slug=given["source"])
            draft.attributions.create(**given | {"source": source, "position": position})
        for position, slug in enumerate(story.get("products", []), start=1):
            draft.promotions.create(product=Product.objects.get(slug=slug), position=position)
        for position, slug in enumerate(story.get("related", []), start=1):
            draft.recommendations.create(article=Article.objects.get(slug=slug), position=position)

    def _load_front(self) -> None:
        for row in self.site["front"]:
            hours = row.get("until_in_hours")
            FrontSlot.objects.create(
                position=row["position"],
                article=Article.objects.get(slug=row["article"]),
                until=self.now + hours * HOUR if hours else None,
            )
        line = self.site["breaking"]
        BreakingNews.objects.create(
            text=line["text"],
            article=Article.objects.get(slug=line["article"]),
            starts_at=self.now,
            ends_at=self.now + line["ends_in_hours"] * HOUR,
        )

    def _load_corrections(self, revision: Revision, story: dict[str, Any]) -> None:
        if "updated_hours_ago" in story:
            revision.updated_at = self.now - story["updated_hours_ago"] * HOUR
            revision.save(update_fields=["updated_at"])
        for correction in story.get("corrections", []):
            made_at = self.now - correction["hours_ago"] * HOUR
            Correction.objects.create(
                article=revision.article,
                text=correction["text"].strip(),
                made_at=made_at,
                made_by=self.editor,
                made_by_name=name_of(self.editor),
            )

    def _load_comments(
        self,
        article: Article,
        rows: list[dict[str, Any]],
        published_at: datetime,
        parent: Comment | None = None,
    ) -> None:
        for row in rows:
            earliest = published_at + row["hours_after"] * HOUR
            last = Comment.objects.filter(article=article).order_by("created_at").last()
            after_last = (
                last.created_at + timedelta(minutes=4) if last and last.created_at >= earliest else earliest
            )
            created_at = min(after_last + timedelta(minutes=3), self.now - timedelta(minutes=1))
            state = State(row.get("state", State.APPROVED))
            comment = Comment(
                article=article,
                name=row["name"],
                email=row["email"],
                website=row.get("website", ""),
                badge=row.get("badge", ""),
                text=row["text"].strip(),
                created_at=created_at,
                held_at=created_at,
                announced_at=created_at if state == State.APPROVED else None,
            )
            comment.stand_under(parent)
            comment.save()
            if state != State.PENDING:
                log.record(comment, state, DECIDED[state], by=self.moderator)
            self._load_comments(article, row.get("replies", []), published_at, parent=comment)

    def _picture(self, slug: str) -> Picture:
        words = self.described[slug]
        existing = Picture.objects.filter(caption=words["caption"]).first()
        return existing or Picture.objects.create(
            file=drawn(slug),
            alt=words["alt"],
            caption=words["caption"],
            credit=words["credit"],
        )

    def _figure(self, match: re.Match[str]) -> str:
        picture = self._picture(match[1])
        return format_html(
            '<figure class="figure"><img src="{}" alt="{}" data-file="{}"><figcaption>{}</figcaption></figure>',
            picture.file.url,
            picture.alt,
            picture.pk,
            picture.caption,
        )
