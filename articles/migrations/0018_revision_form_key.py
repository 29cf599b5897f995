from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_picture_crops_and_words")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="form_key",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=32),
            preserve_default=False,
        ),
    ]
