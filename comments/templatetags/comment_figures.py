"""What the desk's pages about replies say in numbers."""

from datetime import timedelta

from babel.numbers import format_percent
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language, to_locale

from comments import classifier
from comments.models import Comment

register = template.Library()
NONE = "–"


@register.filter
def percent(share: float | None) -> str:
    """A share as percent, such as 99.5%; a dash for none."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return NONE if share is None else format_percent(round(share, 3), "#,##0.0%", locale=locale)


@register.filter
def duration(time: timedelta | None) -> str:
    """A time in words, such as “2 hours, 5 minutes”; a dash for none."""
    now = timezone.now()
    return NONE if time is None else timesince(now - time, now)


@register.simple_tag
def reading_of(comment: Comment) -> classifier.Reading | None:
    """How a reply reads by what was learnt last, word by word; one query."""
    return classifier.reading_of(comment.text, comment.name, comment.website)
