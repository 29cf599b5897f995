import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_picture_rights_and_focal_point'),
    ]

    operations = [
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('left_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='left')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'ordering': ['-left_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='oldaddress',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='articles.article'),
        ),
        migrations.AddConstraint(
            model_name='oldaddress',
            constraint=models.UniqueConstraint(fields=('day', 'slug'), name='articles_oldaddress_one_article', violation_error_message='This address leads to an article already.'),
        ),
    ]
