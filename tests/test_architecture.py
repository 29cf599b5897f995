"""The rules of `docs` that code can check, each with a fault that its scanner must find."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT: Path = settings.BASE_DIR
APPS = ["shop", "articles", "comments", "newsroom"]  # from the bottom up
FORBIDDEN = {"utils", "helpers", "services", "core", "common", "base"}

Scanner = Callable[[Path], Iterable[str]]


def python_files() -> list[Path]:
    files = [file for folder in [*APPS, "tests"] for file in (ROOT / folder).rglob("*.py")]
    return [ROOT / "manage.py", *(file for file in files if "migrations" not in file.parts)]


def templates() -> list[Path]:
    return list((ROOT / "templates").rglob("*.html"))


def style_sheets() -> list[Path]:
    return list((ROOT / "newsroom" / "static" / "newsroom").rglob("*.css"))


# The scanners: each yields what is wrong with a file


def long_module(file: Path) -> Iterator[str]:
    lines = file.read_text().count("\n")
    if lines > 300:
        yield f"{lines} lines"


def module_without_a_noun(file: Path) -> Iterator[str]:
    if {file.stem, file.parent.name} & FORBIDDEN:
        yield f"is named {file.stem}, which says nothing"


def upward_relation(file: Path) -> Iterator[str]:
    """A relation of models, given as a string, to an app above this one."""
    app = next((part for part in reversed(file.parts) if part in APPS), None)
    if app is None:
        return
    for target in re.findall(
        r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*["'](\w+)\.""", file.read_text()
    ):
        if target in APPS and APPS.index(target) > APPS.index(app):
            yield f"refers up to {target}"


def long_template(file: Path) -> Iterator[str]:
    lines = file.read_text().count("\n")
    if lines > 120:
        yield f"{lines} lines"


def piece_without_expectations(file: Path) -> Iterator[str]:
    if file.name.startswith("_") and not file.read_text().startswith("{# Expects:"):
        yield "does not open with {# Expects: … #}"


def unsafe_template(file: Path) -> Iterator[str]:
    text = file.read_text()
    for mark in (r"\|\s*safe\b", r"\|\s*safeseq\b", r"\bautoescape\s+off\b", r"\sstyle=", r"\son\w+="):
        if found := re.search(mark, text):
            yield f"has “{found[0].strip()}”"


def unworthy_style(file: Path) -> Iterator[str]:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    if text.count("\n") > 150:
        yield "is over 150 lines"
    if "!important" in text:
        yield "has !important"
    for selector in re.findall(r"[^{};]+(?=\{)", text):
        if re.search(r"#[a-zA-Z_]", selector):
            yield f"selects by id: {selector.strip()}"


def style_outside_a_layer(file: Path) -> Iterator[str]:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL).strip()
    depth = 0
    for place, mark in enumerate(text):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if mark == "}" and depth == 0 and place != len(text) - 1:
            yield "has rules after its layer"
    if not re.match(r"@layer \w+ \{", text):
        yield "does not open with its layer"


SCANS: dict[str, tuple[Scanner, Callable[[], list[Path]]]] = {
    "modules are short": (long_module, python_files),
    "modules are named after nouns": (module_without_a_noun, python_files),
    "relations point down": (upward_relation, python_files),
    "templates are short": (long_template, templates),
    "pieces say what they expect": (piece_without_expectations, templates),
    "templates escape": (unsafe_template, templates),
    "styles are short and weak": (unworthy_style, style_sheets),
    "styles stand in layers": (
        style_outside_a_layer,
        lambda: [file for file in style_sheets() if file.parent.name == "css" and file.name != "tokens.css"],
    ),
}

FAULTS: list[tuple[Scanner, str, str]] = [
    (long_module, "shop/long.py", "x = 1\n" * 301),
    (module_without_a_noun, "shop/utils.py", '"""Things."""\n'),
    (module_without_a_noun, "shop/helpers/things.py", '"""Things."""\n'),
    (upward_relation, "shop/models.py", 'a = models.ForeignKey("articles.Article", models.CASCADE)\n'),
    (upward_relation, "articles/models/x.py", "a = models.ManyToManyField(\n    'comments.Comment')\n"),
    (long_template, "long.html", "<p>\n" * 121),
    (piece_without_expectations, "_card.html", "<p>{{ product }}</p>\n"),
    (unsafe_template, "a.html", "<p>{{ text|safe }}</p>"),
    (unsafe_template, "b.html", "<p>{{ text | safe }}</p>"),
    (unsafe_template, "c.html", "{% autoescape off %}{{ text }}{% endautoescape %}"),
    (unsafe_template, "d.html", '<p onclick="alert(1)">'),
    (unworthy_style, "a.css", "@layer components {\n  .card { color: red !important; }\n}\n"),
    (unworthy_style, "b.css", "@layer components {\n  #cart .card { color: red; }\n}\n"),
    (unworthy_style, "c.css", "@layer components {\n" + ".a { color: #fff; }\n" * 150 + "}\n"),
    (style_outside_a_layer, "d.css", ".card { color: red; }\n"),
    (style_outside_a_layer, "e.css", "@layer base {\n  a { color: red; }\n}\n.card { color: red; }\n"),
]


@pytest.mark.parametrize(("scanner", "files"), SCANS.values(), ids=SCANS)
def test_rule_holds_everywhere(scanner: Scanner, files: Callable[[], list[Path]]) -> None:
    checked = files()

    assert checked
    assert [f"{file.relative_to(ROOT)} {fault}" for file in checked for fault in scanner(file)] == []


@pytest.mark.parametrize(
    ("scanner", "path", "text"), FAULTS, ids=[f"{s.__name__}: {path}" for s, path, _ in FAULTS]
)
def test_scanner_finds_a_planted_fault(tmp_path: Path, scanner: Scanner, path: str, text: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)

    assert list(scanner(file))


def test_every_scanner_has_a_planted_fault() -> None:
    assert {scanner for scanner, _ in SCANS.values()} == {scanner for scanner, _, _ in FAULTS}


# Constraints


def untested(constraints: Iterable[str], tests: str) -> list[str]:
    return [name for name in constraints if f'"{name}"' not in tests]


def test_every_constraint_is_refused_by_the_database_in_a_test() -> None:
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    constraints = [constraint.name for model in models for constraint in model._meta.constraints]
    texts = "".join(file.read_text() for file in (ROOT / "tests").rglob("test_models*.py"))

    # Django's own check of a positive number refuses a negative stock first.
    assert untested(constraints, texts) == ["shop_product_stock_not_negative"]


def test_constraint_without_a_test_is_found() -> None:
    assert untested(["shop_new", "shop_old"], 'with refused("shop_old"):') == ["shop_new"]


# Layers and migrations


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as lint; lint()",
        "--no-cache",
    ]
    return subprocess.run(  # noqa: S603 (our own command)
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PYTHONPATH": str(folder)},
    )


def test_imports_point_down() -> None:
    found = lint_imports(ROOT)

    assert found.returncode == 0, found.stdout + found.stderr


def test_import_that_points_up_is_found(tmp_path: Path) -> None:
    for file in [ROOT / "pyproject.toml", *python_files()]:
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text())
    (tmp_path / "shop" / "planted.py").write_text("import articles.models\n")

    found = lint_imports(tmp_path)

    assert found.returncode == 1
    assert "shop.planted" in found.stdout


@pytest.mark.django_db
def test_migrations_are_up_to_date() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
