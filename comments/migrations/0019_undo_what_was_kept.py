"""A reported reply that was kept stays where it was; so does one whose keeping is undone."""

from django.db import migrations, models

from newsroom.append_only import AppendOnly

COLUMNS = ("act", "before", "after", "reason", "note", "actor", "rule", "made_at", "made_by_name", "batch")


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_ban_lifted_by")]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='comments_decision_changes_something',
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before', models.F('after')), _negated=True), ('act__in', ['approve', 'undo']), _connector='OR'), name='comments_decision_changes_something'),
        ),
        AppendOnly(
            "comments_decision", columns=COLUMNS, clearable=("comment_id", "made_by_id", "undoes_id")
        ),
    ]
