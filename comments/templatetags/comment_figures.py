"""What the desk's pages about replies say in numbers."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timesince import timesince

from comments import classifier
from comments.models import Comment

register = template.Library()
NONE = "–"


@register.filter
def percent(share: float | None) -> str:
    """A share as percent, such as 99.5 %; a dash for none."""
    return NONE if share is None else f"{number_format(share * 100, 1)} %"


@register.filter
def duration(time: timedelta | None) -> str:
    """A time in words, such as “2 hours, 5 minutes”; a dash for none."""
    now = timezone.now()
    return NONE if time is None else timesince(now - time, now)


@register.simple_tag
def reading_of(comment: Comment) -> classifier.Reading | None:
    """How a reply reads by what was learnt last, word by word; one query."""
    return classifier.reading_of(comment.text, comment.name, comment.website)
