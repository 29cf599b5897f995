"""What is looked at: a reply as it was sent or changed, and what is known of where it comes from."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Self

from articles.models import Article
from comments.models import Comment
from comments.signals.unseen import visible
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

    @classmethod
    def of(cls, comment: Comment, **sending: Any) -> Self:
        """What a comment says, new or stored; `sending` is what is known of how it is sent, or changed, just now."""
        kept = ("article", "text", "name", "email", "website", "guest")
        known = {name: getattr(comment, name) for name in kept} | {
            "parent": comment.parent_id,
            "email_is_confirmed": comment.email_confirmed_at is not None,
            "visitor": Visitor(block=comment.block, network=comment.network),
            "key": comment.pk,
        }
        return cls(**known | sending)

    @property
    def words(self) -> str:
        """All that readers see of it."""
        return visible("\n".join((self.text, self.name, self.website)))

    @property
    def digest(self) -> str:
        """The same for texts that differ in case, white space and what cannot be seen alone."""
        return digest_of(self.text)

    @property
    def fingerprint(self) -> str:
        """The same for what one person sends twice: a double click, a reload, a second try after a lost answer.

        What others can read or guess of a reply does not make it theirs: it has to come from the same address.
        Where that is nobody's, all have it in common, and `receiving` asks for the browser's key.
        """
        parts = (self.article.pk, self.parent, self.text, self.name, self.email.lower(), self.visitor.address)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def digest_of(text: str) -> str:
    """32 hexadecimal digits of a text, whatever its case, its white space and what of it cannot be seen."""
    return hashlib.sha256(" ".join(visible(text).casefold().split()).encode()).hexdigest()[:32]
