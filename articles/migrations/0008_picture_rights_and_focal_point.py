from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_sources_and_their_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='content_hash',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='picture',
            name='copyright',
            field=models.CharField(blank=True, help_text='As the file says it, if it says it.', max_length=200, verbose_name='copyright'),
        ),
        migrations.AddField(
            model_name='picture',
            name='focal_x',
            field=models.PositiveSmallIntegerField(default=50, editable=False),
        ),
        migrations.AddField(
            model_name='picture',
            name='focal_y',
            field=models.PositiveSmallIntegerField(default=50, editable=False),
        ),
        migrations.AddField(
            model_name='picture',
            name='licence',
            field=models.CharField(blank=True, help_text='On which terms we may show it.', max_length=150, verbose_name='licence'),
        ),
        migrations.AddField(
            model_name='picture',
            name='source_url',
            field=models.URLField(blank=True, help_text='Where it was found.', max_length=500, verbose_name='source link'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__lte', 100), ('focal_y__lte', 100)), name='articles_picture_focal_point_inside'),
        ),
    ]
