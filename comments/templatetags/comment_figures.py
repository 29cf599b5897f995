"""What the desk's pages about replies say in numbers."""

from django import template
from django.utils.formats import number_format

from comments import classifier
from comments.models import Comment

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """A share as percent, such as 99.5 %."""
    return f"{number_format(share * 100, 1)} %"


@register.simple_tag
def reading_of(comment: Comment) -> classifier.Reading | None:
    """How a reply reads by what was learnt last, word by word; one query."""
    return classifier.reading_of(comment.text, comment.name, comment.website)
