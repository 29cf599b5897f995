from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_search_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='has_crops',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='picture',
            name='needs_words',
            field=models.BooleanField(default=False, help_text='Its alternative text was not written for it. Untick this once the text is right.', verbose_name='to describe'),
        ),
    ]
