# The developer's verbs. All that they write lies in var/.

VENV := var/venv
PY := $(VENV)/bin/python
CACHE := $(CURDIR)/var/cache
COMPILE = uv pip compile --quiet pyproject.toml --universal --python-version 3.12 --fork-strategy fewest \
  --generate-hashes --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
TEMPLATES = $(shell find templates */templates -name '*.html' 2>/dev/null)

export PIP_CACHE_DIR := $(CACHE)/pip
export PLAYWRIGHT_BROWSERS_PATH := $(CACHE)/playwright
export PYTHONPYCACHEPREFIX := $(CACHE)/pycache
export UV_CACHE_DIR := $(CACHE)/uv
MAKEFLAGS += --no-print-directory

.PHONY: help demo test test-postgres lint format check screenshots guide lock clean chromium
.DEFAULT_GOAL := help

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.requirements ## Serve the demonstration (PORT=8000 HOST=127.0.0.1 DEMO_PASSWORD=…)
	@$(PY) -m newsroom.demo

test: $(VENV)/.requirements-dev chromium ## Run the tests, or some of them (T=tests/shop)
	@CHROMIUM="$$(cat $(CACHE)/chromium)" $(PY) -m pytest --numprocesses auto --maxprocesses 8 --dist loadfile $(T)

test-postgres: ## Run the tests on PostgreSQL and Redis (DATABASE_URL=… CACHE_URL=… T=…)
	@DATABASE_URL="$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/test}" \
	CACHE_URL="$${CACHE_URL:-redis://127.0.0.1:6379/1}" $(MAKE) test

lint: $(VENV)/.requirements-dev ## Check style, templates, types and layers
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "Some files are not formatted: make format"; exit 1; }
	@$(VENV)/bin/djade --check --target-version 6.1 $(TEMPLATES)
	@$(PY) -m djhtml --check --tabwidth 2 $(TEMPLATES)
	@$(PY) -m mypy .
	@$(VENV)/bin/lint-imports --no-logo --cache-dir $(CACHE)/import-linter

format: $(VENV)/.requirements-dev ## Format code and templates
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
	@$(VENV)/bin/djade --target-version 6.1 $(TEMPLATES) || true  # it fails when it has changed something
	@$(PY) -m djhtml --tabwidth 2 $(TEMPLATES)

check: lint ## All that must pass before a merge: lint, migrations, deployment checks, tests
	@export DATABASE_URL=sqlite://:memory: SITE_URL=https://example.org SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"; \
	$(PY) manage.py makemigrations --check --dry-run && \
	$(PY) manage.py check --deploy --fail-level WARNING
	@$(MAKE) test

screenshots: $(VENV)/.requirements-dev chromium ## Take a picture of every page
	@CHROMIUM="$$(cat $(CACHE)/chromium)" $(PY) -m tests.browser.screenshots

guide: $(VENV)/.requirements-dev chromium ## Take the pictures of docs/editing.md, shop.md and moderating.md
	@CHROMIUM="$$(cat $(CACHE)/chromium)" $(PY) -m tests.browser.guide

lock: $(VENV)/.requirements-dev ## Compile the requirement files from pyproject.toml (UPGRADE=1 for newer releases)
	@$(PY) -m $(COMPILE) --output-file requirements.txt
	@$(PY) -m $(COMPILE) --extra akismet --constraints requirements.txt --output-file requirements-akismet.txt
	@$(PY) -m $(COMPILE) --extra stripe --constraints requirements.txt --output-file requirements-stripe.txt
	@$(PY) -m $(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## Remove what can be made again; the database and the uploads stay
	rm -rf $(VENV) var/cache var/static

# The environment: var/venv/.requirements says that it has what requirements.txt lists.

$(VENV)/.%: %.txt $(PY) $(VENV)/bin/pip
	@echo "Installing what $< lists into $(VENV) …"
	@$(PY) -m pip install -qq --disable-pip-version-check --no-input --requirement $<
	@touch $@

# pip's script is the last thing a new environment gets; a python that is gone leaves a dangling link.
$(PY) $(VENV)/bin/pip:
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 || continue; \
	  new_enough=$$python; \
	  "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || continue; \
	  echo "Making $(VENV) with $$("$$python" --version) …"; \
	  exec "$$python" -m venv --clear $(VENV); \
	done; \
	if [ "$$new_enough" ]; then \
	  echo "$$new_enough cannot make virtual environments: install its venv module (Debian, Ubuntu: apt-get install python3-venv) and try again."; \
	else \
	  echo "Python 3.12 or newer is needed and none was found: install one, or name one you have (make PYTHON=/path/to/python3.13)."; \
	fi >&2; exit 1

# The browser of the tests: var/cache/chromium holds the path of one that runs.

FIND_CHROMIUM = for name in "$$CHROMIUM" chromium chromium-browser google-chrome "$$downloaded"; do \
	    found=$$(command -v "$$name") && "$$found" --version >/dev/null 2>&1 && break; found=; \
	  done; echo "$$found" >$(CACHE)/chromium; [ "$$found" ]

chromium: $(VENV)/.requirements-dev
	@mkdir -p $(CACHE); \
	find_chromium() { $(FIND_CHROMIUM); }; \
	find_chromium && exit; \
	echo "Installing Chromium for the browser tests …"; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if command -v apt-get >/dev/null && $$as_root true 2>/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { $$as_root apt-get update && $$as_root apt-get install -y chromium; } >$(CACHE)/chromium.log 2>&1 && find_chromium && exit; \
	fi; \
	$(PY) -m playwright install chromium >>$(CACHE)/chromium.log 2>&1; \
	downloaded=$$($(PY) -c 'from playwright.sync_api import sync_playwright; p = sync_playwright().start(); print(p.chromium.executable_path); p.stop()' 2>/dev/null); \
	find_chromium && exit; \
	echo "No Chromium runs here and none could be installed (var/cache/chromium.log): install it (Debian: apt-get install chromium) or name one (CHROMIUM=/path/to/chrome make test)." >&2; exit 1
