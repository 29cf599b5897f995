from django.db import migrations
from django.db.models import Q


def close_logs(apps, schema_editor):
    PriceChange = apps.get_model("shop", "PriceChange")
    PriceChange.objects.filter(Q(product__is_listed=False) | ~Q(product__recall_notice="")).update(is_offered=False)


class Migration(migrations.Migration):
    """Nobody knows since when a product is hidden or recalled: none of its old prices counts as one that applied."""

    dependencies = [("shop", "0013_price_log_says_what_was_offered")]

    operations = [migrations.RunPython(close_logs, migrations.RunPython.noop)]
