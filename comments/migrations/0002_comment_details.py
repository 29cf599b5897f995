import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_attribution_links_are_web_addresses'),
        ('comments', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='comment',
            options={'ordering': ['created_at', 'pk'], 'verbose_name': 'reply', 'verbose_name_plural': 'replies'},
        ),
        migrations.RemoveConstraint(
            model_name='comment',
            name='comments_comment_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='comment',
            name='comments_comment_decided_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='comment',
            name='comments_comment_says_something',
        ),
        migrations.RenameIndex(
            model_name='comment',
            new_name='comments_comment_by_state',
            old_name='comments_comment_queue',
        ),
        migrations.AddField(
            model_name='comment',
            name='announced_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='appeal',
            field=models.TextField(blank=True, max_length=1000, verbose_name='what its writer says to the decision'),
        ),
        migrations.AddField(
            model_name='comment',
            name='asked_again_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='asked again'),
        ),
        migrations.AddField(
            model_name='comment',
            name='badge',
            field=models.CharField(blank=True, choices=[('', 'Reader'), ('staff', 'Staff'), ('author', 'Author')], default='', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='comment',
            name='block',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='comment',
            name='depth',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited'),
        ),
        migrations.AddField(
            model_name='comment',
            name='email_confirmed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='address confirmed'),
        ),
        migrations.AddField(
            model_name='comment',
            name='fingerprint',
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='guest',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='comment',
            name='held_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='waits since'),
        ),
        migrations.AddField(
            model_name='comment',
            name='is_likely_spam',
            field=models.BooleanField(default=False, editable=False, verbose_name='likely spam'),
        ),
        migrations.AddField(
            model_name='comment',
            name='network',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='comment',
            name='root',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='thread', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='comment',
            name='score',
            field=models.SmallIntegerField(default=0, editable=False, verbose_name='weight of all signals'),
        ),
        migrations.AddField(
            model_name='comment',
            name='signals',
            field=models.JSONField(default=list, editable=False, verbose_name='signals'),
        ),
        migrations.AddField(
            model_name='comment',
            name='text_digest',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='comment',
            name='version',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='comment',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='comments.comment', verbose_name='in reply to'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='state',
            field=models.CharField(choices=[('pending', 'Waiting'), ('approved', 'Published'), ('rejected', 'Not published'), ('spam', 'Spam'), ('trash', 'Trash'), ('withdrawn', 'Withdrawn'), ('erased', 'Erased')], default='pending', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['root', 'state'], name='comments_comment_answers'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['is_likely_spam', 'held_at', 'id'], name='comments_comment_queue'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['created_at'], name='comments_comment_time'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('block', ''), _negated=True), fields=['block', 'created_at'], name='comments_comment_block'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('network', ''), _negated=True), fields=['network', 'created_at'], name='comments_comment_network'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('guest', ''), _negated=True), fields=['guest'], name='comments_comment_guest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['email'], name='comments_comment_email'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['text_digest', 'created_at'], name='comments_comment_same_text'),
        ),
    ]
