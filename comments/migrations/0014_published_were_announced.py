"""What was published before there were notices is not told of any more."""

from django.db import migrations
from django.db.models import F


def note(apps, _schema_editor):
    comments = apps.get_model("comments", "Comment").objects
    comments.filter(state="approved", announced_at=None).update(announced_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0013_subscription_told_of")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
