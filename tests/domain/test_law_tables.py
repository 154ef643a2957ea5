"""The dated tables: what is shipped, which row counts on a day, and what is refused, with file and line."""

import re
from datetime import date
from importlib.resources import files

import pytest

from portal.domain.placement_law import (
    Benefit,
    LawTableError,
    PlacementKind,
    PlacementQuestion,
    Sector,
    Status,
    check_placement,
    read_law,
)
from portal.domain.placement_law.tables import (
    ROW_TYPES,
    BenefitClosedRow,
    CalendarRow,
    PlacementRow,
    TargetGroupRow,
)
from portal.programmes.law import load_law

SHIPPED = {
    entry.name: entry.read_text(encoding="utf-8")
    for entry in files("portal.programmes.law").iterdir()
    if entry.name.endswith(".toml")
}
CALENDAR_ROW = """[[calendar]]
text = "Noget ændres."
valid_from = 2026-01-01
status = "active"
citation = "Lov 1"
source = "Kilde"
"""
CLOSED_ROW = """[[benefit_closed]]
benefits = ["senior_pension"]
kinds = ["work_trial"]
closed_from = 2026-01-01
allowed = "assess"
valid_from = 2026-01-01
status = "active"
citation = "Lov 1"
source = "Kilde"
"""


def with_file(text, name="egen.toml"):
    return read_law(SHIPPED | {name: text})


def changed(name, old, new):
    assert old in SHIPPED[name]
    return SHIPPED | {name: SHIPPED[name].replace(old, new)}


def test_every_shipped_row_has_its_date_citation_and_source():
    law = load_law()
    assert {type(row).table for row in law.rows} == set(ROW_TYPES)
    assert all(row.valid_from and row.citation and row.source for row in law.rows)
    assert all(row.note for row in law.rows if row.status is Status.EXPECTED and row.table != "calendar")


def test_it_is_read_once():
    assert load_law() is load_law()


def test_no_row_of_2027_is_in_use():
    law = load_law()
    of_2027 = [row for row in law.rows if row.valid_from >= date(2027, 1, 1)]
    assert of_2027
    assert all(row.status is Status.EXPECTED for row in of_2027)
    closed = law.find(BenefitClosedRow, date(2028, 1, 1), PlacementKind.WORK_TRIAL, Benefit.JOB_CLARIFICATION)
    assert closed is None


def test_the_target_groups_of_the_act():
    law = load_law()
    numbers = {b: r.number for b in Benefit if (r := law.find(TargetGroupRow, date(2026, 11, 22), b))}
    assert numbers["unemployment_benefit"] == 1
    assert numbers["sickness_benefit"] == numbers["salary_during_sickness"] == 6
    assert numbers["self_supporting"] == 12
    assert not {"senior_pension", "state_pension", "unknown"} & set(numbers)


def test_the_calendar_comes_oldest_first():
    days = [row.valid_from for row in load_law().all(CalendarRow)]
    assert days == sorted(days)
    assert date(2026, 2, 1) in days


CALENDAR = """
2022-07-01 alder | 2024-01-01 A-kassen | 2025-01-01 kategori 3 | 2025-01-01 Arbejdspligten | 2025-07-01 Kontanthjælpen
2026-01-01 mentor | 2026-02-01 ressourceforløb | 2026-07-01 samtaler | 2026-07-01 26 uger | 2026-08-02 chatbot
2027-01-01 hovedlov | 2027-01-01 4 måneder | 2027-12-02 udvælger
""".strip().replace("\n", " | ")


@pytest.mark.parametrize("entry", CALENDAR.split(" | "))
def test_the_legal_calendar_of_the_specification_is_there(entry):
    """0.1, each row by its day and a word of it; the end of a programme stands in the programme's own file."""
    day, word = entry.split(" ", 1)
    rows = [row for row in load_law().all(CalendarRow) if row.valid_from == date.fromisoformat(day)]
    assert any(word in row.text for row in rows)
    expected = {row.status is Status.EXPECTED for row in rows if word in row.text}
    assert expected == {day >= "2027"}


