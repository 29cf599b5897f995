"""Settings: what follows from the environment, each read in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own

HTTPS = {"SITE_URL": "https://paper.example"}
CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
NO_FILE = {"DATABASE_URL": "sqlite://:memory:"}
KEY = "a-key-of-more-than-fifty-characters-for-the-checks-of-django-0123456789"


def run(
    *arguments: str, environment: Mapping[str, str | None] | None = None, folder: Path = own.BASE_DIR
) -> subprocess.CompletedProcess[str]:
    """Run Python on the site's own settings with this environment alone."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    fixed = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": KEY}
    given = inherited | fixed | dict(environment or {})
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *arguments],
        env={name: value for name, value in given.items() if value is not None},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def settings_of(**environment: str) -> dict[str, Any]:
    script = (
        "import json; from django.conf import settings; "
        "print(json.dumps({n: getattr(settings, n) for n in dir(settings) if n.isupper()}, default=str))"
    )
    found = run("-c", script, environment=environment)
    assert found.returncode == 0, found.stderr
    values: dict[str, Any] = json.loads(found.stdout)
    return values


def test_site_on_plain_http_works_without_secure_cookies() -> None:
    settings = settings_of(SITE_URL="http://127.0.0.1:8000/")

    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1"]
    assert settings["SESSION_COOKIE_NAME"] == "sessionid"
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SECURE_HSTS_SECONDS"]


def test_site_on_https_is_secure_throughout() -> None:
    settings = settings_of(**HTTPS)

    assert settings["ALLOWED_HOSTS"] == ["paper.example"]
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert settings["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert settings[name]
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert not settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not settings["DEBUG"]


def test_owner_of_the_domain_may_bind_its_subdomains() -> None:
    settings = settings_of(**HTTPS, HSTS_SUBDOMAINS="on")

    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert settings["SECURE_HSTS_PRELOAD"]


def test_uploads_on_a_host_of_their_own_are_admitted() -> None:
    settings = settings_of(MEDIA_URL="https://media.example.org/paper/")

    assert settings["SECURE_CSP"]["img-src"] == ["'self'", "https://media.example.org"]


def test_cart_cookie_is_bound_to_the_host_on_https() -> None:
    script = "import django; django.setup(); from shop.views.shopper import CART_COOKIE; print(CART_COOKIE)"

    assert run("-c", script, environment=HTTPS).stdout.strip() == "__Host-cart"
    assert run("-c", script).stdout.strip() == "cart"


def test_sqlite_waits_for_writers_and_keeps_what_it_stored() -> None:
    options = settings_of()["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    assert "journal_mode=WAL" in options["init_command"]


def test_engines_come_from_the_environment() -> None:
    settings = settings_of(
        DATABASE_URL="postgres://paper:secret@db.example:5433/paper", CACHE_URL="redis://cache.example:6379/1"
    )

    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert settings["DATABASES"]["default"]["HOST"] == "db.example"
    assert "OPTIONS" not in settings["DATABASES"]["default"]
    assert "redis" in settings["CACHES"]["default"]["BACKEND"].lower()


def test_mail_server_comes_from_the_environment() -> None:
    mailer = settings_of(MAIL_URL="smtp+tls://paper:p%40ss@mail.example:587")["MAILERS"]["default"]

    assert mailer["OPTIONS"] | {"timeout": 0} == {
        "host": "mail.example",
        "port": 587,
        "username": "paper",
        "password": "p@ss",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 0,
    }


def test_mails_go_to_a_folder_where_the_environment_names_one() -> None:
    mailer = settings_of(MAIL_URL="file:///srv/paper%20mail")["MAILERS"]["default"]

    assert mailer["BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert mailer["OPTIONS"] == {"file_path": "/srv/paper mail"}


@pytest.mark.parametrize(
    "environment", [HTTPS, HTTPS | {"BEHIND_TLS_PROXY": "on"}], ids=["direct", "behind a proxy"]
)
def test_deployment_check_of_django_has_nothing_to_say(environment: dict[str, str]) -> None:
    found = run(*CHECK, environment=NO_FILE | environment)

    assert found.returncode == 0, found.stderr


def test_deployment_check_finds_a_weak_key() -> None:
    found = run(*CHECK, environment=NO_FILE | HTTPS | {"SECRET_KEY": "weak"})

    assert found.returncode == 1
    assert "security.W009" in found.stderr


def test_site_without_a_key_does_not_start(tmp_path: Path) -> None:
    shutil.copytree(own.BASE_DIR / "newsroom", tmp_path / "newsroom")  # away from a developer's own .env

    found = run("-c", "import newsroom.settings", folder=tmp_path, environment={"SECRET_KEY": None})

    assert "ImproperlyConfigured" in found.stderr
    assert "SECRET_KEY" in found.stderr


def test_rule_of_the_struck_price_is_one_that_there_is() -> None:
    found = run("-c", "import newsroom.settings", environment={"SHOP_STRIKE_RULE": "highest"})

    assert "highest not in ('lowest', 'regular')" in found.stderr
    assert settings_of(SHOP_STRIKE_RULE="regular")["SHOP_STRIKE_RULE"] == "regular"
