"""What the worker does for articles, beside the server."""

from django.tasks import task

from articles import search
from articles.related import proposals


@task
def propose_related(article: int) -> None:
    """Find what an article is like, by its key, after it was published; run twice, it does no harm."""
    proposals.propose(article)


@task
def index_texts_of(relation: str, key: int) -> None:
    """Make the texts that name an author (“authors”) or a source (“sources”) findable by the name it has now."""
    search.index_in_turn(search.windowed().filter(**{relation: key}).distinct())
