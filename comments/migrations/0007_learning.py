import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0006_subscriptions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('spam', models.PositiveIntegerField(verbose_name='spam')),
                ('ham', models.PositiveIntegerField(verbose_name='not spam')),
                ('cut_off', models.FloatField(null=True, verbose_name='cut-off')),
                ('curve', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'training',
                'verbose_name_plural': 'trainings',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('text', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='word')),
                ('spam', models.PositiveIntegerField(verbose_name='in spam')),
                ('ham', models.PositiveIntegerField(verbose_name='in others')),
            ],
            options={
                'verbose_name': 'learnt word',
                'verbose_name_plural': 'learnt words',
                'ordering': ['text'],
            },
        ),
    ]
