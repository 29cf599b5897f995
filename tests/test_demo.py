"""The demonstration's start: it keeps to itself."""

import os
from pathlib import Path

import pytest

from newsroom.demo.__main__ import set_environment


def test_demonstration_never_touches_the_sites_own_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        os, "environ", {"DATABASE_URL": "postgres://paper@db/paper", "MEDIA_ROOT": "/srv/paper"}
    )

    set_environment("127.0.0.1", 8000, tmp_path, secret_key="x" * 50)

    assert os.environ["DATABASE_URL"] == f"sqlite:///{tmp_path / 'db.sqlite3'}"
    assert os.environ["MEDIA_ROOT"] == str(tmp_path / "media")


def test_demonstration_never_charges_a_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "environ", {"STRIPE_SECRET_KEY": "sk_live_1"})

    set_environment("127.0.0.1", 8000, tmp_path, secret_key="x" * 50)

    assert os.environ["STRIPE_SECRET_KEY"] == ""


def test_demonstration_keeps_what_the_environment_says_of_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "environ", {"SITE_NAME": "The Teind Times"})

    set_environment("127.0.0.1", 8001, tmp_path, secret_key="x" * 50)

    assert os.environ["SITE_NAME"] == "The Teind Times"
    assert os.environ["SITE_URL"] == "http://127.0.0.1:8001"
