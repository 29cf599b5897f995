"""Tasks that run again and again: each run has the next one waiting before it starts its work.

So a run that fails, or is killed, does not break the chain; `manage.py serve` mends it all the same, for a site that was
off. One run waits at a time, however many processes ask for it.
"""

from datetime import timedelta

from django.tasks import Task, TaskContext, TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max

KEPT = timedelta(days=7)  # the records of finished runs
LONGEST_RUN = timedelta(minutes=10)  # one that claims to run for longer was killed


def ensure_queued(task: Task, *, after: timedelta = timedelta()) -> None:
    """Have one run of a task wait, and start no later than this; a run that waits for longer is brought forward."""
    at = timezone.now() + after
    waiting = _runs(task).filter(status=TaskResultStatus.READY)
    if not waiting.exists():
        task.using(run_after=at).enqueue()
        _keep_first(waiting)
    waiting.filter(run_after__gt=at).exclude(run_after=get_date_max()).update(run_after=at)
    _runs(task).finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def runs_elsewhere(context: TaskContext) -> bool:
    """Whether another run of the same task is under way; of two that start at once, at least one sees the other."""
    mine = context.task_result
    since = timezone.now() - LONGEST_RUN
    others = _runs(mine.task).running().filter(started_at__gt=since).exclude(pk=mine.id)
    return others.exists()


def _runs(task: Task) -> DBTaskResultQuerySet:
    return DBTaskResult.objects.filter(task_path=task.module_path)


def _keep_first(waiting: DBTaskResultQuerySet) -> None:
    """Where two processes queued a run at once, both drop the same one, so that one is left."""
    first = waiting.order_by("enqueued_at", "pk").first()
    if first:
        waiting.exclude(pk=first.pk).delete()
