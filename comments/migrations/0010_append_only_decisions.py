"""The database refuses changes to the log; its references may become empty where what they point at is deleted."""

from django.db import migrations

from newsroom.append_only import AppendOnly

COLUMNS = ("act", "before", "after", "reason", "note", "actor", "rule", "made_at", "made_by_name", "batch")


class Migration(migrations.Migration):
    dependencies = [("comments", "0009_decided_by_the_log")]

    operations = [
        AppendOnly(
            "comments_decision", columns=COLUMNS, clearable=("comment_id", "made_by_id", "undoes_id")
        ),
    ]
