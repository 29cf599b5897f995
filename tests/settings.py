"""Settings of the tests: the site's own, with a key and with what makes tests quick."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from newsroom.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
