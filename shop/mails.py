"""What the shop writes: to shoppers in the language of their order, and to its own staff.

Each goes to the outbox, in the transaction of its cause; there is none for an order whose person was erased.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from newsroom import site
from newsroom.outbox import letters, mail
from newsroom.outbox.models import Mail
from shop import addresses, banking
from shop.models import Order, PaymentMethod, Refund, State, Withdrawal

ABOUT = "orders/"  # how the mark of each begins, by which they are told from the site's other mails
WITH_WITHDRAWAL = {"order_placed", "payment_received", "order_sent"}  # mails that say how to withdraw


def about(order: Order) -> str:
    """The mark by which the mails of an order are found; its code may stand in those of others."""
    return f"{ABOUT}{order.pk}/"


def order_placed(order: Order) -> Mail | None:
    """Say what was ordered, what it costs and how to pay; and tell the shop, where it wants to know. Two more queries."""
    _tell_shop(order, "new_order", gettext_noop("New order %s"))
    context = {"lines": list(order.lines.all()), "taxes": list(order.taxes.all())}
    with override(order.language):
        context["to"] = addresses.lines(order)
        return _write(order, "order_placed", _("Your order %s"), context)


def payment_received(order: Order, amount: Decimal) -> Mail | None:
    """Say that money came, and what it means for the order: paid, paid in part, or too late."""
    with override(order.language):
        return _write(order, "payment_received", _("Your payment for order %s"), {"amount": amount})


def payment_reversed(order: Order, amount: Decimal) -> Mail | None:
    """Say that a payment was noted by mistake, and how to pay where the order waits for it again."""
    with override(order.language):
        return _write(order, "payment_reversed", _("A correction to your order %s"), {"amount": amount})


def payment_reminder(order: Order) -> Mail | None:
    """Ask again for a payment that has not come."""
    with override(order.language):
        subject = _("Your order %s is not paid yet")
        return _write(order, "payment_reminder", subject, {"pay_by": order.hold_until})


def order_lapsed(order: Order) -> Mail | None:
    """Say that the order was cancelled since it was not paid."""
    with override(order.language):
        return _write(order, "order_lapsed", _("Your order %s was cancelled"))


def order_sent(order: Order) -> Mail | None:
    """Say that it is on its way, and how to follow it."""
    context = {"lines": list(order.lines.all())}
    with override(order.language):
        return _write(order, "order_sent", _("Your order %s is on its way"), context)


def order_cancelled(order: Order) -> Mail | None:
    """Say that the order was cancelled, and what becomes of the money."""
    with override(order.language):
        return _write(order, "order_cancelled", _("Your order %s was cancelled"))


def order_refunded(refund: Refund) -> Mail | None:
    """Say what was paid back; the reason stays with the staff."""
    with override(refund.order.language):
        return _write(refund.order, "order_refunded", _("A refund for your order %s"), {"refund": refund})


def refunded_elsewhere(refund: Refund) -> Mail | None:
    """Tell the shop, where it wants to know, that somebody gave money back at the provider itself."""
    subject = gettext_noop("Money of order %s was given back")
    return _tell_shop(refund.order, "refunded_elsewhere", subject, refund=refund)


def withdrawal_received(withdrawal: Withdrawal) -> Mail | None:
    """The receipt that the law asks for: what was declared, and when."""
    context = {
        "withdrawal": withdrawal,
        "receipt": site.absolute(withdrawal.get_absolute_url()),
    }
    with override(withdrawal.order.language):
        subject = _("We have received your withdrawal from order %s")
        return _write(withdrawal.order, "withdrawal_received", subject, context)


def _write(order: Order, name: str, subject: str, context: Mapping[str, Any] | None = None) -> Mail | None:
    if not order.email:
        return None
    subject %= order.code
    full = {
        "order": order,
        "subject": subject,
        "address": site.absolute(order.get_absolute_url()),
        "withdrawal_page": _withdrawal_page(order) if _may_withdraw(order, name) else "",
        "seller": settings.SHOP_SELLER or settings.SITE_NAME,
        "due": order.missing,
        "pay_by": order.pay_by,
        "bank": banking.account() if order.payment_method == PaymentMethod.TRANSFER else None,
        **(context or {}),
    }
    text, html = letters.render(f"shop/mail/{name}", full)
    return mail.write(to=order.email, subject=subject, text=text, html=html, about=about(order))


def _may_withdraw(order: Order, name: str) -> bool:
    """Whether a mail says how to withdraw: from an order that is cancelled there is nothing to withdraw from."""
    return name in WITH_WITHDRAWAL and order.state != State.CANCELLED


def _withdrawal_page(order: Order) -> str:
    if not settings.SHOP_WITHDRAWAL_DAYS:
        return ""
    return site.absolute(f"{reverse('shop:withdrawal')}?order={order.code}")


def _tell_shop(order: Order, name: str, subject: str, **context: Any) -> Mail | None:
    if not settings.SHOP_MAIL_TO:
        return None
    page = site.absolute(reverse("admin:shop_order_change", args=[order.pk]))
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(f"shop/mail/{name}.txt", {"order": order, "page": page, **context})
        subject = _(subject) % order.code
        return mail.write(to=settings.SHOP_MAIL_TO, subject=subject, text=text, about=about(order))


def _about(order: Order) -> str:
    return f"{ABOUT}{order.pk}/"
