from django.db import migrations, models

from newsroom.append_only import AppendOnly, Rewritable

PRICE_CHANGE = [
    "id", "product_id", "regular_price", "sale_price", "sale_starts_at", "sale_ends_at", "changed_at",
    "changed_by_name",
]


class Migration(migrations.Migration):
    dependencies = [("shop", "0012_open_the_ledgers")]

    operations = [
        Rewritable("shop_pricechange", columns=PRICE_CHANGE, clearable=["changed_by_id"]),
        migrations.AddField(
            model_name='pricechange',
            name='is_offered',
            field=models.BooleanField(default=True, verbose_name='offered'),
        ),
        AppendOnly("shop_pricechange", columns=PRICE_CHANGE, clearable=["changed_by_id"]),
    ]
