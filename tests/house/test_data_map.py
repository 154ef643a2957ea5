"""docs/datakort.md is what the schema and the retention rules say, and no rule outlives its table."""

from __future__ import annotations

from portal.store.retention import RULES
from portal.store.tables import metadata
from tools.data_map import TARGET, text


def test_the_data_map_is_what_the_schema_says() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "skriv det på ny: .venv/bin/python tools/data_map.py"


def test_every_rule_is_about_a_table_and_every_table_has_a_rule() -> None:
    assert set(RULES) == set(metadata.tables)


def test_what_is_about_health_says_on_what_ground() -> None:
    assert "artikel 9" in RULES["plan"].basis