def dated(*periods):
    """The shipped law with one row replaced by one for each period: its weeks, first day, last day, status."""
    old = SHIPPED["placement.toml"]
    start = old.index("[[placement]]")
    end = old.index("[[placement]]", start + 1)
    rows = []
    for weeks, first, last, status in periods:
        row = old[start:end].replace("max_weeks = 4", f"max_weeks = {weeks}")
        row = row.replace("valid_from = 2020-01-01", f"valid_from = {first}" + (f"\nvalid_to = {last}" if last else ""))
        rows.append(row.replace('status = "active"', f'status = "{status}"'))
    return read_law(SHIPPED | {"placement.toml": old[:start] + "\n".join(rows) + old[end:]})


@pytest.mark.parametrize(
    ("on", "weeks"),
    [
        (date(2020, 1, 1), 8),
        (date(2022, 1, 1), 8),
        (date(2023, 12, 31), 8),
        (date(2024, 1, 1), 6),
        (date(2024, 12, 31), 6),
        (date(2025, 1, 1), 6),
        (date(2025, 7, 2), 6),
        (date(2025, 7, 3), 4),
        (date(2026, 1, 1), 4),
        (date(2026, 12, 31), 4),
        (date(2027, 1, 1), 4),
        (date(2090, 1, 1), 4),
    ],
)
def test_the_row_of_the_day_or_the_nearest_one_and_never_an_expected_one(on, weeks):
    law = dated(
        (8, "2022-01-01", "2023-12-31", "active"),
        (6, "2024-01-01", "2024-12-31", "uncertain"),
        (4, "2026-01-01", "2026-12-31", "active"),
        (99, "2027-01-01", None, "expected"),
    )
    question = PlacementQuestion(on=on, kind=PlacementKind.WORK_TRIAL, benefit=Benefit.UNEMPLOYMENT_BENEFIT)
    assert check_placement(law, question).max_weeks == weeks


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ('text = "Noget ændres."', "", 1, "»text« mangler"),
        ('source = "Kilde"', "", 1, "»source« mangler"),
        ('source = "Kilde"', 'source = " "', 6, "må ikke være tom"),
        ('source = "Kilde"', "source = 4", 6, "skal være en tekst"),
        ('citation = "Lov 1"', "", 1, "»citation« mangler"),
        ("valid_from = 2026-01-01", "", 1, "»valid_from« mangler"),
        ("valid_from = 2026-01-01", 'valid_from = "2026-01-01"', 3, "uden anførselstegn"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-01T10:00:00", 3, "skal være en dato"),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2026-01-01\nvalid_to = 2025-12-31",
            4,
            "slutter, før den begynder",
        ),
        ("valid_from = 2026-01-01", "valid_from = 2026-02-30", 3, "ikke gyldig TOML"),
        ('status = "active"', 'status = "maybe"', 4, "»maybe« er ikke en af active"),
        ('source = "Kilde"', 'source = "Kilde"\nsorce = "Kilde"', 7, "»sorce« findes ikke i calendar"),
        ("[[calendar]]", "[[kalender]]", 1, "»kalender« findes ikke"),
        ("[[calendar]]", "[calendar]", 1, r"Skriv rækkerne som \[\[calendar\]\]"),
        ("[[calendar]]", "[[calendar]", 1, "ikke gyldig TOML"),
    ],
)
def test_a_row_that_is_not_right_is_refused_at_its_line(old, new, line, why):
    assert with_file(CALENDAR_ROW)
    with pytest.raises(LawTableError, match=why) as refused:
        with_file(CALENDAR_ROW.replace(old, new))
    assert (refused.value.file, refused.value.line) == ("egen.toml", line)
    assert str(refused.value).startswith(f"egen.toml, linje {line}: ")


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("placement.toml", 'kind = "flex_job"', 'kind = "flexjob"', "»flexjob« er ikke en af"),
        ("placement.toml", "max_weeks = 4", "max_weeks = -4", "helt tal"),
        ("placement.toml", "max_weeks = 4", "max_weeks = 4.0", "helt tal"),
        ("placement.toml", "max_weeks = 4", "max_weeks = true", "helt tal"),
        ("placement.toml", "max_weeks = 4", "", "hører sammen"),
        ("placement.toml", 'longer = "no"', "", "hører sammen"),
        ("placement.toml", 'sectors = ["public"]', 'sectors = "public"', "skal være en liste"),
        ("placement.toml", 'sectors = ["public"]', 'sectors = ["public", "public"]', "to gange"),
        ("placement.toml", 'sectors = ["public"]', "sectors = []", "gælder ikke for noget"),
        (
            "placement.toml",
            'sectors = ["public"]',
            'sectors = ["private"]',
            "overlapper placement.toml, linje",
        ),
        (
            "placement.toml",
            'benefits = ["flex_job_employed"]',
            'benefits = ["unknown"]',
            "overlapper placement.toml",
        ),
        (
            "placement.toml",
            'allowed = "yes"\nmax_weeks = 4',
            'allowed = "no"\nmax_weeks = 4',
            "ingen varighed",
        ),
        ("conditions.toml", "exempt_no_education = true", 'exempt_no_education = "ja"', "true eller false"),
        ("workplace.toml", "{ up_to = 50, per = 5 }, { per = 10 }", "", "skal være en liste"),
        ("workplace.toml", "{ up_to = 50, per = 5 }", "{ up_to = 50, pr = 5 }", "kun »up_to« og »per«"),
        ("workplace.toml", "{ up_to = 50, per = 5 }", "{ up_to = 50, per = 0 }", "mindst 1"),
        ("workplace.toml", "{ per = 10 }", "{ up_to = 99, per = 10 }", "uden »up_to«"),
        (
            "workplace.toml",
            "{ up_to = 50, per = 5 }",
            "{ up_to = 50, per = 5 }, { up_to = 50, per = 6 }",
            "stige",
        ),
        ("workplace.toml", "full_time_hours = 37", "full_time_hours = 0", "mindst 1"),
        ("workplace.toml", "months = 12", "months = 0", "mindst 1"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(name, old, new, why):
    with pytest.raises(LawTableError, match=re.escape(why)) as refused:
        read_law(changed(name, old, new))
    assert refused.value.file == name
    assert refused.value.line


def test_rows_of_two_files_may_not_overlap_but_expected_ones_may():
    with pytest.raises(
        LawTableError, match=r"overlapper a.toml, linje 1 i benefit_closed for work_trial, senior_pension"
    ):
        read_law(SHIPPED | {"a.toml": CLOSED_ROW, "b.toml": CLOSED_ROW})
    expected = CLOSED_ROW.replace('"active"', '"expected"')
    assert read_law(SHIPPED | {"a.toml": CLOSED_ROW, "b.toml": expected, "c.toml": expected})


@pytest.mark.parametrize("missing", ["placement.toml", "workplace.toml"])
def test_a_law_with_a_hole_is_refused(missing):
    with pytest.raises(LawTableError, match="mangler en gældende række"):
        read_law({name: text for name, text in SHIPPED.items() if name != missing})


def test_a_hole_is_named():
    with pytest.raises(
        LawTableError, match="placement mangler en gældende række for work_trial, flex_job_employed, private"
    ):
        read_law(
            changed(
                "placement.toml",
                'status = "uncertain"\ncitation = "LAB § 57"',
                'status = "expected"\ncitation = "LAB § 57"',
            )
        )


def test_a_question_the_law_is_silent_on_says_so():
    law = load_law()
    assert law.find(TargetGroupRow, date(2026, 11, 22), Benefit.UNKNOWN) is None
    with pytest.raises(LookupError, match="target_group har ingen række for unknown"):
        law.get(TargetGroupRow, date(2026, 11, 22), Benefit.UNKNOWN)
    assert law.get(PlacementRow, date(2026, 1, 1), "work_trial", "unemployment_benefit", Sector.PRIVATE).max_weeks == 4
