from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_fill_names_and_relations'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('made_by_name', ''), _negated=True), name='articles_correction_made_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('live_from__isnull', True), ('relation', '')), ('relation__in', ['original', 'based_on', 'summary', 'press_release', 'republished']), _connector='OR'), name='articles_revision_live_says_where_it_comes_from'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('saved_by_name', ''), _negated=True), name='articles_revision_saved_by_somebody'),
        ),
    ]
