"""Carts that nobody comes back for are cleared, as a task that runs again and again."""

from datetime import timedelta

from django.tasks import task

from newsroom import recurring
from shop import cart

EVERY = timedelta(days=1)
PAUSE = timedelta(minutes=1)
CHUNKS = 20  # of a run


@task(priority=-10)
def clear_carts() -> int:
    """Delete expired carts, and return how many it were; the next run comes sooner where some are left."""
    recurring.ensure_queued(clear_carts, after=EVERY)
    cleared = cart.clear(chunks=CHUNKS)
    if cart.expired().exists():
        recurring.ensure_queued(clear_carts, after=PAUSE)
    return cleared
