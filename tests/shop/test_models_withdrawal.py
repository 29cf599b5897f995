"""What the database itself says of withdrawals."""

import pytest

from shop.models import Withdrawal
from tests.constraints import refused
from tests.factories import make_order, make_user

pytestmark = pytest.mark.django_db


def test_who_handled_it_did_so_at_a_time() -> None:
    with refused("shop_withdrawal_handled_at_a_time"):
        Withdrawal.objects.create(order=make_order(), name="S", email="s@x.example", handled_by=make_user())


@pytest.mark.parametrize(
    "change",
    [{"declared_at": "2026-01-01T00:00Z"}, {"name": "T"}, {"email": "t@x.example"}, {"scope": ""}],
    ids=str,
)
def test_what_was_declared_is_never_changed(change: dict[str, str]) -> None:
    make_order().withdrawals.create(name="S", email="s@x.example", scope="The mug")

    with refused("shop_withdrawal is append-only"):
        Withdrawal.objects.update(**change)
