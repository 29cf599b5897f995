from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_history_outlives_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='relation',
            field=models.CharField(blank=True, choices=[('original', 'Original'), ('based_on', 'Based on'), ('summary', 'Summary'), ('press_release', 'Press release'), ('republished', 'Republished')], help_text='How the text relates to its source; one that is not original names it below.', max_length=20, verbose_name='where it comes from'),
        ),
        migrations.AlterField(
            model_name='attribution',
            name='relation',
            field=models.CharField(choices=[('original', 'Original'), ('based_on', 'Based on'), ('summary', 'Summary'), ('press_release', 'Press release'), ('republished', 'Republished')], max_length=20, verbose_name='relation'),
        ),
    ]
