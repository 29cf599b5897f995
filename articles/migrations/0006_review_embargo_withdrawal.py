import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_names_and_relations_required'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='withdrawal_note',
            field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name='why it was withdrawn'),
        ),
        migrations.AddField(
            model_name='article',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='article',
            name='withdrawn_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='embargoed_until',
            field=models.DateTimeField(blank=True, help_text='Nobody can publish it to be seen before this time.', null=True, verbose_name='embargo'),
        ),
        migrations.AddField(
            model_name='revision',
            name='ready_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_note', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_note', ''), _negated=True)), _connector='OR'), name='articles_article_withdrawn_with_a_note'),
        ),
    ]
