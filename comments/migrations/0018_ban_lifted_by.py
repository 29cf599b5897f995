from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0017_queue_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='ban',
            name='lifted_by_name',
            field=models.CharField(blank=True, editable=False, max_length=150, verbose_name='lifted by'),
        ),
    ]
