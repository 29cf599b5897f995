import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_preview_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='BreakingNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=150, verbose_name='text')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'breaking news',
                'verbose_name_plural': 'breaking news',
                'ordering': ['-starts_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FrontSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='1 leads the page.', unique=True, verbose_name='place')),
                ('until', models.DateTimeField(blank=True, help_text='Then the place goes to the newest story again.', null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'front page place',
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='breakingnews',
            name='article',
            field=models.ForeignKey(blank=True, help_text='Where the line leads, once it is live.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='frontslot',
            name='article',
            field=models.OneToOneField(limit_choices_to={'first_published_on__isnull': False}, on_delete=django.db.models.deletion.CASCADE, related_name='front_slot', to='articles.article', verbose_name='article'),
        ),
        migrations.AddConstraint(
            model_name='breakingnews',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='articles_breakingnews_ends_after_it_starts', violation_error_message='The line must end after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='breakingnews',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='articles_breakingnews_says_something'),
        ),
        migrations.AddConstraint(
            model_name='frontslot',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='articles_frontslot_counts_from_one'),
        ),
    ]
