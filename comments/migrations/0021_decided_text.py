"""What was decided upon is kept where its writer changes it; the database refuses to change it, and lets it be deleted."""

import django.db.models.deletion
from django.db import migrations, models

from newsroom.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0020_staff_by_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecidedText',
            fields=[
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='comments.decision')),
                ('text', models.TextField(max_length=5000, verbose_name='comment')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decided_texts', to='comments.comment')),
            ],
            options={
                'verbose_name': 'decided text',
                'verbose_name_plural': 'decided texts',
            },
        ),
        AppendOnly("comments_decidedtext"),
    ]
