from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0015_amounts_of_fourteen_digits")]

    operations = [
        migrations.AlterConstraint(
            model_name='deliverymethod',
            name='shop_deliverymethod_price_not_negative',
            constraint=models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='shop_deliverymethod_price_not_negative', violation_error_message='The price is zero or above.'),
        ),
        migrations.AlterConstraint(
            model_name='product',
            name='shop_product_regular_price_positive',
            constraint=models.CheckConstraint(condition=models.Q(('regular_price__gt', 0)), name='shop_product_regular_price_positive', violation_error_message='The price must be above zero.'),
        ),
    ]
