"""Withdrawing from a contract: the function of Directive 2011/83/EU, Art. 11a, as Directive (EU) 2023/2673 brought it.

No login, no reason; two steps; a receipt with date and time by mail and as a page. The days count as Art. 9 has it, from
the day on which the last of the goods arrives.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from shop import mails
from shop.models import EventKind, Order, OrderEvent, State, Withdrawal
from shop.models.order import new_secret

SALT = "shop.withdrawals"
TIME_TO_CONFIRM = timedelta(days=1)
ARRIVES_WITHIN = timedelta(days=settings.SHOP_DELIVERY_DAYS)

# A period that would end on a Saturday, a Sunday or a public holiday ends with the next working day (Regulation 1182/71,
# Art. 3(4)). Which days are holidays differs by place; nowhere in the Union do more than five such days follow each other.
TO_A_WORKING_DAY = timedelta(days=5)


@dataclass(frozen=True)
class Declaration:
    """What a shopper is about to declare: the order's code, who they are, and what they take back, all if that is empty."""

    code: str
    name: str
    email: str
    scope: str


def find(code: str, email: str) -> Order | None:
    """The order that somebody knows both the code and the email address of, however they write them."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return Order.objects.filter(code=letters, email__iexact=email).first()


def earlier(order: Order, *, scope: str) -> Withdrawal | None:
    """The first withdrawal that has declared as much already: from the whole order, or in the same words."""
    return order.withdrawals.filter(scope__in=["", scope]).order_by("pk").first()


def ends_at(order: Order) -> datetime | None:
    """When an order can no longer be withdrawn from; None while it is not sent. One query, unless its events are loaded.

    Rather late than early: the day of arrival itself does not count, the last one is whole.
    """
    arrived = _arrived(order)
    if arrived is None:
        return None
    day = timezone.localtime(arrived).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=settings.SHOP_WITHDRAWAL_DAYS + 1) + TO_A_WORKING_DAY


def is_over(order: Order, *, at: datetime | None = None) -> bool:
    """Whether the time to withdraw from an order has ended."""
    end = ends_at(order)
    return end is not None and end <= (at or timezone.now())


def signed(declaration: Declaration) -> str:
    """A declaration to be confirmed, with the secret that makes it one however often it is sent."""
    return signing.dumps([asdict(declaration), new_secret()], salt=SALT, compress=True)


def read(token: str) -> tuple[Declaration, str] | None:
    """The declaration and its secret; None if the token is forged or over a day old."""
    try:
        fields, secret = signing.loads(token, salt=SALT, max_age=TIME_TO_CONFIRM)
    except signing.BadSignature:
        return None
    return Declaration(**fields), secret


@transaction.atomic
def declare(order: Order, declaration: Declaration, *, secret: str) -> Withdrawal:
    """Take in a withdrawal, log it and send the receipt; the earlier one, if that has declared as much already."""
    _lock(order)
    if before := earlier(order, scope=declaration.scope):
        return before
    withdrawal = Withdrawal.objects.create(
        order=order,
        secret=secret,
        name=declaration.name,
        email=declaration.email,
        scope=declaration.scope,
    )
    Order.objects.filter(pk=order.pk).update(version=F("version") + 1)
    OrderEvent.objects.log(order, EventKind.WITHDRAWN)
    mails.withdrawal_received(withdrawal)
    return withdrawal


def mark_handled(withdrawals: QuerySet[Withdrawal], *, by: User) -> int:
    """Note that somebody has seen to withdrawals, and return of how many; those seen to before stay as they are."""
    return withdrawals.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=by)


def _arrived(order: Order) -> datetime | None:
    """When an order has arrived: as it was marked, else when it must have, for the site does not see it arrive."""
    if order.state not in {State.SENT, State.DONE, State.REFUNDED}:
        return None
    marked = {event.kind: event.at for event in order.events.all()}  # the last mark of each kind
    sent, done = marked.get(EventKind.SENT), marked.get(EventKind.DONE)
    if done and order.state != State.SENT:
        return done
    return sent + ARRIVES_WITHIN if sent else None


def _lock(order: Order) -> None:
    """Let one declaration follow the other (SQLite's transactions do so anyway)."""
    list(Order.objects.select_for_update().filter(pk=order.pk).values_list("pk", flat=True))
