from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0008_log_earlier_decisions'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'approved', 'rejected', 'spam', 'trash', 'withdrawn', 'erased'])), name='comments_comment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('badge__in', ['', 'staff', 'author'])), name='comments_comment_badge_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'pending'), ('decision__isnull', False), _connector='OR'), name='comments_comment_decided'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('text', ''), _negated=True), models.Q(('name', ''), _negated=True)), models.Q(('email', ''), ('name', ''), ('state', 'erased'), ('text', '')), _connector='OR'), name='comments_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('depth', 0), ('parent__isnull', True), ('root__isnull', True)), models.Q(('depth__gt', 0), ('parent__isnull', False), ('root__isnull', False)), _connector='OR'), name='comments_comment_in_a_thread'),
        ),
        migrations.RemoveField(
            model_name='comment',
            name='decided_at',
        ),
        migrations.RemoveField(
            model_name='comment',
            name='decided_by',
        ),
    ]
