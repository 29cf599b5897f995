"""The shapes of addresses: an article's is /YYYY/MM/DD/slug/, a month's ends in YYYY/MM/, a feed's in feed.rss (atom, json)."""

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


class MonthConverter:
    """A month as YYYY/MM, given as its first day; those far from any newspaper’s time do not match."""

    regex = "[12][0-9]{3}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read the month; ValueError makes the address unknown."""
        return date.fromisoformat(f"{value.replace('/', '-')}-01")

    def to_url(self, value: date) -> str:
        """Write the month."""
        return value.isoformat()[:7].replace("-", "/")


class FeedConverter:
    """The file name of a feed; its value is the format."""

    regex = r"feed\.(?:rss|atom|json)"

    def to_python(self, value: str) -> str:
        """Read the format."""
        return value.removeprefix("feed.")

    def to_url(self, value: str) -> str:
        """Write the file name."""
        return f"feed.{value}"


register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")
register_converter(FeedConverter, "feed")
