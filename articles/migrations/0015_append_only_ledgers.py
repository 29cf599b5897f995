from django.db import migrations

from newsroom.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_revision_expires_at")]

    operations = [
        AppendOnly(
            "articles_correction",
            columns=["id", "article_id", "text", "made_at", "made_by_name"],
            clearable=["made_by_id"],
        ),
        AppendOnly("articles_linkcheck"),
    ]
