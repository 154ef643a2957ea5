"""Templates hold no setting as plain text, nothing inline, and nothing that nobody uses."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from portal.web.i18n import FILTERS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "portal" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
ENV = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
ENV.filters.update(FILTERS)
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


@functools.cache
def _tree(path: Path) -> nodes.Template:
    return ENV.parse(path.read_text(encoding="utf-8"))


@functools.cache
def _given_by_includers() -> dict[str, set[str]]:
    """Template -> loop variables that the templates including it have at hand. Each is read once for all."""
    given: dict[str, set[str]] = defaultdict(set)
    for path in TEMPLATES:
        included = [node.template for node in _tree(path).find_all(nodes.Include)]
        targets = [loop.target for loop in _tree(path).find_all(nodes.For)]
        names = {name.name for target in targets for name in _names(target)}
        for template in included:
            if isinstance(template, nodes.Const):
                given[template.value] |= names
    return given


def _names(target: nodes.Node) -> list[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.parent.name != "components"], ids=_name)
def test_a_page_sees_one_variable(path: Path) -> None:
    known = GLOBALS | {"super"} | _given_by_includers().get(_name(path), set())
    assert meta.find_undeclared_variables(_tree(path)) - known == set()


def test_every_template_is_used() -> None:
    """By its name, or by the beginning of its name where the rest is worked out."""
    sources = [*(ROOT / "portal").rglob("*.py"), *TEMPLATES]
    literals = {m for s in sources for m in re.findall(r"[\"']([a-z_]+/[\w/.]*)", s.read_text(encoding="utf-8"))}
    starts = tuple(one for one in literals if one.endswith(("_", "/")))
    pages = [path for path in TEMPLATES if path.parent.name != "components"]
    assert [_name(p) for p in pages if _name(p) not in literals and not _name(p).startswith(starts)] == []


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
