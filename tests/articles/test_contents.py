"""What a revision says: everything of it is compared and copied, and nothing else."""

from typing import Any

import pytest
from django.utils import timezone

from articles.contents import FIELDS, PARTS, TOPICS, contents, copy_contents
from articles.models import Part, Relation, Revision
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
)

RECORDED = {
    "id", "article", "is_working_copy", "version", "form_key", "was_withdrawn", "live_from", "live_until", "expires_at", "first_published_at",
    "updated_at", "ready_at", "note", "saved_at", "saved_by", "saved_by_name",
}  # fmt: skip

pytestmark = pytest.mark.django_db


def full_draft() -> Revision:
    draft = make_draft(
        key_points=["One.", "Two."],
        authors=[make_author()],
        sources=[make_source()],
        products=[make_product()],
        topics=[make_topic(), make_topic()],
        lead_picture=make_picture(),
    )
    draft.recommendations.create(article=make_article())
    return draft


def test_every_field_is_either_said_or_recorded() -> None:
    fields = {field.name for field in Revision._meta.concrete_fields}

    assert fields == set(FIELDS) | RECORDED
    assert not set(FIELDS) & RECORDED


def test_every_part_is_compared() -> None:
    relations = [relation for relation in Revision._meta.related_objects if relation.one_to_many]
    parts = {
        relation.get_accessor_name() for relation in relations if issubclass(relation.related_model, Part)
    }

    assert parts == set(PARTS)
    assert contents(full_draft()).keys() == {*FIELDS, *PARTS, TOPICS}


def test_copy_says_the_same() -> None:
    draft, other = full_draft(), make_draft(key_points=["Other."], sources=[make_source()])

    copy_contents(draft, other)

    assert contents(Revision.objects.get(pk=other.pk)) == contents(draft)
    assert draft.key_points.count() == 2


def test_copy_keeps_what_is_recorded() -> None:
    draft, other = full_draft(), make_draft(note="Its own.")
    recorded = {name: getattr(other, name) for name in RECORDED}

    copy_contents(draft, other)

    other.refresh_from_db()
    assert {name: getattr(other, name) for name in RECORDED} == recorded


@pytest.mark.parametrize("name", FIELDS)
def test_change_of_a_field_is_told(name: str) -> None:
    draft = full_draft()
    before = contents(draft)
    made: dict[str, Any] = {
        "relation": Relation.REPUBLISHED,
        "section": make_section(),
        "lead_picture": None,
        "embargoed_until": timezone.now(),
    }

    setattr(draft, name, made.get(name, "Other"))
    draft.save()

    after = contents(Revision.objects.get(pk=draft.pk))
    assert [field for field in after if after[field] != before[field]] == [name]


@pytest.mark.parametrize("name", PARTS)
def test_part_that_is_gone_is_told(name: str) -> None:
    draft = full_draft()
    before = contents(draft)

    getattr(draft, name).all()[0].delete()

    assert [field for field, said in contents(draft).items() if said != before[field]] == [name]


def test_order_of_parts_is_told_and_their_numbers_are_not() -> None:
    draft = full_draft()
    before = contents(draft)

    draft.key_points.filter(text="Two.").update(position=9)
    assert contents(draft) == before
    draft.key_points.filter(text="One.").update(position=10)
    assert contents(draft) != before


def test_topics_have_no_order() -> None:
    draft = full_draft()
    before = contents(draft)
    topics = list(draft.topics.all())

    draft.topics.clear()
    draft.topics.add(topics[1])
    draft.topics.add(topics[0])

    assert contents(draft) == before
