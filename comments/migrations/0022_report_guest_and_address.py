"""A report is by a browser and from an address: the one column that held either becomes two."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0021_decided_text")]

    operations = [
        migrations.RemoveConstraint(model_name="report", name="comments_report_once"),
        migrations.RemoveIndex(model_name="report", name="comments_report_visitor"),
        migrations.RenameField(model_name="report", old_name="visitor", new_name="address"),
        migrations.AddField(
            model_name="report",
            name="guest",
            field=models.CharField(blank=True, default="", editable=False, max_length=32),
            preserve_default=False,
        ),
    ]
