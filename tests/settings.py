"""Settings of the tests: the site's own, with a key and with what makes tests quick."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from newsroom.settings import *

INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # for its `flush`
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = BASE_DIR / "newsroom" / "static"  # there without `collectstatic`
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: threads of a race then wait for each other, which a database in memory cannot do.
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / f"test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"
else:
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
SHOP_ORDERS_PER_EMAIL = SHOP_ORDERS_PER_BLOCK = 0  # tests place as many orders as they like
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server's threads keep no connection that outlives a test
