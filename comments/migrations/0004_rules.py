import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_attribution_links_are_web_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('comments', '0003_decisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('block', 'Address block of the network'), ('email', 'Email address'), ('name', 'Pattern of the name')], max_length=10, verbose_name='by')),
                ('value', models.CharField(max_length=254, verbose_name='what')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('note', models.CharField(blank=True, help_text='For the staff alone.', max_length=200, verbose_name='note')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('made_by_name', models.CharField(editable=False, max_length=150, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'ban',
                'verbose_name_plural': 'bans',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReplyRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('all', 'Every reply waits'), ('first', 'The first reply of each person waits'), ('afterwards', 'None waits: they are looked at afterwards')], default='first', max_length=10, verbose_name='which wait')),
                ('closed_after_days', models.PositiveSmallIntegerField(blank=True, help_text='Counted from the article’s first publication. Empty: replies stay open.', null=True, verbose_name='closed after days')),
                ('is_closed', models.BooleanField(default=False, help_text='Nobody can reply, to whichever article.', verbose_name='closed now')),
            ],
            options={
                'verbose_name': 'rules for replies',
                'verbose_name_plural': 'rules for replies',
                'ordering': ['section'],
            },
        ),
        migrations.CreateModel(
            name='Watched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('word', 'Word or words, in text, name and website'), ('pattern', 'Pattern (regular expression), in text, name and website'), ('domain', 'Domain of throw-away email addresses')], default='word', max_length=10, verbose_name='kind')),
                ('value', models.CharField(max_length=200, verbose_name='what')),
                ('weight', models.PositiveSmallIntegerField(default=3, help_text='From 1, a hint, to 10, which alone is spam. With any weight the reply waits for a moderator.', verbose_name='weight')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'watched word',
                'verbose_name_plural': 'watched words',
                'ordering': ['kind', 'value'],
            },
        ),
        migrations.AddField(
            model_name='ban',
            name='made_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bans', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='replyrules',
            name='section',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reply_rules', to='articles.section', verbose_name='section'),
        ),
        migrations.AddConstraint(
            model_name='watched',
            constraint=models.UniqueConstraint(fields=('kind', 'value'), name='comments_watched_once', violation_error_message='This is watched already.'),
        ),
        migrations.AddConstraint(
            model_name='watched',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 10)), name='comments_watched_weight_1_to_10', violation_error_message='Choose a weight from 1 to 10.'),
        ),
        migrations.AddConstraint(
            model_name='watched',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['word', 'pattern', 'domain'])), name='comments_watched_kind_known'),
        ),
        migrations.AddIndex(
            model_name='ban',
            index=models.Index(fields=['kind', 'value', 'until'], name='comments_ban_look_up'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['block', 'email', 'name'])), name='comments_ban_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(('made_by_name', ''), _negated=True), name='comments_ban_made_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='comments_ban_of_something'),
        ),
        migrations.AddConstraint(
            model_name='replyrules',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('section', 0), name='comments_replyrules_one_for_all', violation_error_message='There are rules for this already: change those.'),
        ),
        migrations.AddConstraint(
            model_name='replyrules',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['all', 'first', 'afterwards'])), name='comments_replyrules_mode_known'),
        ),
    ]
