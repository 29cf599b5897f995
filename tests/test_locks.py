"""Turns: who asks for one outside a transaction is told, since it would end at once."""

import pytest
from django.db import transaction

from newsroom.locks import take_turns


@pytest.mark.django_db(transaction=True)
def test_turn_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        take_turns("anything")
