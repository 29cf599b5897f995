"""Uploads that wait: kept for a day while the rest of their form is corrected, so that nobody chooses a file twice."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from django.core import signing
from django.core.files.storage import default_storage
from django.tasks import task
from django.utils import timezone

from newsroom.images.metadata import Words
from newsroom.images.uploads import CleanPicture

FOLDER = "pictures/waiting"
SALT = "newsroom.images.waiting"
KEPT_FOR = timedelta(days=1)


def put_by(file: CleanPicture) -> str:
    """Keep a file for a day; returns a token that only we can make."""
    file.seek(0)
    name = default_storage.save(f"{FOLDER}/{file.name}", file)
    file.seek(0)
    throw_away.using(run_after=timezone.now() + KEPT_FOR).enqueue(name=name)
    kept = {"name": name, "words": asdict(file.words), "content_hash": file.content_hash}
    return signing.dumps(kept, salt=SALT)


def taken_up(token: str) -> CleanPicture | None:
    """The file that was put by; None for a token that is not ours or too old, and where the file is gone."""
    try:
        kept = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        with default_storage.open(kept["name"]) as file:
            content = file.read()
    except (signing.BadSignature, OSError):
        return None
    name = Path(kept["name"]).name
    return CleanPicture(content, name, words=Words(**kept["words"]), content_hash=kept["content_hash"])


@task(queue_name="pictures")
def throw_away(*, name: str) -> None:
    """Delete a file that waited; what came of it is stored under another name."""
    default_storage.delete(name)
