"""The browser: the system's Chromium, without its calls home."""

import os
import shutil

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The path of the browser; raises RuntimeError, with what to do, where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        raise RuntimeError(
            "No Chromium: install it (apt-get install chromium) or run the tests with `make test`."
        )
    return found
