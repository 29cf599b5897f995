"""What a reader does who searches."""

from articles import search
from articles.models import Revision


def found(typed: str) -> list[str]:
    """The headlines that a search finds, the best first."""
    keys = search.find(search.Query.parse(typed))
    headlines = Revision.objects.in_bulk(keys)
    return [headlines[key].headline for key in keys]
