"""Two clicks at once: each reply is decided once, and undone once, by whoever comes first."""

import pytest
from django.contrib.auth.models import User

from comments import moderation
from comments.models import Act, Comment, Decision, State
from comments.moderation import Batch
from tests.factories import make_article, make_comment, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def make_replies(count: int) -> list[Comment]:
    article = make_article()
    return [make_comment(article=article) for _ in range(count)]


def test_two_moderators_at_once_decide_each_reply_once(moderator: User) -> None:
    make_replies(8)
    first, second = list(Comment.objects.all()), list(Comment.objects.order_by("-pk"))
    batches: list[Batch] = []
    other = make_user("mark", role="Moderators")

    at_once(
        lambda: batches.append(moderation.decide_all(first, Act.APPROVE, by=moderator)),
        lambda: batches.append(moderation.decide_all(second, Act.SPAM, by=other)),
    )

    assert sorted((len(batch.done), len(batch.stale)) for batch in batches) == [(0, 8), (8, 0)]
    assert Decision.objects.count() == 8
    assert len(set(Comment.objects.values_list("state", "version"))) == 1


def test_double_click_at_once_is_one_act(moderator: User) -> None:
    make_replies(8)
    batches: list[Batch] = []

    seen = [list(Comment.objects.all()) for _ in range(2)]
    at_once(
        lambda: batches.append(moderation.decide_all(seen[0], Act.APPROVE, by=moderator)),
        lambda: batches.append(moderation.decide_all(seen[1], Act.APPROVE, by=moderator)),
    )

    assert {len(batch.stale) for batch in batches} == {0}
    assert len({batch.shown for batch in batches}) == 1
    assert Decision.objects.count() == 8


def test_undoing_twice_at_once_undoes_once(moderator: User) -> None:
    batch = moderation.decide_all(make_replies(8), Act.TRASH, by=moderator)
    undone: list[Batch] = []

    def undo() -> None:
        undone.append(moderation.undo_all(Decision.objects.filter(batch=batch.key), by=moderator))

    at_once(undo, undo)

    assert {len(each.stale) for each in undone} == {0}
    assert len({each.shown for each in undone}) == 1
    assert Comment.objects.filter(state=State.PENDING, version=2).count() == 8
    assert Decision.objects.count() == 16
