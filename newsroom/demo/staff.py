"""The demonstration's staff: an account for each role."""

import secrets

from django.contrib.auth.models import Group, User

from newsroom.demo import ACCOUNTS


def load(password: str | None) -> str:
    """Make the accounts that do not exist; returns their password, a random one where none is given.

    A password that is given is set on the accounts that exist too.
    """
    chosen = password or secrets.token_urlsafe(9)
    for username, role in ACCOUNTS.items():
        user, is_new = User.objects.get_or_create(
            username=username,
            defaults={
                "is_staff": True,
                "is_superuser": role is None,
                "email": f"{username}@courier.example",
            },
        )
        if is_new and role:
            user.groups.add(Group.objects.get(name=role))
        if is_new or (password and not user.check_password(password)):
            user.set_password(chosen)
            user.save(update_fields=["password"])
    return chosen
