import comments.models.comment
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_attribution_links_are_web_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('comments', '0005_reports'),
    ]

    operations = [
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reply_digest', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('frequency', models.CharField(choices=[('at-once', 'At once'), ('hourly', 'Every hour'), ('daily', 'Every day'), ('never', 'Never')], default='daily', max_length=10, verbose_name='mail')),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('decided', 'Tell me when it is decided'), ('answers', 'Mail me replies to mine'), ('all', 'Mail me all replies here')], max_length=10, verbose_name='topic')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('secret', models.CharField(default=comments.models.comment.new_secret, editable=False, max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked for')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('frequency__in', ['at-once', 'hourly', 'daily', 'never'])), name='comments_digest_frequency_known'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='articles.article'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='comment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='comments.comment'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['article', 'topic'], name='comments_subscription_article'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['email', 'asked_at'], name='comments_subscription_email'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['decided', 'answers', 'all'])), name='comments_subscription_topic_known'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('topic', 'comment'), name='comments_subscription_once_a_reply'),
        ),
    ]
