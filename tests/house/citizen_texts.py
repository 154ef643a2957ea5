"""Every Danish sentence a citizen or a visitor can meet, by the file it stands in: pages, letters, reasons, programmes."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.texts import PORTAL, citizen_sources, msgids

SPOKEN = """
    domain/accommodations.py domain/competences.py domain/matching/sentences.py domain/matching/left_out.py
    domain/matching/considered.py services/agreement/accepting.py services/agreement/terms.py services/arrival.py
    services/check_in.py services/enrolment services/messages.py services/messages_staff.py services/places/letters.py
    services/messages_transfer.py services/places/admission.py services/proposal/answers.py services/refusal/letter.py
""".split()
"""Where citizens are spoken to outside the pages: reasons, letters, texts for telephones, and what is said to a wrong answer."""
UNSAID = set("code slug seed id source hardness fact funding owner citation enrolment value".split())
"""Keys of a programme's file whose text no citizen reads as a sentence."""
NAMES_ONLY = {"occupations.toml"}
"""Jobs as people call them, to search by: no sentences to measure, and compounds that no dictionary has."""
TAG = re.compile(r"[a-z0-9-]+")
"""A code or the name of a question, not a word to anybody."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@functools.cache
def citizen_texts() -> dict[str, tuple[str, ...]]:
    """File → its texts in their order, placeholders as `{name}`; a file with none is left out."""
    found = {name: tuple(plain(text) for text in texts) for name, texts in _sources()}
    return {name: texts for name, texts in found.items() if texts}


def plain(text: str) -> str:
    """One line with every placeholder in the one form that `portal.domain.readability` reads as a short name."""
    return " ".join(PLACEHOLDER.sub("{navn}", text).replace("%%", "%").split())


def _sources() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in citizen_sources():
        yield str(path.relative_to(PORTAL)), tuple(_flat(msgids(path)))
    for entry in SPOKEN:
        path = PORTAL / entry
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield str(one.relative_to(PORTAL)), _strings(one)
    for path in sorted((PORTAL / "programmes").glob("*.toml")):
        if path.name in NAMES_ONLY:
            continue
        yield str(path.relative_to(PORTAL)), tuple(_said(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(messages: tuple[str | tuple[str, str], ...]) -> Iterator[str]:
    for message in messages:
        yield from (message,) if isinstance(message, str) else message


def _strings(path: Path) -> tuple[str, ...]:
    """The module's sentences: strings with a space and a small letter, not docstrings; what is filled in is `{}`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    silent |= {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in ast.walk(n) if v is not n}
    silent |= {id(v) for n in ast.walk(tree) if isinstance(n, ast.Call) and _is_technical(n) for v in ast.walk(n)}
    texts = [_text(n) for n in ast.walk(tree) if isinstance(n, ast.Constant | ast.JoinedStr) and id(n) not in silent]
    return tuple(text for text in texts if re.search(r"[a-zæøå] |[A-ZÆØÅ][a-zæøå]+ ", text))


def _is_technical(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in {"compile", "split", "cast"}


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _said(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, one in value.items():
            if inner not in {"sources", "test", "facts", "trial_people", "when"}:
                yield from _said(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one, key)
    elif isinstance(value, str) and key not in UNSAID and "_" not in value and not TAG.fullmatch(value):
        yield value
