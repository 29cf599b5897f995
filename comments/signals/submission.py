"""What is looked at: a reply as it was sent or changed, and what is known of where it comes from."""

import hashlib
from dataclasses import dataclass, field

from articles.models import Article
from newsroom.visitors import Visitor


@dataclass(frozen=True)
class Submission:
    """A text to be examined. `key` is that of the comment whose text is changed; None for a new one."""

    article: Article
    text: str
    name: str
    email: str
    website: str = ""
    parent: int | None = None
    guest: str = ""
    email_is_confirmed: bool = False
    visitor: Visitor = field(default_factory=Visitor)
    address: str = ""  # of the network, in plain; it is handed on to a checker elsewhere and never stored
    agent: str = ""
    trap: str = ""
    milliseconds: int | None = None  # since the form was first touched; None where no script could tell
    has_invisible: bool = False
    key: int | None = None

    @property
    def words(self) -> str:
        """All that readers would see of it."""
        return "\n".join((self.text, self.name, self.website))

    @property
    def digest(self) -> str:
        """The same for texts that differ in case and white space alone."""
        return digest_of(self.text)

    @property
    def fingerprint(self) -> str:
        """The same for what one person sends twice: a double click, a reload, a second try after a lost answer.

        What others can read or guess of a reply does not make it theirs: it has to come from the same address.
        """
        parts = (self.article.pk, self.parent, self.text, self.name, self.email.lower(), self.visitor.address)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def digest_of(text: str) -> str:
    """32 hexadecimal digits of a text, whatever its case and white space."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:32]
