from django.db import migrations, models

from newsroom.append_only import AppendOnly

KINDS = [
    ("placed", "Placed"),
    ("reminded", "Reminded of the payment"),
    ("paid", "Paid"),
    ("paid_in_part", "Paid in part"),
    ("paid_more", "More was paid than is due"),
    ("paid_late", "Paid too late"),
    ("reversed", "Payment taken back"),
    ("hold_won", "Paid late: pieces were left"),
    ("lapsed", "Not paid in time"),
    ("packed", "Packed"),
    ("sent", "Sent"),
    ("done", "Done"),
    ("taken_back", "Mark taken back"),
    ("cancelled", "Cancelled"),
    ("refund_asked", "Refund begun"),
    ("refunded", "Refunded"),
    ("refund_failed", "Refund failed"),
    ("invoiced", "Invoice issued"),
    ("credited", "Credit note issued"),
    ("withdrawn", "Withdrawal declared"),
    ("noted", "Note"),
    ("erased", "Person erased"),
]


class Migration(migrations.Migration):
    dependencies = [("shop", "0019_invoice_edition")]

    operations = [
        migrations.RemoveConstraint("orderevent", "shop_orderevent_kind_known"),
        migrations.AlterField(
            "orderevent", "kind", models.CharField(choices=KINDS, max_length=15, verbose_name="what")
        ),
        migrations.AddConstraint(
            "orderevent",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _label in KINDS]), name="shop_orderevent_kind_known"
            ),
        ),
        AppendOnly("shop_orderevent", columns=["order_id", "kind", "at", "by_name"], clearable=["by_id"]),
    ]
