"""What lies on the demonstration's desk: stories that are being written, wait, will come or are gone, and a history."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Revision
from newsroom.people import name_of

CONTENT = Path(__file__).parent / "content" / "desk.toml"

Story = dict[str, Any]
Begin = Callable[[Story, User], Revision]


class Desk:
    """One run of the loader; `begin` stores a story as somebody's draft."""

    def __init__(self, begin: Begin, *, now: datetime) -> None:
        self.begin = begin
        self.now = now
        self.editor = User.objects.get(username="editor")
        self.reporter = User.objects.get(username="reporter")

    def load(self) -> None:
        """Load each story, and bring it to its state."""
        bring: dict[str, Callable[[Revision, Story], None]] = {
            "draft": lambda _draft, _story: None,
            "ready": self._send_to_review,
            "returned": self._send_back,
            "scheduled": self._schedule,
            "withdrawn": self._withdraw,
            "live": self._write_versions,
        }
        for story in tomllib.loads(CONTENT.read_text())["stories"]:
            draft = self.begin(story, self.reporter)
            Revision.objects.filter(pk=draft.pk).update(version=1)
            draft.refresh_from_db()
            bring[story["state"]](draft, story)

    def _send_to_review(self, draft: Revision, _story: Story) -> None:
        publishing.keep(draft, by=self.reporter, note="Ready, but for the picture")
        publishing.send_to_review(draft, by=self.reporter)

    def _send_back(self, draft: Revision, story: Story) -> None:
        publishing.keep(draft, by=self.reporter)
        publishing.send_to_review(draft, by=self.reporter)
        publishing.send_back(draft, by=self.editor, note=story["note"])

    def _schedule(self, draft: Revision, _story: Story) -> None:
        tomorrow = timezone.localtime(self.now) + timedelta(days=1)
        publishing.publish(
            draft, by=self.editor, at=tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
        )

    def _withdraw(self, draft: Revision, story: Story) -> None:
        self._publish(draft, hours_ago=story["hours_ago"])
        withdrawn_at = self._ago(story["withdrawn_hours_ago"])
        publishing.withdraw(draft.article, by=self.editor, note=story["note"], at=withdrawn_at)

    def _write_versions(self, draft: Revision, story: Story) -> None:
        for version in story["versions"]:
            draft = publishing.working_copy(draft.article)
            draft.headline = version.get("headline", story["headline"])
            if "body_from" in version:
                draft.body = draft.body.replace(version["body_from"], version["body_to"])
            draft.version += 1
            draft.save()
            self._keep_or_publish(draft, version)

    def _keep_or_publish(self, draft: Revision, version: Story) -> None:
        by = {"editor": self.editor, "reporter": self.reporter}[version["by"]]
        if version.get("is_published"):
            draft.note = version["note"]
            self._publish(
                draft, hours_ago=version["hours_ago"], is_substantive=version.get("is_substantive", False)
            )
        elif kept := publishing.keep(draft, by=by, note=version["note"]):
            self._date(kept, by, version["hours_ago"])
        self._date(draft, by, version["hours_ago"])

    def _publish(self, draft: Revision, *, hours_ago: int, is_substantive: bool = False) -> None:
        at = self._ago(hours_ago)
        publishing.publish(draft, by=self.editor, at=at, is_substantive=is_substantive)
        self._date(draft, self.editor, hours_ago)

    def _date(self, revision: Revision, by: User, hours_ago: int) -> None:
        """Note who saved a text, and when it was in the story of the demonstration."""
        saved = {"saved_by": by, "saved_by_name": name_of(by), "saved_at": self._ago(hours_ago)}
        Revision.objects.filter(pk=revision.pk).update(**saved)

    def _ago(self, hours: int) -> datetime:
        return self.now - timedelta(hours=hours)
