"""What a member of staff is called where their acts are recorded."""

from django.contrib.auth.models import AbstractBaseUser


def name_of(user: AbstractBaseUser) -> str:
    """The full name, else the user name; at most 150 characters. Records keep it, and so outlive the account."""
    full_name: str = getattr(user, "get_full_name", str)()
    return (full_name or user.get_username())[:150]
