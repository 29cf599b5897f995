from django.db import migrations, models

from newsroom.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("shop", "0018_event_of_a_payment_taken_back")]

    operations = [
        migrations.AddField("invoice", "edition", models.PositiveSmallIntegerField(default=1)),
        migrations.RemoveConstraint("invoice", "shop_invoice_order_once"),
        migrations.AddConstraint(
            "invoice",
            models.UniqueConstraint(
                fields=["order", "edition"],
                condition=models.Q(refund__isnull=True),
                name="shop_invoice_edition_once",
            ),
        ),
        AppendOnly("shop_invoice"),
    ]
