"""What browsers send and the test client returns: its type, which Django's stubs know and Django itself does not."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    from django.http import HttpResponse as Response

__all__ = ["FROM_NO_REFERRER", "Response", "without_scripts"]

# How a browser without Sec-Fetch-Site posts from a page that is `no-referrer`.
FROM_NO_REFERRER = {"Origin": "null"}

OWN_SCRIPTS = re.compile(
    r'<script type="application/ld\+json">.*?</script>'
    r'|<script (type="module"|src="/static/newsroom/js/[a-z-]+\.js"| )+></script>',
    re.DOTALL,
)


def without_scripts(html: str) -> str:
    """A page without our own modules, and without what it says to machines: no script is left but what others wrote."""
    return OWN_SCRIPTS.sub("", html)
