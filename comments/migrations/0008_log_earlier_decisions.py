"""Write into the log what was decided before there was one, and put each comment into its thread."""

from django.db import migrations
from django.db.models import F

ACTS = {"approved": "approve", "rejected": "reject", "spam": "spam"}


def log(apps, schema_editor):
    """One decision for each comment that was decided."""
    Comment, Decision = (apps.get_model("comments", name) for name in ("Comment", "Decision"))
    for comment in Comment.objects.exclude(state="pending").select_related("decided_by").iterator():
        user = comment.decided_by
        name = " ".join(part for part in (user.first_name, user.last_name) if part) or user.username
        decision = Decision.objects.create(
            comment=comment,
            act=ACTS[comment.state],
            before="pending",
            after=comment.state,
            actor="moderator",
            made_at=comment.decided_at,
            made_by=user,
            made_by_name=name[:150],
        )
        Comment.objects.filter(pk=comment.pk).update(decision=decision, announced_at=comment.decided_at)
    Comment.objects.update(held_at=F("created_at"))


def unlog(apps, schema_editor):
    """Take who decided from the log; what only the log knows is held again."""
    Comment, Decision = (apps.get_model("comments", name) for name in ("Comment", "Decision"))
    last = "decision__made_at", "decision__made_by"
    for key, made_at, made_by in Comment.objects.exclude(decision=None).values_list("pk", *last).iterator():
        decided = Comment.objects.filter(pk=key)
        if made_by and decided.filter(state__in=ACTS).update(decided_at=made_at, decided_by=made_by):
            continue
        decided.update(state="pending", decided_at=None, decided_by=None)
    Comment.objects.update(decision=None)
    Decision.objects.all().delete()


def put_into_threads(apps, schema_editor):
    """From each level of the threads to the one below it."""
    Comment = apps.get_model("comments", "Comment")
    above = dict(Comment.objects.filter(parent=None).values_list("pk", "pk"))
    depth = 0
    while above:
        depth += 1
        below = {}
        for key, parent in Comment.objects.filter(parent__in=above).values_list("pk", "parent").iterator():
            below[key] = above[parent]
            Comment.objects.filter(pk=key).update(root=above[parent], depth=depth)
        above = below


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_learning")]

    operations = [
        migrations.RunPython(log, unlog),
        migrations.RunPython(put_into_threads, migrations.RunPython.noop),
    ]
