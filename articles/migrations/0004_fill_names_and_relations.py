from django.db import migrations

FROM_LEAST_TO_MOST_BORROWED = ["original", "based_on", "summary", "press_release", "republished"]


def fill(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    for user in apps.get_model("auth", "User").objects.all():
        name = f"{user.first_name} {user.last_name}".strip() or user.username
        user.revisions.update(saved_by_name=name[:150])
        user.corrections.update(made_by_name=name[:150])
    Revision.objects.update(relation="original")
    for relation in FROM_LEAST_TO_MOST_BORROWED:
        Revision.objects.filter(attributions__relation=relation).update(relation=relation)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_revision_relation")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
