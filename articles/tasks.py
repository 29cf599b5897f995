"""What the worker does for articles, beside the server."""

from django.tasks import task

from articles import proposals


@task
def propose_related(article: int) -> None:
    """Find what an article is like, by its key, after it was published; run twice, it does no harm."""
    proposals.propose(article)
