"""A signal: one reason for or against holding a reply, with its weight; and what each is called."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What is said of each signal. `%(detail)s` is what it found, in the words of the reply or as a number.
SENTENCES: dict[str, Any] = {
    "honeypot": gettext_lazy("A field that people do not see was filled in."),
    "too-fast": gettext_lazy("It was sent %(detail)s seconds after the form was first touched."),
    "guest-rate": gettext_lazy("%(detail)s replies came from the same browser within ten minutes."),
    "block-rate": gettext_lazy("%(detail)s replies came from the same address block within ten minutes."),
    "network-rate": gettext_lazy("%(detail)s replies came from the same network within ten minutes."),
    "flood": gettext_lazy("%(detail)s replies came to the site within ten minutes."),
    "duplicate": gettext_lazy("The same text was sent before in the same place."),
    "duplicate-elsewhere": gettext_lazy(
        "The same text was sent under other articles today: %(detail)s times."
    ),
    "links": gettext_lazy("Links in it: %(detail)s."),
    "watched-word": gettext_lazy("It has a word that the site watches for: %(detail)s."),
    "watched-pattern": gettext_lazy("It fits a pattern that the site watches for: %(detail)s."),
    "slow-pattern": gettext_lazy("A pattern took too long to look for: %(detail)s."),
    "disposable-address": gettext_lazy("Its email address is of a kind that is thrown away: %(detail)s."),
    "mixed-script": gettext_lazy("A word mixes letters of several scripts: %(detail)s."),
    "invisible": gettext_lazy(
        "It has characters that cannot be seen, or that turn the direction of writing."
    ),
    "bad-history": gettext_lazy("Earlier replies of this person were not published: %(detail)s."),
    "good-history": gettext_lazy("Earlier replies of this person were published: %(detail)s."),
    "network-history": gettext_lazy("Spam came from the same address block in the last days: %(detail)s."),
    "classifier": gettext_lazy("It reads like what was decided to be spam here before (%(detail)s)."),
    "classifier-spam": gettext_lazy("The classifier is sure that it is spam (%(detail)s)."),
    "classifier-ham": gettext_lazy("It reads like what was published here before (%(detail)s)."),
    "akismet": gettext_lazy("Akismet takes it for spam."),
    "akismet-certain": gettext_lazy("Akismet is sure that it is spam."),
    "unavailable": gettext_lazy("A check could not be made: %(detail)s."),
    "edited": gettext_lazy("Its writer changed it after it was sent."),
    "staff-name": gettext_lazy("It is signed with the name of one of us: %(detail)s."),
    "banned-address": gettext_lazy("Somebody typed an email address that is banned: %(detail)s."),
    "banned": gettext_lazy("Its writer or their network is banned: %(detail)s."),
}


@dataclass(frozen=True)
class Signal:
    """One reason. A weight above nothing holds the reply; weights below nothing speak for it.

    From `SPAM` on, all weights together make it spam.
    """

    name: str
    weight: int
    detail: str = ""

    def stored(self) -> list[Any]:
        """As it is kept with the comment."""
        return [self.name, self.weight, self.detail]

    @property
    def sentence(self) -> str:
        """What it says, for moderators."""
        words = str(SENTENCES.get(self.name, self.name))
        return words % {"detail": self.detail or _("not told")} if "%(" in words else words


OF_SENDING = {
    "honeypot",
    "too-fast",
    "invisible",
}  # they tell how it was first sent: no change of the text mends that
SPAM = 10  # what the weights of all signals come to together
LIKELY_SPAM = SPAM // 2  # and from where on it waits behind the others


def read(stored: list[list[Any]]) -> list[Signal]:
    """The signals as they were kept with a comment, the heaviest first."""
    return sorted((Signal(*parts) for parts in stored), key=lambda signal: -abs(signal.weight))
