"""`portal timemachine`: numbers for a whole database, from a programme file that is not in force yet; no names."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.time_machine import timemachine
from portal.store.engine import writing_session
from tests.conftest import NOW, SETTINGS_ENV, Database
from tests.factories import ANSWERS, Factory

SENIOR = files("portal.programmes").joinpath("senior_advisory_board.toml").read_text(encoding="utf-8")
TOLD = ANSWERS | {"tjek": {"danish": "yes", "basic_it": "yes"}}


@pytest.fixture
def people(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Two people of sixty, in two municipalities."""
    with writing_session(db.engine) as session:
        make = Factory(session, NOW)
        make.enrolment(state="admitted", answers=TOLD)
        make.enrolment(make.other_person(home="159", cpr="610167-1234"), state="waiting_list", answers=TOLD)
        session.commit()
    for name, value in (SETTINGS_ENV | {"PORTAL_DATABASE_URL": db.url}).items():
        monkeypatch.setenv(name, value)
    return db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(timemachine, ["senior_advisory_board", *map(str, arguments)])


def test_it_counts_everybody_and_names_nobody(people: Database, tmp_path: Path) -> None:
    stricter = tmp_path / "ny.toml"
    stricter.write_text(SENIOR.replace('unit = "years", limit = 55', 'unit = "years", limit = 75'), encoding="utf-8")
    result = run("--on", "2026-11-22", "--rules", stricter)
    numbers = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (numbers["people"], numbers["changed"], numbers["causes"]["rules"]) == (2, 2, 2)
    assert numbers["criteria"]["age"] == 2
    assert "Prøver reglerne" in result.stderr
    assert "Birgit" not in result.output


def test_a_file_that_cannot_be_used_is_refused_with_its_line(people: Database, tmp_path: Path) -> None:
    wrong = tmp_path / "forkert.toml"
    wrong.write_text(SENIOR.replace('hardness = "hard"', 'hardness = "steel"', 1), encoding="utf-8")
    result = run("--on", "2027-01-01", "--rules", wrong)
    assert result.exit_code == 1
    assert "forkert.toml, linje" in result.stderr


def test_another_programmes_file_is_refused(people: Database, tmp_path: Path) -> None:
    other = tmp_path / "anden.toml"
    text = files("portal.programmes").joinpath("early_sick_leave_effort.toml").read_text(encoding="utf-8")
    other.write_text(text, encoding="utf-8")
    result = run("--on", "2027-01-01", "--rules", other)
    assert (result.exit_code, "ikke for senior_advisory_board" in result.stderr) == (1, True)
