"""Write docs/datakort.md from the rules the portal itself goes by: python tools/data_map.py."""

from __future__ import annotations

from pathlib import Path

from portal.store.retention import RULES
from portal.store.subject_rows import tables_about_people
from portal.store.tables import metadata
from portal.store.types import SEALED

TARGET = Path(__file__).resolve().parent.parent / "docs" / "datakort.md"
HEAD = """# Datakort

Hvilke tabeller der er, om de handler om mennesker, hvad der er krypteret, hvorfor vi må have dem, og hvornår de slettes.
Skrevet af `tools/data_map.py` ud fra de regler, som `portal retention` sletter efter. Dataansvarlig er borgerens kommune;
portalen er databehandler. Fristerne er vores forslag, til kommunen har bekræftet dem.

| Tabel | Om mennesker | Krypteret | Hjemmel | Gemmes |
|---|---|---|---|---|
"""


def text() -> str:
    about = tables_about_people()
    lines = []
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        sealed = [c.name for c in table.columns if isinstance(c.type, SEALED)]
        rule = RULES.get(table.name)
        basis, why = (rule.basis, rule.why) if rule else ("–", "Ingen oplysninger om mennesker")
        people = "ja" if table in about else "nej"
        lines.append(f"| `{table.name}` | {people} | {', '.join(sealed) or '–'} | {basis} | {why} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
