"""The watch over source links, as a task that runs again and again."""

from datetime import timedelta

from django.db.models import QuerySet
from django.tasks import TaskContext, task
from django.utils import timezone

from articles.links import watching
from articles.models import SourceLink
from newsroom import recurring

EVERY = timedelta(minutes=15)


@task(priority=-10, takes_context=True)
def check_links(context: TaskContext) -> int:
    """Look at the links that are due, and return how many it were; the next run comes sooner where some are left."""
    recurring.ensure_queued(check_links, after=EVERY)
    looks = 0
    if not recurring.runs_elsewhere(context):
        looks = sum(1 for _link in watching.look_round())
    if watching.due().exists():
        recurring.ensure_queued(check_links, after=watching.PAUSE)
    return looks


def check_again(links: QuerySet[SourceLink]) -> int:
    """Let the worker look at links as soon as it can; how many of them are watched at all."""
    watched = links.filter(url__in=watching.attributions().values("url"))
    count = watched.update(check_after=timezone.now())
    if count:
        recurring.ensure_queued(check_links)
    return count
