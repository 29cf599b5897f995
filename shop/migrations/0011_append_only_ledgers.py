from django.db import migrations

from newsroom.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("shop", "0010_withdrawals")]

    operations = [
        AppendOnly(
            "shop_pricechange",
            columns=[
                "id", "product_id", "regular_price", "sale_price", "sale_starts_at", "sale_ends_at", "changed_at",
                "changed_by_name",
            ],
            clearable=["changed_by_id"],
        ),
        AppendOnly(
            "shop_stockmovement",
            columns=["id", "product_id", "kind", "quantity", "order_id", "note", "made_at", "made_by_name"],
            clearable=["made_by_id"],
        ),
        AppendOnly(
            "shop_orderevent", columns=["order_id", "kind", "at", "by_name"], clearable=["by_id"]
        ),
        AppendOnly(
            "shop_payment",
            columns=["order_id", "method", "amount", "received_at"],
            clearable=["noted_by_id"],
        ),
        AppendOnly("shop_refund", columns=["order_id", "payment_id", "key", "amount", "made_at"], clearable=["made_by_id"]),
        AppendOnly("shop_invoice"),
        AppendOnly(
            "shop_orderline",
            columns=["order_id", "product_id", "title", "sku", "quantity", "unit_price", "total", "tax_percent"],
        ),
        AppendOnly("shop_ordertax"),
        AppendOnly(
            "shop_withdrawal",
            columns=["order_id", "secret", "declared_at"],
        ),
    ]
