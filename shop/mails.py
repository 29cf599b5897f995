"""What the shop writes to shoppers."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.outbox import mail
from newsroom.outbox.models import Mail
from newsroom.site import absolute
from shop.models import Order


def order_placed(order: Order) -> Mail:
    """Say what was ordered, what it costs, and how to pay."""
    return _write(order, "order_placed", _("Your order %s"))


def _write(order: Order, name: str, subject: str) -> Mail:
    context = {"order": order, "address": absolute(order.get_absolute_url())}
    with override(order.language):
        text = render_to_string(f"shop/mail/{name}.txt", context)
    return mail.write(to=order.email, subject=subject % order.code, text=text)
