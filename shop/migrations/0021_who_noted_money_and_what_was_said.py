from django.db import migrations

from newsroom.append_only import AppendOnly, Rewritable

PAYMENT = ["order_id", "method", "amount", "received_at"]
REFUND = ["order_id", "payment_id", "key", "amount", "made_at"]
LINE = ["order_id", "product_id", "title", "sku", "quantity", "unit_price", "total", "tax_percent"]
EVENT = ["order_id", "kind", "at", "by_name"]
WITHDRAWAL = ["order_id", "secret", "declared_at"]


class Migration(migrations.Migration):
    """What the ledgers left open: who noted money, what was said of it, where a line was bought from."""

    dependencies = [("shop", "0020_event_of_a_credit_note")]

    operations = [
        Rewritable("shop_payment", columns=PAYMENT, clearable=["noted_by_id"]),
        AppendOnly(
            "shop_payment",
            columns=[*PAYMENT, "noted_by_name"],
            clearable=["noted_by_id"],
            erasable={"reference": ""},
        ),
        Rewritable("shop_refund", columns=REFUND, clearable=["made_by_id"]),
        AppendOnly(
            "shop_refund",
            columns=[*REFUND, "made_by_name"],
            clearable=["made_by_id"],
            erasable={"reason": ""},
        ),
        Rewritable("shop_orderline", columns=LINE),
        AppendOnly("shop_orderline", columns=[*LINE, "from_article"]),
        Rewritable("shop_orderevent", columns=EVENT, clearable=["by_id"]),
        AppendOnly("shop_orderevent", columns=EVENT, clearable=["by_id"], erasable={"note": ""}),
        Rewritable("shop_withdrawal", columns=WITHDRAWAL),
        AppendOnly("shop_withdrawal", columns=WITHDRAWAL, erasable={"name": "", "email": "", "scope": "–"}),
    ]
