"""What a browser keeps of a guest who asks for it: name and addresses, to be filled in, and a key that shows who they are.

The first cookie can be read by the small element that fills in the form; the second, signed, is what trust sticks to.
"""

import json
import secrets
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from comments.models import Comment

NAME_COOKIE = f"{settings.COOKIE_PREFIX}reply_name"
GUEST_COOKIE = f"{settings.COOKIE_PREFIX}guest"
AGE = 365 * 24 * 3600
SALT = "comments.guest"


def guest_of(request: HttpRequest) -> str:
    """The key that this browser keeps; empty where it keeps none, or where ours was altered."""
    return (request.get_signed_cookie(GUEST_COOKIE, default="", salt=SALT, max_age=AGE) or "")[:32]


def new_guest() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(24)


def remember(response: HttpResponse, comment: Comment) -> None:
    """Have the browser keep who wrote a comment."""
    typed = {name: getattr(comment, name) for name in ("name", "email", "website")}
    attributes: dict[str, Any] = {"max_age": AGE, "secure": settings.IS_HTTPS, "samesite": "Lax"}
    response.set_cookie(NAME_COOKIE, quote(json.dumps(typed), safe=""), httponly=False, **attributes)
    response.set_signed_cookie(GUEST_COOKIE, comment.guest, salt=SALT, httponly=True, **attributes)


def is_unticked(request: HttpRequest) -> bool:
    """Whether somebody no longer wants to be known: the form's script takes the name away, and cannot take the key.

    Without script nothing is ticked from the start, and nothing can be concluded.
    """
    return GUEST_COOKIE in request.COOKIES and NAME_COOKIE not in request.COOKIES


def forget(response: HttpResponse) -> None:
    """Have the browser keep nothing of it."""
    for name in (NAME_COOKIE, GUEST_COOKIE):
        response.delete_cookie(name, samesite="Lax")
