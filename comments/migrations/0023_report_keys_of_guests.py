"""Move the keys of guests to their own column: a hash of an address has 32 hexadecimal digits, a key is no such thing."""

from django.db import migrations
from django.db.models import F

HASH = r"^[0-9a-f]{32}$"


def part(apps, _schema_editor):
    reports = apps.get_model("comments", "Report").objects
    reports.exclude(address="").exclude(address__regex=HASH).update(guest=F("address"), address="")


def join(apps, _schema_editor):
    reports = apps.get_model("comments", "Report").objects
    reports.exclude(guest="").update(address=F("guest"), guest="")


class Migration(migrations.Migration):
    dependencies = [("comments", "0022_report_guest_and_address")]

    operations = [migrations.RunPython(part, join)]
