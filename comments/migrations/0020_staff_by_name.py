"""What the rule for the staff publishes is published in the name of the member who wrote it."""

from django.db import migrations, models

from newsroom.append_only import AppendOnly

COLUMNS = ("act", "before", "after", "reason", "note", "actor", "rule", "made_at", "made_by_name", "batch")


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0019_undo_what_was_kept'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='comments_decision_made_by_somebody',
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor', 'moderator'), ('rule', ''), models.Q(('made_by_name', ''), _negated=True)), models.Q(('actor', 'rule'), models.Q(('rule', ''), _negated=True), models.Q(('made_by_name', ''), ('rule', 'staff'), _connector='OR')), models.Q(('actor', 'writer'), ('made_by_name', ''), ('rule', '')), _connector='OR'), name='comments_decision_made_by_somebody'),
        ),
        AppendOnly(
            "comments_decision", columns=COLUMNS, clearable=("comment_id", "made_by_id", "undoes_id")
        ),
    ]
