"""Deadlines as dated rows: each has one on every day, and their last day is counted as it says."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.placement_law import Deadline, DeadlineRow, LawTableError, read_law
from portal.programmes.law import load_law
from tests.domain.test_law_tables import SHIPPED, changed

FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("deadline", "words", "ends"),
    [
        (Deadline.CITIZEN_ANSWER, "5 hverdage", date(2026, 12, 29)),
        (Deadline.COMPANY_ANSWER, "4 hverdage", date(2026, 12, 28)),
        (Deadline.PLACE_ANSWER, "5 hverdage", date(2026, 12, 29)),
        (Deadline.PAUSE_KEEPS, "30 dage", date(2027, 1, 17)),
        (Deadline.REGRET, "14 dage", date(2027, 1, 1)),
        (Deadline.HEARING, "10 hverdage", date(2027, 1, 7)),
        (Deadline.COMPLAINT, "4 uger", date(2027, 1, 15)),
    ],
)
def test_the_last_day(deadline: Deadline, words: str, ends: date) -> None:
    row = load_law().get(DeadlineRow, FRIDAY, deadline)
    assert (row.words, row.ends(FRIDAY)) == (words, ends)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('deadline = "regret"', 'deadline = "fortryd"', "»fortryd« er ikke en af citizen_answer"),
        ('deadline = "regret"', 'deadline = "hearing"', "overlapper deadlines.toml, linje"),
        ("length = 14", "length = 0", "»length« skal være mindst 1"),
        ('unit = "weeks"', 'unit = "months"', "»months« er ikke en af working_days"),
        ('source = "3f.dk', 'sources = "3f.dk', "»sources« findes ikke i deadline"),
    ],
)
def test_a_deadline_that_is_not_right_is_refused_at_its_line(old: str, new: str, why: str) -> None:
    with pytest.raises(LawTableError, match=why) as refused:
        read_law(changed("deadlines.toml", old, new))
    assert refused.value.file == "deadlines.toml"
    assert refused.value.line


def test_no_deadline_may_be_missing() -> None:
    with pytest.raises(LawTableError, match="deadline mangler en gældende række for citizen_answer"):
        read_law({name: text for name, text in SHIPPED.items() if name != "deadlines.toml"})


def test_a_link_that_is_not_safe_is_refused() -> None:
    with pytest.raises(LawTableError, match="skal begynde med https"):
        read_law(changed("acts.toml", "https://www.retsinformation.dk/eli/lta/2019/548", "http://lov.dk"))
