import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.CharField(editable=False, max_length=32)),
                ('complaint', models.CharField(choices=[('insult', 'It insults or harasses somebody'), ('hate', 'It incites hatred'), ('unlawful', 'It is against the law'), ('private', 'It tells something private'), ('spam', 'It is advertising'), ('other', 'Something else')], max_length=10, verbose_name='what is wrong')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='in your words')),
                ('is_trusted', models.BooleanField(default=False, editable=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('handled_at', models.DateTimeField(editable=False, null=True, verbose_name='handled')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment', verbose_name='reply'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['visitor', 'made_at'], name='comments_report_visitor'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('comment', 'visitor'), name='comments_report_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('complaint__in', ['insult', 'hate', 'unlawful', 'private', 'spam', 'other'])), name='comments_report_complaint_known'),
        ),
    ]
