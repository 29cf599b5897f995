from django.db import migrations, models

from newsroom.append_only import AppendOnly

STATES = ["asked", "done", "failed", "reversed"]


class Migration(migrations.Migration):
    dependencies = [("shop", "0016_prices_are_refused_in_words")]

    operations = [
        migrations.RemoveConstraint("refund", "shop_refund_state_known"),
        migrations.AlterField(
            "refund",
            "state",
            models.CharField(
                choices=[
                    ("asked", "Asked of the provider"),
                    ("done", "Paid back"),
                    ("failed", "Failed"),
                    ("reversed", "Payment taken back"),
                ],
                default="asked",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            "refund",
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="shop_refund_state_known"),
        ),
        migrations.AddConstraint(
            "refund",
            models.CheckConstraint(
                condition=models.Q(models.Q(state="reversed", _negated=True), payment__isnull=False, _connector="OR"),
                name="shop_refund_reverses_a_payment",
            ),
        ),
        migrations.AddConstraint(
            "refund",
            models.UniqueConstraint(
                fields=["payment"], condition=models.Q(state="reversed"), name="shop_refund_reverses_once"
            ),
        ),
        AppendOnly(
            "shop_refund",
            columns=["order_id", "payment_id", "key", "amount", "made_at"],
            clearable=["made_by_id"],
        ),
    ]
