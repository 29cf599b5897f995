import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_attribution_links_are_web_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('comments', '0002_comment_details'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('approve', 'Approved'), ('reject', 'Rejected'), ('spam', 'Marked as spam'), ('trash', 'Put into the trash'), ('hold', 'Held again'), ('undo', 'Undone'), ('ask-again', 'Asked again'), ('withdraw', 'Withdrawn'), ('erase', 'Erased')], max_length=10, verbose_name='act')),
                ('before', models.CharField(choices=[('pending', 'Waiting'), ('approved', 'Published'), ('rejected', 'Not published'), ('spam', 'Spam'), ('trash', 'Trash'), ('withdrawn', 'Withdrawn'), ('erased', 'Erased')], max_length=10, verbose_name='before')),
                ('after', models.CharField(choices=[('pending', 'Waiting'), ('approved', 'Published'), ('rejected', 'Not published'), ('spam', 'Spam'), ('trash', 'Trash'), ('withdrawn', 'Withdrawn'), ('erased', 'Erased')], max_length=10, verbose_name='after')),
                ('reason', models.CharField(blank=True, choices=[('off-topic', 'It is not about the article.'), ('insult', 'It insults or harasses somebody.'), ('hate', 'It incites hatred against people.'), ('unlawful', 'It may be against the law.'), ('private', 'It tells something private about somebody.'), ('advertising', 'It advertises something.'), ('false', 'It states as a fact what is not true.'), ('duplicate', 'It was sent more than once.'), ('unclear', 'We could not understand it.'), ('other', 'Another reason.')], max_length=20, verbose_name='reason')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('actor', models.CharField(choices=[('moderator', 'Moderator'), ('rule', 'Rule of the site'), ('writer', 'Its writer')], max_length=10, verbose_name='by')),
                ('rule', models.CharField(blank=True, choices=[('trusted', 'Earlier replies of the same person were published.'), ('staff', 'It was written by the staff.'), ('afterwards', 'Replies are published first here, and looked at afterwards.'), ('signals', 'Its signals weigh as much as spam.'), ('banned', 'Its writer, or their network, is banned for a time.'), ('reported', 'Readers reported it.'), ('edited', 'Its writer changed it.')], max_length=20, verbose_name='rule')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('made_by_name', models.CharField(blank=True, max_length=150, verbose_name='made by')),
                ('batch', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='comment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='decision',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='undoes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undone_by', to='comments.decision'),
        ),
        migrations.AddField(
            model_name='comment',
            name='decision',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='comments.decision', verbose_name='last act'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['-made_at', '-id'], name='comments_decision_newest'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['approve', 'reject', 'spam', 'trash', 'hold', 'undo', 'ask-again', 'withdraw', 'erase'])), name='comments_decision_act_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('after__in', ['pending', 'approved', 'rejected', 'spam', 'trash', 'withdrawn', 'erased']), ('before__in', ['pending', 'approved', 'rejected', 'spam', 'trash', 'withdrawn', 'erased'])), name='comments_decision_states_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor', 'moderator'), ('rule', ''), models.Q(('made_by_name', ''), _negated=True)), models.Q(('actor', 'rule'), ('made_by_name', ''), models.Q(('rule', ''), _negated=True)), models.Q(('actor', 'writer'), ('made_by_name', ''), ('rule', '')), _connector='OR'), name='comments_decision_made_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before', models.F('after')), _negated=True), ('act', 'approve'), _connector='OR'), name='comments_decision_changes_something'),
        ),
    ]
