"""What the worker is still to tell, so that a task that is killed is found again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0024_reports_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='topics',
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='comment',
            name='untold_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('untold_since__isnull', False)), fields=['untold_since'], name='comments_comment_untold'),
        ),
    ]
