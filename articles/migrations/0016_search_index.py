from django.db import migrations

CREATE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE articles_search
        USING fts5(headline, summary, names, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '3 4')
        """,
    ],
    "postgresql": [
        """
        CREATE TABLE articles_search (
            revision_id bigint PRIMARY KEY,
            first_published_at timestamptz NOT NULL,
            words tsvector NOT NULL
        )
        """,
        # Words stand in the row itself: set aside, as they would be, their reading seems free to the planner, which
        # then reads all of them where the index would find a few.
        "ALTER TABLE articles_search ALTER words SET STORAGE MAIN",
        "CREATE INDEX articles_search_words ON articles_search USING gin (words)",
        "CREATE INDEX articles_search_newest ON articles_search (first_published_at DESC, revision_id DESC)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_search")


class Migration(migrations.Migration):
    # What is published already is indexed after `migrate`, by `articles.search.fill`.

    dependencies = [("articles", "0015_append_only_ledgers")]

    operations = [migrations.RunPython(create, drop)]
