"""Withdrawing from a contract: the function of Directive 2011/83/EU, Art. 11a, as Directive (EU) 2023/2673 brought it.

No login, no reason; two steps; a receipt with date and time by mail and as a page.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

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


def ends_at(order: Order) -> datetime | None:
    """When an order can no longer be withdrawn from; None while it is not sent. One query, if it is.

    The law counts from the day it arrives, which the site cannot know: the whole last day is left, and where somebody
    marks the order as done, the days count from then.
    """
    if order.state not in {State.SENT, State.DONE, State.REFUNDED}:
        return None
    arrived = order.events.filter(kind__in=[EventKind.SENT, EventKind.DONE]).order_by("-at").first()
    if arrived is None:
        return None
    day = timezone.localtime(arrived.at).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=settings.SHOP_WITHDRAWAL_DAYS + 1)


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
    """Take in a withdrawal, log it and send the receipt; sent twice, it is the same one."""
    said: dict[str, Any] = {
        "order": order,
        "name": declaration.name,
        "email": declaration.email,
        "scope": declaration.scope,
    }
    withdrawal, is_new = Withdrawal.objects.get_or_create(secret=secret, defaults=said)
    if is_new:
        Order.objects.filter(pk=order.pk).update(version=F("version") + 1)
        OrderEvent.objects.log(order, EventKind.WITHDRAWN)
        mails.withdrawal_received(withdrawal)
    return withdrawal


def mark_handled(withdrawals: QuerySet[Withdrawal], *, by: User) -> int:
    """Note that somebody has seen to withdrawals, and return of how many; those seen to before stay as they are."""
    return withdrawals.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=by)
