import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
from decimal import Decimal
from django.db import migrations, models

from newsroom.append_only import AppendOnly, Rewritable

PRICE_CHANGE = [
    "id", "product_id", "regular_price", "sale_price", "sale_starts_at", "sale_ends_at", "changed_at",
    "changed_by_name",
]
LEDGERS = {
    "shop_payment": {"columns": ["order_id", "method", "amount", "received_at"], "clearable": ["noted_by_id"]},
    "shop_refund": {
        "columns": ["order_id", "payment_id", "key", "amount", "made_at"], "clearable": ["made_by_id"],
    },
    "shop_invoice": {},
    "shop_orderline": {
        "columns": [
            "order_id", "product_id", "title", "sku", "quantity", "unit_price", "total", "tax_percent",
        ],
    },
    "shop_ordertax": {},
}


class Migration(migrations.Migration):
    """Room for every sum of prices, and for the third digit that some currencies have."""

    dependencies = [("shop", "0014_what_is_hidden_was_not_offered")]

    operations = [
        Rewritable("shop_pricechange", columns=PRICE_CHANGE, clearable=["changed_by_id"]),
        *(Rewritable(table, **columns) for table, columns in LEDGERS.items()),
        migrations.RemoveConstraint(
            model_name='order',
            name='shop_order_total_is_the_sum',
        ),
        migrations.RemoveConstraint(
            model_name='ordertax',
            name='shop_ordertax_parts_sum',
        ),
        migrations.AlterField(
            model_name='cartline',
            name='seen_price',
            field=models.DecimalField(decimal_places=3, editable=False, max_digits=11, null=True, verbose_name='price when it was put in'),
        ),
        migrations.AlterField(
            model_name='deliverymethod',
            name='free_from',
            field=models.DecimalField(blank=True, decimal_places=3, help_text='The value of the products from which it costs nothing. Empty: it always costs its price.', max_digits=11, null=True, verbose_name='free from'),
        ),
        migrations.AlterField(
            model_name='deliverymethod',
            name='price',
            field=models.DecimalField(decimal_places=3, max_digits=11, verbose_name='price'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='amount',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='amount'),
        ),
        migrations.AlterField(
            model_name='order',
            name='delivery_price',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='delivery price'),
        ),
        migrations.AlterField(
            model_name='order',
            name='lines_total',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='products'),
        ),
        migrations.AlterField(
            model_name='order',
            name='paid',
            field=models.DecimalField(decimal_places=3, default=Decimal('0'), max_digits=14, verbose_name='paid so far'),
        ),
        migrations.AlterField(
            model_name='order',
            name='refunded',
            field=models.DecimalField(decimal_places=3, default=Decimal('0'), max_digits=14, verbose_name='refunded so far'),
        ),
        migrations.AlterField(
            model_name='order',
            name='total',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='total'),
        ),
        migrations.AlterField(
            model_name='orderline',
            name='total',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='total'),
        ),
        migrations.AlterField(
            model_name='orderline',
            name='unit_price',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='price'),
        ),
        migrations.AlterField(
            model_name='ordertax',
            name='gross',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='with tax'),
        ),
        migrations.AlterField(
            model_name='ordertax',
            name='net',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='without tax'),
        ),
        migrations.AlterField(
            model_name='ordertax',
            name='tax',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='tax'),
        ),
        migrations.AlterField(
            model_name='payment',
            name='amount',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='amount'),
        ),
        migrations.AlterField(
            model_name='pricechange',
            name='regular_price',
            field=models.DecimalField(decimal_places=3, max_digits=11, verbose_name='regular price'),
        ),
        migrations.AlterField(
            model_name='pricechange',
            name='sale_price',
            field=models.DecimalField(decimal_places=3, max_digits=11, null=True, verbose_name='sale price'),
        ),
        migrations.AlterField(
            model_name='product',
            name='regular_price',
            field=models.DecimalField(decimal_places=3, max_digits=11, verbose_name='regular price'),
        ),
        migrations.AlterField(
            model_name='product',
            name='sale_price',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=11, null=True, verbose_name='sale price'),
        ),
        migrations.AlterField(
            model_name='refund',
            name='amount',
            field=models.DecimalField(decimal_places=3, max_digits=14, verbose_name='amount'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThan(django.db.models.functions.math.Abs(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('total'), '-', models.F('lines_total')), '-', models.F('delivery_price'))), Decimal('0.0005')), name='shop_order_total_is_the_sum'),
        ),
        migrations.AddConstraint(
            model_name='ordertax',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThan(django.db.models.functions.math.Abs(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('gross'), '-', models.F('net')), '-', models.F('tax'))), Decimal('0.0005')), name='shop_ordertax_parts_sum'),
        ),
        AppendOnly("shop_pricechange", columns=[*PRICE_CHANGE, "is_offered"], clearable=["changed_by_id"]),
        *(AppendOnly(table, **columns) for table, columns in LEDGERS.items()),
    ]
