"""The tasks that run again and again while the site is up."""

from datetime import timedelta

from django.tasks import Task

from articles.links.tasks import check_links
from comments.learning import learn
from comments.tasks import catch_up, forget_old_wishes, tell_moderators
from comments.tidying import tidy_replies
from newsroom import recurring
from newsroom.outbox.tasks import send_waiting
from shop.cart_tasks import clear_carts
from shop.stripe_checkout.tasks import look_out
from shop.tidying import tidy_orders

RECURRING: list[Task] = [
    check_links,
    send_waiting,
    clear_carts,
    tidy_orders,
    look_out,
    catch_up,
    tell_moderators,
    forget_old_wishes,
    learn,
    tidy_replies,
]
AT_REST = timedelta(minutes=1)  # the first minute belongs to readers


def start() -> None:
    """Have a run of each wait, whatever became of the last one."""
    for task in RECURRING:
        recurring.ensure_queued(task, after=AT_REST)
