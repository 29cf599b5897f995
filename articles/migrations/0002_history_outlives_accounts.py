import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='correction',
            name='made_by_name',
            field=models.CharField(default='', editable=False, max_length=150, verbose_name='made by'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='revision',
            name='note',
            field=models.CharField(blank=True, help_text='What you changed and why, for the history; readers never see it.', max_length=200, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='revision',
            name='saved_by_name',
            field=models.CharField(default='', editable=False, max_length=150),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='article',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='correction',
            name='made_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='revision',
            name='saved_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='revisions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['-made_at', '-id'], name='articles_correction_newest'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['article', '-saved_at'], name='articles_revision_history'),
        ),
    ]
