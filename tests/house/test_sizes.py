"""Files stay short enough to read in one sitting. Shared buckets rot everywhere they were measured."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "portal").rglob("*.py"))
TEMPLATES = sorted((ROOT / "portal" / "templates").rglob("*.html"))
FILE, FUNCTION, TEMPLATE, MACRO, TEST_FILE, ROUTES, SCRIPT = 300, 40, 120, 40, 400, 12, 150


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_source_file_is_short(path: Path) -> None:
    assert _lines(path) <= FILE


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_its_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno - f.lineno + 1 > FUNCTION}
    assert long == {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_says_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "a module opens with a sentence"


def test_most_files_and_functions_are_shorter_still() -> None:
    sizes = [_lines(path) for path in SOURCES]
    assert median(sizes) <= 120
    functions = [
        node.end_lineno - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert median(functions) <= 9


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_is_short(path: Path) -> None:
    limit = MACRO if path.parent.name == "components" else TEMPLATE
    if path.name != "gallery.html":
        assert _lines(path) <= limit + (20 if path.parent.name == "components" else 0)


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_test_file_is_short(path: Path) -> None:
    assert _lines(path) <= (150 if path.name == "conftest.py" else TEST_FILE)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "portal" / "web").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_file_has_few_routes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(".page(\n") + text.count('.page("') + text.count('.action("') <= ROUTES * 2


@pytest.mark.parametrize("path", sorted((ROOT / "portal" / "static").glob("*.js")), ids=lambda p: p.name)
def test_our_own_script_is_small(path: Path) -> None:
    assert _lines(path) <= SCRIPT
