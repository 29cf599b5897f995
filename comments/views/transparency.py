"""What became of replies, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import transparency


@require_safe
def replies_transparency(request: HttpRequest) -> HttpResponse:
    """How many replies were published or not, and why, month by month."""
    told = [month for month in transparency.months() if not month.is_empty]
    return render(request, "comments/transparency.html", {"months": told})
