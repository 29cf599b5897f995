import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0012_confirmations'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='told_of',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='comments.decision'),
        ),
    ]
