"""Settings: every value that differs between machines comes from the environment (see .env.example)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.utils.csp import CSP

from newsroom import stylesheet

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# The site

SITE_NAME: str = env.str("SITE_NAME", default="Newsroom")
SITE_TAGLINE: str = env.str("SITE_TAGLINE", default="")
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SHOP_CURRENCY: str = env.str("SHOP_CURRENCY", default="USD")

# The shop (see .env.example)

SHOP_COUNTRY: str = env.str("SHOP_COUNTRY", default="").upper()
SHOP_STRIKE_RULE: str = env.str("SHOP_STRIKE_RULE", default="lowest", choices=("lowest", "regular"))
SHOP_ORDER_BUTTON: str = env.str("SHOP_ORDER_BUTTON", default="")
SHOP_PAYMENT_DAYS: int = env.int("SHOP_PAYMENT_DAYS", default=7)
SHOP_GRACE_DAYS: int = env.int("SHOP_GRACE_DAYS", default=3)
SHOP_ORDERS_PER_EMAIL: int = env.int("SHOP_ORDERS_PER_EMAIL", default=5)
SHOP_ORDERS_PER_BLOCK: int = env.int("SHOP_ORDERS_PER_BLOCK", default=30)
SHOP_CART_DAYS: int = env.int("SHOP_CART_DAYS", default=30)
SHOP_WITHDRAWAL_DAYS: int = env.int("SHOP_WITHDRAWAL_DAYS", default=14)
SHOP_DELIVERY_DAYS: int = env.int("SHOP_DELIVERY_DAYS", default=30)
SHOP_LOW_STOCK: int = env.int("SHOP_LOW_STOCK", default=5)
SHOP_BANK_HOLDER: str = env.str("SHOP_BANK_HOLDER", default="")
SHOP_BANK_IBAN: str = env.str("SHOP_BANK_IBAN", default="")
SHOP_BANK_BIC: str = env.str("SHOP_BANK_BIC", default="")
SHOP_SELLER: str = env.str("SHOP_SELLER", default="", multiline=True)
SHOP_TAX_NUMBER: str = env.str("SHOP_TAX_NUMBER", default="")
SHOP_MAIL_TO: str = env.str("SHOP_MAIL_TO", default="")
STRIPE_SECRET_KEY: str = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET: str = env.str("STRIPE_WEBHOOK_SECRET", default="")

# How replies are taken; .env.example says what each means

REPLIES_DEPTH: int = env.int("REPLIES_DEPTH", default=4)
REPLIES_NEWEST_FIRST: bool = env.bool("REPLIES_NEWEST_FIRST", default=False)
REPLIES_EDIT_MINUTES: int = env.int("REPLIES_EDIT_MINUTES", default=10)
REPLIES_NETWORK_DAYS: int = env.int("REPLIES_NETWORK_DAYS", default=30)
REPLIES_REPORTS: int = env.int("REPLIES_REPORTS", default=3)
AKISMET_KEY: str = env.str("AKISMET_KEY", default="")

# The desk warns above this share, in percent, of words that stand in the source just so.
OVERLAP_LIMIT: int = env.int("OVERLAP_LIMIT", default=15)

# Whether readers can look up what an article said before; for how many days a preview link works.
PUBLIC_VERSIONS: bool = env.bool("PUBLIC_VERSIONS", default=True)
PREVIEW_DAYS: int = env.int("PREVIEW_DAYS", default=7)

# Security follows the scheme of the site's own address

SECRET_KEY: str = env.str("SECRET_KEY")
DEBUG: bool = env.bool("DEBUG", default=False)
IS_HTTPS = SITE_URL.startswith("https://")
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # the two above are for the owner of the domain to say
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
BEHIND_TLS_PROXY: bool = env.bool("BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PROXIES: int = env.int("PROXIES", default=int(BEHIND_TLS_PROXY))

# Uploads may stand on a host of their own.
MEDIA_URL: str = env.str("MEDIA_URL", default="media/")
media_host = urlsplit(MEDIA_URL)
IMAGE_SOURCES = [CSP.SELF, *([f"{media_host.scheme}://{media_host.netloc}"] if media_host.netloc else [])]

# Public pages need no script and run our own files alone; they are styled by the one sheet that stands in them.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": IMAGE_SOURCES,
    "style-src": [stylesheet.csp_source()],
    "form-action": [CSP.SELF, *(["https://checkout.stripe.com"] if STRIPE_SECRET_KEY else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# Application

INSTALLED_APPS = [
    "comments",
    "articles",
    "shop",
    "newsroom",
    "newsroom.apps.AdminConfig",
    "newsroom.outbox",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "django_tasks_db",
    "pictures",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.caching.revalidated",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csp",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.site.context",
            ],
        },
    },
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Engines: one machine first, the same site on bigger ones by environment alone

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN instead of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864",
    }
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "pictures"],
    }
}

mail = urlsplit(env.str("MAIL_URL", default="smtp://localhost:25"))
mail_folder = {
    "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "OPTIONS": {"file_path": unquote(mail.path)},
}
mail_server = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": mail.hostname,
        "port": mail.port,
        "username": unquote(mail.username or ""),
        "password": unquote(mail.password or ""),
        "use_tls": mail.scheme == "smtp+tls",
        "use_ssl": mail.scheme == "smtps",
        "timeout": 10,
    },
}
MAILERS = {"default": mail_folder if mail.scheme == "file" else mail_server}
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", default="newsroom@localhost")

# What goes wrong is written where the server writes

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # of typed text: a long article with its source’s
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PICTURES = {
    "FILE_TYPES": ["AVIF"],
    "CONTAINER_WIDTH": 1280,
    "GRID_COLUMNS": 4,  # widths of 320, 640, 960 and 1280 pixels
    "PIXEL_DENSITIES": [1],
    "USE_PLACEHOLDERS": False,
}

# Language and time

LANGUAGE_CODE: str = env.str("LANGUAGE_CODE", default="en")
TIME_ZONE: str = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "newsroom.formats"
