"""The forty checks: each number has a test that `pytest -k check_NN` finds, or a reason in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NUMBERED = re.compile(r"^def test_check_(\d\d)_", re.MULTILINE)
EXCUSED = re.compile(r"^\| (\d\d) \|", re.MULTILINE)


def numbered() -> set[int]:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {int(number) for text in texts for number in NUMBERED.findall(text)}


@pytest.mark.parametrize("number", range(1, 41))
def test_every_check_has_its_test(number: int) -> None:
    assert number in numbered(), f"ingen prøve hedder test_check_{number:02d}_…"


def test_no_number_beyond_forty() -> None:
    assert numbered() <= set(range(1, 41))


def test_what_a_check_does_not_cover_is_said_in_docs() -> None:
    """Where only a part of a check applies, docs/fyrre-tjek.md says which part and why."""
    told = {int(number) for number in EXCUSED.findall((ROOT / "docs" / "fyrre-tjek.md").read_text(encoding="utf-8"))}
    assert {8, 25} <= told <= set(range(1, 41))
