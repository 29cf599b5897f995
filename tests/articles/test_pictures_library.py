"""The picture library: what looks alike, where a picture stands, what bulk upload makes of a file."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from articles import library, publishing
from articles.library import Standing
from articles.models import Picture, Revision
from newsroom.demo import drawing
from newsroom.images import CleanPicture, sanitised
from tests.factories import image_bytes, make_article, make_draft, make_picture, make_user

pytestmark = pytest.mark.django_db


def ferry(*, width: int = 900, quality: int = 90) -> CleanPicture:
    image = drawing.draw("ferry").convert("RGB")
    image.thumbnail((width, width))
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return sanitised(file)


def plain(colour: str = "seagreen", **options: Any) -> CleanPicture:
    file = BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG", **options)
    return sanitised(file)


def body_with(picture: Picture) -> str:
    return f'<figure><img src="/a.jpg" alt="A" data-file="{picture.pk}"></figure>'


# What is there already


def test_fingerprint_is_kept_with_a_picture_however_it_came_in() -> None:
    picture = make_picture(file=ferry())

    assert picture.content_hash == ferry().content_hash
    assert make_picture().content_hash == ""


def test_same_picture_and_smaller_copies_are_found_the_same_first() -> None:
    small, same = make_picture(file=ferry(width=400, quality=60)), make_picture(file=ferry())
    make_picture(file=plain())
    make_picture()

    assert library.alike(ferry().content_hash) == [same, small]
    assert library.alike(ferry().content_hash, other_than=same.pk) == [small]
    assert library.alike(plain("navy").content_hash) == []
    assert library.alike("") == []


def test_looking_for_a_picture_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        make_picture(file=ferry())
    known = ferry().content_hash

    with django_assert_num_queries(2):  # fingerprints, pictures
        assert len(library.alike(known)) == 3


def test_duplicates_of_the_library_are_those_that_look_just_like_another() -> None:
    one, other = make_picture(file=plain()), make_picture(file=plain())
    make_picture(file=plain("navy"))
    make_picture()
    make_picture()

    assert set(library.duplicates(Picture.objects.all())) == {one, other}


# What is added


def with_words(**words: str) -> CleanPicture:
    """A picture whose file says this of itself."""
    attributes = {
        "alt": "Iptc4xmpCore:AltTextAccessibility",
        "caption": "dc:description",
        "credit": "photoshop:Credit",
    }
    parts = "".join(f"<{attributes[name]}>{text}</{attributes[name]}>" for name, text in words.items())
    packet = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"<r:Description>{parts}</r:Description></r:RDF>"
    )
    return sanitised(BytesIO(image_bytes(xmp=packet.encode())))


@pytest.mark.parametrize(
    ("words", "given", "alt", "needs_words"),
    [
        ({"alt": "A boat", "caption": "The Nell"}, {"alt": "From the fair"}, "A boat", False),
        ({"caption": "The Nell"}, {"alt": "From the fair"}, "The Nell", True),
        ({}, {"alt": "From the fair"}, "From the fair", True),
        ({}, {}, "IMG 2034 boat", True),
    ],
)
def test_alternative_text_comes_from_the_best_there_is(
    words: dict[str, str], given: dict[str, str], alt: str, needs_words: bool
) -> None:
    picture, _is_new = library.add(with_words(**words), name="IMG_2034-boat.jpg", given=given)

    assert (picture.alt, picture.needs_words) == (alt, needs_words)


@pytest.mark.parametrize("name", ["", ".jpg", "___.jpg", "\x00\x01"])
def test_file_without_a_name_in_words_is_a_picture(name: str) -> None:
    picture, _is_new = library.add(plain(), name=name, given={})

    assert picture.alt in {"Picture", "jpg"}


def test_words_of_the_file_win_over_those_of_the_heap() -> None:
    given = {"credit": "The heap", "copyright": "The heap’s", "licence": "CC BY 4.0"}

    picture, _is_new = library.add(with_words(credit="Ann"), name="a.jpg", given=given)

    assert (picture.credit, picture.copyright, picture.licence) == ("Ann", "The heap’s", "CC BY 4.0")


def test_picture_that_is_there_is_added_again_only_where_asked() -> None:
    first, _is_new = library.add(plain(), name="a.jpg", given={})

    assert library.add(plain(quality=95), name="b.jpg", given={}) == (first, False)
    second, is_new = library.add(plain(), name="c.jpg", given={}, keep_both=True)
    assert is_new
    assert second != first


def test_heap_leaves_the_worker_to_others_first() -> None:
    library.add(plain(), name="a.jpg", given={})
    make_picture()

    assert list(DBTaskResult.objects.values_list("priority", flat=True).order_by("priority")) == [-10, 0]


# The focal point


def test_moved_focal_point_has_its_crops_made_first_and_the_old_removed_in_a_day() -> None:
    picture = make_picture(size=(800, 600))
    Picture.objects.update(has_crops=True, has_renditions=True)
    DBTaskResult.objects.all().delete()
    picture.refresh_from_db()
    old = {crop.name for crop in picture.file.crops()}

    library.refocus(picture, x=20, y=30)

    picture.refresh_from_db()
    making, removing = DBTaskResult.objects.order_by("run_after").reverse()
    assert (picture.focal_point, picture.has_crops, picture.has_renditions) == ((20, 30), False, True)
    assert making.priority > removing.priority == 0
    assert len(making.args_kwargs["kwargs"]["new"]) == len(old)
    assert set(removing.args_kwargs["kwargs"]["names"]) == old
    assert removing.run_after > timezone.now() + timedelta(hours=23)


def test_focal_point_that_stays_makes_no_work() -> None:
    picture = make_picture()

    library.refocus(picture, x=50, y=50)

    assert DBTaskResult.objects.count() == 1  # the picture's own


# Where a picture stands


def test_uses_tell_live_scheduled_draft_and_history_apart() -> None:
    picture, user = make_picture(), make_user()
    article = make_article(headline="Old", lead_picture=picture)
    draft = publishing.working_copy(article)
    draft.headline, draft.body = "New", body_with(picture)
    draft.save()
    publishing.publish(draft, by=user)
    publishing.working_copy(article)
    scheduled = make_draft(headline="Soon", body=body_with(picture))
    publishing.publish(scheduled, by=user, at=timezone.now() + timedelta(days=1))
    make_article(headline="Without")

    uses = {use.headline: use.standings for use in library.uses_of(picture)}

    assert uses.keys() == {"New", "Soon"}
    assert uses["New"] == [
        ("Live", ["in the text", "lead picture"]),
        ("Draft", ["in the text", "lead picture"]),
        ("History", ["lead picture"]),
    ]
    assert uses["Soon"] == [("Scheduled", ["in the text"])]
    assert list(Standing.values) == ["live", "scheduled", "draft", "history"]


def test_unused_pictures_are_in_no_text_at_all() -> None:
    lead, shown, old, unused = (make_picture() for _ in range(4))
    make_article(lead_picture=lead)
    make_draft(body=body_with(shown))
    Revision.objects.filter(article=make_article(lead_picture=old)).update(live_until=timezone.now())

    assert set(library.unused(Picture.objects.all())) == {unused}
    assert set(library.used(Picture.objects.all())) == {lead, shown, old}
