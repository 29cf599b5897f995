"""What a revision says, as plain values: to copy it, to tell whether two say the same, to compare them."""

from typing import Any

from articles.models import Part, Revision

FIELDS = ("headline", "dek", "body", "relation", "section", "lead_picture", "embargoed_until")
PARTS = ("key_points", "bylines", "attributions", "promotions", "recommendations")
TOPICS = "topics"

Row = tuple[Any, ...]


def contents(revision: Revision) -> dict[str, Any]:
    """Each field's value, the rows of each part in order and its topics; one query for each part and for the topics.

    Relations are given as keys. Two revisions say the same when their contents are equal; what is recorded of a
    revision (its window, who saved it and when, the note) is no content.
    """
    values = {name: getattr(revision, _attribute(name)) for name in FIELDS}
    rows = {name: [_row(part) for part in getattr(revision, name).all()] for name in PARTS}
    return values | rows | {TOPICS: sorted(topic.pk for topic in revision.topics.all())}


def copy_contents(source: Revision, target: Revision) -> None:
    """Make a stored revision say what another says; the target is saved, and its parts are made anew."""
    for name in FIELDS:
        setattr(target, _attribute(name), getattr(source, _attribute(name)))
    target.save()
    for name in PARTS:
        rows = list(getattr(source, name).all())
        getattr(target, name).all().delete()
        for row in rows:
            row.pk = None
            row.revision = target
        getattr(target, name).bulk_create(rows)
    target.topics.set(source.topics.all())


def _attribute(name: str) -> str:
    """The attribute that holds a field's stored value: the key, for a relation."""
    return str(Revision._meta.get_field(name).attname)  # type: ignore[union-attr]


def _row(part: Part) -> Row:
    """What a part says, without its place: the order of the rows says that."""
    names = [field.attname for field in part._meta.concrete_fields]
    return tuple(getattr(part, name) for name in names if name not in {"id", "revision_id", "position"})
