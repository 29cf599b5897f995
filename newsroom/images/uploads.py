"""Uploads: checked before they are decoded, stripped of metadata but for their author, named by us."""

import secrets
import warnings
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from newsroom.images.fingerprints import fingerprint
from newsroom.images.metadata import Words, words_of

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class CleanPicture(ContentFile):
    """A sanitised picture file, with the words of the upload and the fingerprint of its pixels.

    `priority` says how soon its renditions are made, among the worker's other tasks.
    """

    priority = 0

    def __init__(self, content: bytes, name: str, *, words: Words, content_hash: str) -> None:
        super().__init__(content, name=name)
        self.words = words
        self.content_hash = content_hash


def sanitised(upload: IO[bytes]) -> CleanPicture:
    """The same picture, upright, at most 2560 px a side, under a random name; of its metadata, artist and copyright.

    Opaque pictures become JPEG, others PNG. Raises ValidationError, in words for the person who uploads, for a file
    over 20 MB, a format that is not JPEG, PNG, WebP or AVIF by its content, over 40 megapixels (read from the header,
    before any pixel is decoded), and a damaged file.
    """
    image = _opened(upload)
    try:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        words = words_of(image)
        image = _in_srgb(_in_8_bits(_upright(image)))
        pixels = image.convert("RGBA" if image.has_transparency_data else "RGB")
        has_alpha = pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This picture is damaged and cannot be read to its end.")) from error
    clean = Image.new("RGBA" if has_alpha else "RGB", pixels.size)
    clean.paste(pixels)
    file = BytesIO()
    if has_alpha:
        clean.save(file, "PNG", optimize=True, exif=words.exif())
    else:
        clean.save(file, "JPEG", quality=88, progressive=True, exif=words.exif())
    name = f"{secrets.token_hex(10)}.{'png' if has_alpha else 'jpg'}"
    return CleanPicture(file.getvalue(), name, words=words, content_hash=fingerprint(clean))


def _opened(upload: IO[bytes]) -> Image.Image:
    """Read the header only, and refuse what must not be decoded."""
    size = upload.seek(0, 2)
    upload.seek(0)
    if size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 20 MB. Save it smaller and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many pixels, which are counted below, and of damaged EXIF
            image = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError:
        raise ValidationError(
            _("This picture has over 40 megapixels. Save it smaller and try again.")
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This is not a JPEG, PNG, WebP or AVIF picture. Save it as one and try again.")
        ) from None
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_("This picture has over 40 megapixels. Save it smaller and try again."))
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF orientation says (tag 0x0112; EXIF 2.32, table 6)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled down; Pillow's own conversion would clip it to white."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours that the web takes for granted; an unreadable profile is passed over."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return (
            ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image
