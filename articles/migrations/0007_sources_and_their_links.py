import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_review_embargo_withdrawal'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('status_code', models.PositiveSmallIntegerField(null=True, verbose_name='answer')),
                ('finding', models.CharField(max_length=200, verbose_name='finding')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SourceLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(editable=False, max_length=500, unique=True, verbose_name='link')),
                ('status', models.CharField(choices=[('unknown', 'Not checked yet'), ('works', 'Works'), ('broken', 'Broken'), ('refused', 'Not to be checked')], default='unknown', editable=False, max_length=10, verbose_name='status')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failures in a row')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='last checked')),
                ('check_after', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, verbose_name='next check')),
                ('archived_url', models.URLField(blank=True, help_text='Where a copy is kept; articles offer it beside the link while that is broken.', max_length=500, verbose_name='archived copy')),
            ],
            options={
                'verbose_name': 'source link',
                'ordering': ['url'],
            },
        ),
        migrations.CreateModel(
            name='SourceText',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='source_text', serialize=False, to='articles.article')),
                ('text', models.TextField(verbose_name='source’s text')),
            ],
        ),
        migrations.AddField(
            model_name='source',
            name='kind',
            field=models.CharField(choices=[('newspaper', 'Newspaper or magazine'), ('agency', 'News agency'), ('broadcaster', 'Broadcaster'), ('office', 'Public office or court'), ('company', 'Company'), ('organisation', 'Organisation'), ('research', 'Research'), ('other', 'Other')], default='other', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='source',
            name='licence_note',
            field=models.TextField(blank=True, help_text='What we may use of it, and on which terms; readers see it on the source’s page.', max_length=500, verbose_name='licence note'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['newspaper', 'agency', 'broadcaster', 'office', 'company', 'organisation', 'research', 'other'])), name='articles_source_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='sourcelink',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['unknown', 'works', 'broken', 'refused'])), name='articles_sourcelink_status_known'),
        ),
        migrations.AddField(
            model_name='linkcheck',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='articles.sourcelink'),
        ),
        migrations.AddIndex(
            model_name='linkcheck',
            index=models.Index(fields=['link', '-at'], name='articles_linkcheck_newest'),
        ),
    ]
