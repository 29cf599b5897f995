"""What a reader does who replies."""

from typing import Any

from django.test import Client

from articles.models import Article
from tests.responses import Response

REPLY = {"text": "At last.", "name": "Bea", "email": "bea@readers.example", "website": ""}


def post_reply(client: Client, article: Article, **fields: Any) -> Response:
    return client.post(f"{article.get_absolute_url()}replies/", REPLY | fields)


def escaped(text: str) -> str:
    for mark, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(mark, name)
    return text
