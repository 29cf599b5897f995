from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0016_reports_forget_their_visitor'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('asked_again_at__isnull', False), ('state', 'pending')), fields=['held_at', 'id'], name='comments_comment_asked_again'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('handled_at', None)), fields=['comment'], name='comments_report_open'),
        ),
    ]
