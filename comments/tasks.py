"""The worker's part: whoever is to be told of a reply or of a decision."""

from django.tasks import task


@task()
def received(key: int, topics: list[str]) -> None:
    """A reply has come in: ask its writer to confirm what they want to be told of, and tell whom it concerns."""


@task()
def decided(key: int) -> None:
    """A decision was made: tell its writer, and those who follow, if it was published for the first time."""
