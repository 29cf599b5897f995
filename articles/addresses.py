"""The shape of an article's address: /YYYY/MM/DD/slug/."""

from datetime import date

from django.urls import register_converter

ARTICLE = "<day:day>/<slug:slug>/"


class DayConverter:
    """A day as YYYY/MM/DD; days that no calendar has do not match."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read the day; ValueError makes the address unknown."""
        return date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value: date) -> str:
        """Write the day."""
        return value.isoformat().replace("-", "/")


register_converter(DayConverter, "day")
