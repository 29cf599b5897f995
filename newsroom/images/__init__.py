"""What a picture must be, what is known of it, and the renditions that pages offer."""

from newsroom.images.fields import ACCEPTED, SanitisedPictureField, UploadField
from newsroom.images.fingerprints import are_alike, bands, fingerprint
from newsroom.images.metadata import Words, tidy
from newsroom.images.picture import UploadedPicture
from newsroom.images.renditions import LATER, SOONER
from newsroom.images.uploads import CleanPicture, sanitised
from newsroom.images.waiting import put_by, taken_up

__all__ = [
    "ACCEPTED",
    "LATER",
    "SOONER",
    "CleanPicture",
    "SanitisedPictureField",
    "UploadField",
    "UploadedPicture",
    "Words",
    "are_alike",
    "bands",
    "fingerprint",
    "put_by",
    "sanitised",
    "taken_up",
    "tidy",
]
