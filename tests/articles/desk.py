"""What a member of staff does with the form of an article."""

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from articles.models import Article, Revision, Section
from tests.factories import make_author
from tests.responses import Response

ARTICLES = "/admin/articles/article/"
ADD = "/admin/articles/revision/add/"
AUTOSAVE = {"_autosave": "1"}


class FormFields(HTMLParser):
    """What a browser would send of a page's forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        match tag:
            case "input" if given.get("type") in {"checkbox", "radio"}:
                self.fields |= {name: given.get("value", "on")} if "checked" in given else {}
            case "input" if given.get("type") not in {"submit", "file", "button"} and name:
                self.fields[name] = given.get("value", "")
            case "textarea":
                self._textarea = name
                self.fields[name] = ""
            case "select":
                self._select = name
            case "option" if "selected" in given and given["value"]:
                self.fields.setdefault(self._select, []).append(given["value"])

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""


def fields_of(response: Response) -> dict[str, Any]:
    return FormFields(response.text).fields


def errors_of(response: Response) -> str:
    found = re.findall(r'<(?:ul class="errorlist|p class="errornote).*?</(?:ul|p)>', response.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", " ".join(found)).split())


def open_article(desk: Client, article: Article) -> tuple[str, dict[str, Any]]:
    """Open an article from the list: the address of its form, and what the form holds."""
    response = desk.get(f"{ARTICLES}{article.pk}/change/", follow=True)
    assert response.status_code == 200
    return response.redirect_chain[-1][0], fields_of(response)


def new_article(desk: Client, **typed: Any) -> Response:
    """Fill in the form of a new article, with nothing but a headline unless more is given."""
    return desk.post(ADD, fields_of(desk.get(ADD)) | {"headline": "The wall is raised"} | typed)


def type_into(desk: Client, address: str, fields: dict[str, Any], **typed: Any) -> Response:
    """Send what is typed, as the form does by itself."""
    return desk.post(address, fields | typed | AUTOSAVE, headers={"Accept": "application/json"})


def stored(article: Article) -> Revision:
    """The working copy as it is now."""
    return article.revisions.get(is_working_copy=True)


def readable(section: Section) -> dict[str, Any]:
    """What readers need of an article, and who wrote it: the pre-flight has nothing to say."""
    return {
        "dek": "Nine votes to four.",
        "body": "<p>The council voted.</p>",
        "section": section.pk,
        "relation": "original",
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-author": make_author().pk,
    }
