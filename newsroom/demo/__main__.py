"""The demonstration's start (`python -m newsroom.demo`): prepare the database, the files and the content, then serve."""

import errno
import io
import ipaddress
import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.db import connections

from newsroom.demo import ACCOUNTS

BASE_DIR = Path(__file__).resolve().parent.parent.parent
WELCOME = """
  {site_name} is at
      {site_url}/
  and its newsroom at
      {site_url}/admin/
  Log in as {accounts}
      with the password {password}

  Its mails go to nobody. Read them at
      {site_url}/admin/outbox/mail/
  as admin; moderator and shopkeeper find there what is about their work, without
  the addresses by which a mail's reader acts.

  Ctrl-C stops it.

"""


def main() -> None:
    """Start the demonstration. HOST, PORT and DEMO_PASSWORD are read from the environment; none has to be there."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = free_port(host, os.environ.get("PORT") or "8000")
    folder = Path(os.environ.get("DEMO_DIR") or BASE_DIR / "var" / "demo")
    set_environment(host, port, folder, secret_key=keep(folder / "secret-key"))
    password = keep(folder / "password", os.environ.get("DEMO_PASSWORD", ""))

    prepare(password)
    names = {"site_name": os.environ["SITE_NAME"], "site_url": os.environ["SITE_URL"]}
    say(WELCOME.format(**names, accounts=", ".join(ACCOUNTS), password=password))
    call_command("serve", host=host, port=port, verbosity=0)


def free_port(host: str, port: str) -> int:
    """The port as a number. Raises CommandError, with what to do, where the server would not get it."""
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 2**16):
        raise CommandError(f"PORT must be a number from 1 to 65535, and “{port}” is not: make demo PORT=8001")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(why_not(host, int(port), error)) from error
    return int(port)


def why_not(host: str, port: int, error: OSError) -> str:
    """What to do about an address that cannot be had."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken. Stop what uses it, or choose another: make demo PORT={port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Choose another: make demo PORT=8001"
    return f"HOST={host} is no address of this machine. Choose one that is: make demo HOST=127.0.0.1"


def set_environment(host: str, port: int, folder: Path, *, secret_key: str) -> None:
    """Say what the environment leaves open of the settings; Django may only be loaded after this.

    Database and files are the demonstration's own, whatever the environment or `.env` say of the site's; nobody gets its
    mails, and nobody's card is charged.
    """
    database = os.environ.get("DEMO_DATABASE_URL") or f"sqlite:///{folder.absolute() / 'db.sqlite3'}"
    own = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(folder / "media"),
        "MEDIA_URL": "media/",
        "MAIL_URL": (folder.absolute() / "mail").as_uri(),
        "STRIPE_SECRET_KEY": "",
    }
    os.environ.update(own)
    everywhere = is_everywhere(host)
    name = "127.0.0.1" if everywhere else host
    defaults = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": secret_key,
        "DEBUG": "off",
        "SITE_URL": f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}",
        "ALLOWED_HOSTS": "*" if everywhere else f"{host},[{host}],localhost,127.0.0.1,[::1]",
        "SITE_NAME": "The Wexmouth Courier",
        "SITE_TAGLINE": "The daily of Wexmouth and Skerrow",
        "TIME_ZONE": "Europe/London",
        "SHOP_COUNTRY": "GB",
        "SHOP_BANK_HOLDER": "Wexmouth Courier Ltd",
        "SHOP_BANK_IBAN": "GB33BUKB20201555555555",
        "SHOP_BANK_BIC": "BUKBGB22",
        "SHOP_SELLER": "Wexmouth Courier Ltd\n1 Corn Street\nWexmouth WX1 1AA",
        "SHOP_TAX_NUMBER": "GB123456789",
        "SHOP_MAIL_TO": "shop@courier.example",
    }
    for variable, value in defaults.items():
        os.environ.setdefault(variable, value)


def is_everywhere(host: str) -> bool:
    """Whether it means every address of this machine, as 0.0.0.0 does."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def keep(path: Path, given: str = "") -> str:
    """A secret that stays the same from start to start, in a file for its owner's eyes; random where none is given."""
    stored = path.read_text().strip() if path.exists() else ""
    secret = given or stored or secrets.token_urlsafe(9 if path.name == "password" else 50)
    if secret != stored:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"{secret}\n")
    return secret


def prepare(password: str) -> None:
    """Bring database, static files and sample content up to date; only the first time is slow."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say("Loading sample content …\n")
    call_command("load_demo", password=password, stdout=io.StringIO())
    connections.close_all()


def say(text: str) -> None:
    """Print at once, whatever stands behind standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
