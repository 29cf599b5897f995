import comments.models.comment
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0011_report_block'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mailbox', models.CharField(max_length=32)),
                ('secret', models.CharField(default=comments.models.comment.new_secret, editable=False, max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='comments.comment')),
            ],
            options={
                'verbose_name': 'confirmation',
                'verbose_name_plural': 'confirmations',
                'indexes': [models.Index(fields=['mailbox', 'asked_at'], name='comments_confirmation_mailbox')],
            },
        ),
        migrations.CreateModel(
            name='NoMail',
            fields=[
                ('mailbox', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'mailbox without mail',
                'verbose_name_plural': 'mailboxes without mail',
            },
        ),
    ]
