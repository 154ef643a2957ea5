"""The components: one macro in each file of `templates/components`, a global of the same name."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "components"
COMPONENTS = tuple(sorted(path.stem for path in FOLDER.glob("*.html")))
