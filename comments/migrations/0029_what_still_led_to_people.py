"""Forget what led to people after it should have: bans in the admin's log, and addresses within fingerprints."""

from django.db import migrations


def forget(apps, _schema_editor):
    apps.get_model("admin", "LogEntry").objects.filter(
        content_type__app_label="comments", content_type__model="ban"
    ).update(object_repr="–")
    apps.get_model("comments", "Comment").objects.filter(block="", network="").update(fingerprint=None)


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("comments", "0028_reports_of_trusted_neighbours"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
