from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_revision_form_key")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="was_withdrawn",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
