from django.db import migrations


def open_ledgers(apps, schema_editor):
    Product = apps.get_model("shop", "Product")
    PriceChange = apps.get_model("shop", "PriceChange")
    StockMovement = apps.get_model("shop", "StockMovement")
    for product in Product.objects.filter(price_changes=None).iterator(chunk_size=500):
        PriceChange.objects.create(
            product=product,
            regular_price=product.regular_price,
            sale_price=product.sale_price,
            sale_starts_at=product.sale_starts_at,
            sale_ends_at=product.sale_ends_at,
        )
    for product in Product.objects.filter(stock__isnull=False, movements=None).iterator(chunk_size=500):
        StockMovement.objects.create(product=product, kind="opened", quantity=product.stock)


class Migration(migrations.Migration):
    """What is known of the products that are there already: their price and stock as of now."""

    dependencies = [("shop", "0011_append_only_ledgers")]

    operations = [migrations.RunPython(open_ledgers, migrations.RunPython.noop)]
