"""The one style sheet: joined from its files, and known to the content policy."""

import base64
import hashlib

from django.conf import settings

from newsroom import stylesheet


def test_order_of_layers_comes_first() -> None:
    assert stylesheet.text().startswith("@layer reset,base,layout,components,print;:root{")


def test_sheet_has_every_file_without_its_comments() -> None:
    css = stylesheet.text()
    rules = sum(file.read_text().count("{") for file in stylesheet.FOLDER.glob("*.css"))

    assert css.count("{") == css.count("}") == rules
    assert "/*" not in css
    assert "\n" not in css


def test_nothing_ends_the_style_element_or_leads_to_another_host() -> None:
    css = stylesheet.text()

    assert "<" not in css
    assert "url(" not in css
    assert "@import" not in css


def test_policy_has_the_hash_of_the_sheet() -> None:
    digest = base64.b64encode(hashlib.sha256(stylesheet.text().encode()).digest()).decode()

    assert stylesheet.csp_source() == f"'sha256-{digest}'"
    assert settings.SECURE_CSP["style-src"] == [f"'sha256-{digest}'"]


def test_spaces_that_mean_something_are_kept() -> None:
    css = stylesheet.text()

    assert ".prose > * + *{" in css
    assert "clamp(2rem,1.3rem + 3vw,3.375rem)" in css
