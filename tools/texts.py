"""Bring the English catalogue up to the pages: new Danish sentences come in empty, those that changed are marked to be read.

    .venv/bin/python tools/texts.py

The catalogue holds what citizens and visitors read. Staff and companies work in Danish.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "portal"
ENGLISH = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
STAFF_ONLY = (
    "admin/",
    "caseworker/",
    "employer/",
    "public/demo",
    "public/component",
    "health/",
    "layouts/health",
    "layouts/staff",
    "layouts/employer",
)
ALREADY_ENGLISH = "public/about/english.html"


def citizen_sources() -> Iterator[Path]:
    """Templates and modules whose words a citizen or a visitor can meet."""
    for folder in ("templates", "web"):
        for path in sorted((PORTAL / folder).rglob("*")):
            name = str(path.relative_to(PORTAL / folder))
            if path.suffix in {".html", ".py"} and not name.startswith(STAFF_ONLY) and name != ALREADY_ENGLISH:
                yield path


def msgids(path: Path) -> tuple[str | tuple[str, str], ...]:
    """What the file gives to gettext, in its order; a pair is one and many."""
    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    with path.open("rb") as source:
        return tuple(message for _, message, _, _ in extract(method, source, KEYWORDS, options={"encoding": "utf-8"}))


def wanted() -> Catalog:
    """Every sentence of the citizens' pages, with the files it stands in."""
    catalogue = Catalog()
    for path in citizen_sources():
        for message in msgids(path):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 1)])
    return catalogue


def main() -> int:
    with ENGLISH.open("rb") as file:
        catalogue = read_po(file, locale="en")
    catalogue.update(wanted())
    catalogue.obsolete.clear()
    write(catalogue)
    unread = [message.id for message in catalogue if message.id and (message.fuzzy or not message.string)]
    for message in unread:
        print(f"mangler engelsk: {message}")
    return 1 if unread else 0


def write(catalogue: Catalog) -> None:
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=True, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    sys.exit(main())
