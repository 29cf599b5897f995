"""Replies of both kinds from a seeded chance, as moderators decide about them: what readers say, and what spammers send.

The kinds overlap, as they do in life: readers praise, name prices and link to pages, and spammers praise the article.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

SUBJECTS = [
    "the harbour wall", "the ferry", "the council", "the school roof", "the new bridge", "the bus to Skerrow",
    "the oyster beds", "the library", "the market", "the lighthouse", "the tide tables", "the parking fees",
    "the sewage works", "the football ground", "the old mill", "the fish quota", "the flood map", "the town hall",
]  # fmt: skip
PLACES = [
    "Corn Street",
    "Quay Lane",
    "the marsh",
    "Teind",
    "the station",
    "our street",
    "the north shore",
    "Skerrow",
]
PEOPLE = [
    "my neighbour",
    "my father",
    "the captain",
    "the mayor",
    "an engineer I know",
    "the teacher",
    "my daughter",
]
SAID = [
    "{person} has said so about {subject} for years.",
    "I walk past {subject} every morning and nothing has changed since the spring.",
    "Why does nobody ask what {subject} costs the people in {place}?",
    "In {place} we paid {price} pounds more last year, and {subject} is no better.",
    "Thank you for this. I did not know that about {subject}.",
    "Great article, but you forgot {place}.",
    "That is not right: {subject} was closed in the winter of the storm, not before.",
    "I was at the meeting, and {person} told a different story.",
    "The figures are here for whoever wants them: https://council.example/minutes/{number}",
    "If {subject} goes, the shops in {place} go too.",
    "We should wait for the report before we build anything near {place}.",
    "Well written. More about {subject}, please.",
    "{person} offered to help for free and got no answer.",
    "Has anybody counted the boats at {place} since then?",
]
OFFERS = [
    "pills without prescription", "a casino bonus", "cheap loans", "designer watches", "crypto signals",
    "a weight loss secret", "followers and likes", "an essay writing service", "web traffic", "a dating site",
]  # fmt: skip
SENT = [
    "Buy {offer} now, best price {price} dollars, fast delivery, click https://{domain}/{number}",
    "I earned {price} dollars in one week from home with {offer}. Visit {domain} today!",
    "Get {offer} with discount code, limited offer, order online at {domain}",
    "Hello dear, nice blog. We rank your website on the first page, cheap SEO, contact {domain}",
    "Free registration, win big, {offer}, no deposit: www.{domain}/{number}",
    "Investment opportunity: double your bitcoin, guaranteed profit, message me on WhatsApp {number}",
]
FLATTERY = [
    "Great article, thank you for sharing such useful information with your readers.",
    "Well written. I will bookmark this page and come back for more.",
    "I really enjoyed what you wrote about {subject}, keep up the good work.",
]
FIRST = ["Ada", "Bea", "Len", "Hugh", "Maud", "Owen", "Tess", "Iris", "Carl", "Nora", "Sid", "Una"]
LAST = ["Pemble", "Okafor", "Lunt", "Marsh", "Quill", "Reeve", "Tarn", "Voss", "Wick", "Yates"]
SELLERS = ["BestDeals", "Casino Online", "SEO Expert", "Loan Agent", "Crypto Coach", "Cheap Meds"]
HIDDEN, WRONG = 0.15, 0.002  # shares of spam that only flatters, and of decisions that are mistakes


@dataclass(frozen=True)
class Said:
    """One reply, and what a moderator took it for."""

    text: str
    name: str
    website: str
    is_spam: bool


def said(seed: int, *, share: float = 0.4) -> Iterator[Said]:
    """Replies without end, that share of them spam; the same seed gives the same ones."""
    draw = random.Random(seed)
    while True:
        is_spam = draw.random() < share
        reply = _sent(draw) if is_spam else _told(draw)
        yield Said(*reply, is_spam != (draw.random() < WRONG))


def _told(draw: random.Random) -> tuple[str, str, str]:
    text = " ".join(_filled(draw, sentence) for sentence in draw.sample(SAID, draw.randint(1, 3)))
    website = f"https://{draw.choice(LAST).lower()}.example" if draw.random() < 0.1 else ""
    return text, f"{draw.choice(FIRST)} {draw.choice(LAST)}", website


def _sent(draw: random.Random) -> tuple[str, str, str]:
    name = draw.choice(SELLERS) if draw.random() < 0.5 else draw.choice(FIRST)
    if draw.random() < HIDDEN:
        return _filled(draw, draw.choice(FLATTERY)), name, f"https://{_domain(draw)}"
    return _filled(draw, draw.choice(SENT)), name, ""


def _filled(draw: random.Random, sentence: str) -> str:
    return sentence.format(
        subject=draw.choice(SUBJECTS),
        place=draw.choice(PLACES),
        person=draw.choice(PEOPLE),
        offer=draw.choice(OFFERS),
        price=draw.randint(2, 900),
        number=draw.randint(100, 99_999),
        domain=_domain(draw),
    )


def _domain(draw: random.Random) -> str:
    word = "".join(draw.choices("bcdfghklmnprstvz", k=4))
    return f"{word}-{draw.choice(['deals', 'win', 'shop', 'top', 'cash'])}.example"
