"""A walk through every public address of the site: what a stranger can read on it at one moment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

NOT_FOR_STRANGERS = {"admin"}


@dataclass(frozen=True)
class Answer:
    """What an address answered, head and body; `name` is that of its pattern."""

    name: str
    path: str
    status: int
    text: str


def public_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """The name of each public address and the names of its parameters."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", list(pattern.pattern.converters)
        elif pattern.namespace not in NOT_FOR_STRANGERS:
            yield from public_patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else "")


def paths(
    articles: Iterable[Mapping[str, Any]], values: Mapping[str, Iterable[Any]]
) -> Iterator[tuple[str, str]]:
    """Every public address: below an article’s own for each article, else with all values of its parameters.

    An address with a parameter for which no values are given is a KeyError.
    """
    for name, parameters in public_patterns(get_resolver()):
        beginnings = articles if {"day", "slug"} <= set(parameters) else [{}]
        for given in beginnings:
            beginning = {parameter: given[parameter] for parameter in parameters if parameter in given}
            others = [parameter for parameter in parameters if parameter not in beginning]
            for row in product(*(values[parameter] for parameter in others)):
                yield name, reverse(name, kwargs={**beginning, **dict(zip(others, row, strict=True))})


def walk(
    articles: Iterable[Mapping[str, Any]], values: Mapping[str, Iterable[Any]], queries: Iterable[str]
) -> list[Answer]:
    """Ask every public address for its page, or where it takes posts alone, send it a form; and search."""
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    answers = []
    for name, path in paths(list(articles), values):
        response = client.get(path)
        if response.status_code == 405:
            response = client.post(path, {"text": "", "name": "Bea"})
        content = b"".join(response) if response.streaming else response.content
        answers.append(Answer(name, path, response.status_code, f"{response.headers} {content.decode()}"))
    for typed in queries:
        response = client.get("/search/", {"q": typed})
        answers.append(Answer("search", f"/search/?q={typed}", response.status_code, response.text))
    return answers
