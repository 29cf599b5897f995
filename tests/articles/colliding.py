"""Two people at one text, in their forms: who comes second chooses."""

import re
from html import unescape

from django.test import Client

from articles.models import Article
from tests.articles.desk import fields_of, open_article
from tests.responses import Response

SIDE = re.compile(r'value="(?:mine|theirs)" required>.*?<div class="conflict__text">(.*?)</div>', re.DOTALL)


def collide(desk: Client, article: Article, theirs: dict[str, object], mine: dict[str, object]) -> Response:
    """Two open one form; the other saves first, then I do."""
    address, fields = open_article(desk, article)
    _address, others = open_article(desk, article)
    desk.post(address, others | theirs | {"_save": ""})
    return desk.post(address, fields | mine | {"_save": ""})


def choose(desk: Client, page: Response, **choices: str) -> Response:
    """Choose on the page that shows both versions."""
    address = re.search(r'<form class="conflict" action="([^"]+)"', page.text)
    assert address
    chosen = {f"choose-{name}": choice for name, choice in choices.items()}
    return desk.post(address[1], fields_of(page) | chosen | {"_continue": ""}, follow=True)


def sides(page: Response) -> list[str]:
    """What stands on each side of the page, mine before theirs, as it is read aloud."""
    return [" ".join(unescape(re.sub(r"<[^>]*>", "", side)).split()) for side in SIDE.findall(page.text)]
