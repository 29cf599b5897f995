"""Who of the staff reads which mails, and what of them; a bottom module: each app says what opens its own."""

import re

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from newsroom.outbox.models import Mail, MailQuerySet

# By the mark that an app's mails begin their `about` with: the permission that opens them beside the outbox's own.
permissions: dict[str, str] = {}

# What an address holds so that nobody can guess it (`secrets.token_urlsafe`). Slugs are as long, but in small letters.
SECRET = re.compile(r"(?<=[/=])(?=[\w-]*[A-Z])[\w-]{32,}", re.ASCII)
HIDDEN = "•••"


def mails_for(user: User | AnonymousUser) -> MailQuerySet:
    """The mails that somebody may read and send again. One without a known mark is open to superusers alone."""
    if user.is_superuser:
        return Mail.objects.all()
    opened = Q(pk__in=[])
    for mark, permission in permissions.items():
        if user.has_perm(permission):
            opened |= Q(about__startswith=mark)
    return Mail.objects.filter(opened)


def without_secrets(text: str) -> str:
    """The text of a mail for others than its reader: whoever has such an address may act as the reader."""
    return SECRET.sub(HIDDEN, text)
