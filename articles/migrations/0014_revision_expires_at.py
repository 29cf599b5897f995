from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_section_of_an_old_revision_may_go'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='expires_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), models.Q(('live_until__isnull', False), ('live_until__lte', models.F('expires_at'))), _connector='OR'), name='articles_revision_window_ends_by_its_expiry'),
        ),
    ]
