"""Templates hold no setting as plain text, nothing inline, and nothing that nobody uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "portal" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
ENV = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
GLOBALS = {"_", "ngettext", "static", "url_for", "range", "dict", "page"} | {
    path.stem for path in (FOLDER / "components").glob("*.html")
}


def _name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_does_not_hold_the_name_of_the_service(path: Path) -> None:
    assert "skridtvis" not in path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_nothing_inline_and_trusts_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script>|\|\s*safe\b|hx-on|hx-boost|hx-vals", text)


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.parent.name != "components"], ids=_name)
def test_a_page_sees_one_variable(path: Path) -> None:
    tree = ENV.parse(path.read_text(encoding="utf-8"))
    assert meta.find_undeclared_variables(tree) - GLOBALS - {"super"} == set()


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "portal").rglob("*.py"))
    markup = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    unused = [
        _name(path)
        for path in TEMPLATES
        if path.parent.name != "components" and f'"{_name(path)}"' not in code + markup
    ]
    assert unused == []


def test_every_component_is_in_the_gallery() -> None:
    gallery = (FOLDER / "public" / "component" / "gallery.html").read_text(encoding="utf-8")
    parts = "\n".join(p.read_text(encoding="utf-8") for p in (FOLDER / "public" / "component").glob("*.html"))
    inner = "\n".join(p.read_text(encoding="utf-8") for p in (FOLDER / "components").glob("*.html"))
    missing = [
        path.stem
        for path in (FOLDER / "components").glob("*.html")
        if f"{path.stem}(" not in gallery + parts and f"import {path.stem}" not in inner
    ]
    assert missing == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.parent.name == "components"], ids=_name)
def test_a_component_is_one_macro_of_the_same_name(path: Path) -> None:
    macros = re.findall(r"{%-?\s*macro\s+(\w+)", path.read_text(encoding="utf-8"))
    assert macros == [path.stem]
