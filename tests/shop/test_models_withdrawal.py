"""What the database itself says of withdrawals."""

import pytest
from django.db import IntegrityError, transaction

from shop.models import Withdrawal
from tests.constraints import refused
from tests.factories import make_order, make_user

pytestmark = pytest.mark.django_db


def test_who_handled_it_did_so_at_a_time() -> None:
    with refused("shop_withdrawal_handled_at_a_time"):
        Withdrawal.objects.create(order=make_order(), name="S", email="s@x.example", handled_by=make_user())


def test_when_it_was_declared_is_never_changed() -> None:
    withdrawal = Withdrawal.objects.create(order=make_order(), name="S", email="s@x.example")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Withdrawal.objects.filter(pk=withdrawal.pk).update(declared_at="2026-01-01T00:00Z")
