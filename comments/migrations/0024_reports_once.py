"""A report counts once a browser and once an address."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0023_report_keys_of_guests'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('guest', ''), _negated=True), fields=('comment', 'guest'), name='comments_report_once_a_browser'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('address', ''), _negated=True), fields=('comment', 'address'), name='comments_report_once_an_address'),
        ),
    ]
