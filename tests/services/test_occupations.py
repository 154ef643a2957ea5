"""The official list of jobs is read whole or not at all; twice is once; what is found is the same on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters.occupation_file import InvalidFile, read_occupations
from portal.domain.errors import Refused
from portal.domain.titles import Found, Title
from portal.services.occupations import (
    ImportOccupations,
    import_occupations,
    known_occupations,
    search_occupations,
)
from portal.services.work import Work
from portal.store.audit import AuditEntry
from portal.store.occupations import Counts, Occupation
from tests.conftest import MakeWork

HEAD = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status\n"
ESCO = "http://data.europa.eu/esco/occupation/"
CUTTER = f'Occupation,{ESCO}a1,2654,filmklipper,"klipper\nvideoklipper",released\n'
KEEPER = f"Occupation,{ESCO}b2,3435,fyrpasser på fyrtårn,100%_vagt,released\n"
FILM = "2654 Filmklipper"


@pytest.fixture
def work(make_work: MakeWork) -> Work:
    return make_work()


def write(folder: Path, text: str) -> Path:
    path = folder / "occupations_da.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def read_in(work: Work, folder: Path, *rows: str) -> Counts:
    found = read_occupations(write(folder, HEAD + "".join(rows)))
    return import_occupations(work, ImportOccupations(found.rows, found.digest))


def lines(session: Session) -> list[AuditEntry]:
    session.flush()
    return list(session.scalars(select(AuditEntry).where(AuditEntry.noun == "occupation")))


def test_twice_is_once(work: Work, tmp_path: Path) -> None:
    assert read_in(work, tmp_path, CUTTER, KEEPER) == Counts(2, 0, 0)
    assert read_in(work, tmp_path, CUTTER, KEEPER) == Counts(0, 0, 0)
    assert work.session.scalar(select(func.count()).select_from(Occupation)) == 2
    (line,) = lines(work.session)
    assert (line.action, line.detail["jobs"], line.detail["added"]) == ("occupation.import", 2, 2)


def test_a_newer_file_changes_and_closes(work: Work, tmp_path: Path) -> None:
    read_in(work, tmp_path, CUTTER, KEEPER)
    assert read_in(work, tmp_path, CUTTER.replace("filmklipper", "klipper på film")) == Counts(0, 1, 1)
    assert [one.text for one in search_occupations(work, "klipper på").titles] == ["Klipper på film"]
    assert len(lines(work.session)) == 2
    assert "Fyrpasser på fyrtårn" not in [one.text for one in search_occupations(work, "fyrpasser").titles]
    assert known_occupations(work, {"3435 Fyrpasser på fyrtårn"}) == frozenset()


def test_what_left_the_list_is_closed_and_opens_when_it_comes_back(work: Work, tmp_path: Path) -> None:
    read_in(work, tmp_path, CUTTER, KEEPER)
    before = {row.uri: row.id for row in work.session.scalars(select(Occupation))}
    assert read_in(work, tmp_path, CUTTER) == Counts(0, 0, 1)
    assert read_in(work, tmp_path, CUTTER) == Counts(0, 0, 0)
    assert read_in(work, tmp_path, CUTTER, KEEPER) == Counts(0, 1, 0)
    assert {row.uri: row.id for row in work.session.scalars(select(Occupation))} == before
    assert [one.text for one in search_occupations(work, "fyrtårn").titles] == ["Fyrpasser på fyrtårn"]


def test_a_slip_of_the_pen_finds_the_job_that_was_meant(work: Work, tmp_path: Path) -> None:
    read_in(work, tmp_path, CUTTER)
    found = search_occupations(work, "videoklipeer")
    assert (found.meant, [one.text for one in found.titles]) == ("videoklipper", ["Filmklipper"])
    assert "Bogholder" in [one.text for one in search_occupations(work, "boghodler").titles]


def test_what_was_imported_is_found_by_any_of_its_names(work: Work, tmp_path: Path) -> None:
    read_in(work, tmp_path, CUTTER, KEEPER)
    assert Title("2654", "Filmklipper", ("klipper", "videoklipper")) in search_occupations(work, "VIDEO klip").titles
    assert [one.text for one in search_occupations(work, "fyrtårn").titles] == ["Fyrpasser på fyrtårn"]
    assert [one.text for one in search_occupations(work, "100%_v").titles] == ["Fyrpasser på fyrtårn"]
    assert search_occupations(work, "1%v") == Found(())


def test_a_choice_is_known_by_code_and_title_together(work: Work, tmp_path: Path) -> None:
    read_in(work, tmp_path, CUTTER)
    wanted = {FILM, "4311 Bogholder", "4311 Filmklipper", "9999 Konge", "2654"}
    assert known_occupations(work, wanted) == {FILM, "4311 Bogholder"}


def test_nothing_is_refused_as_a_list(work: Work) -> None:
    with pytest.raises(Refused):
        import_occupations(work, ImportOccupations((), ""))


def test_jobs_no_longer_in_use_are_left_out(tmp_path: Path) -> None:
    found = read_occupations(write(tmp_path, HEAD + CUTTER + KEEPER.replace("released", "obsolete")))
    assert (len(found.rows), found.left_out) == (1, 1)


BAD = {
    "no file of ours": ("a,b\n1,2\n", "Linje 1: Der mangler en kolonne: conceptType"),
    "nothing": ("", "Linje 1: Der mangler en kolonne"),
    "only names": (HEAD, "Filen har ingen job."),
    "a code of letters": (HEAD + CUTTER.replace("2654", "26A4"), "Linje 2: iscoGroup skal være fire tal."),
    "a code in other digits": (HEAD + CUTTER.replace("2654", "٢٦٥٤"), "Linje 2: iscoGroup"),
    "the same job twice": (HEAD + CUTTER + CUTTER, "Linje 4: Det samme job står også i linje 2."),
    "no title": (HEAD + CUTTER + KEEPER.replace("fyrpasser på fyrtårn", " "), "Linje 4: preferredLabel"),
    "a title without end": (HEAD + CUTTER.replace("filmklipper", "x" * 301), "Linje 2: preferredLabel"),
    "another address": (HEAD + CUTTER.replace(ESCO, "http://example.org/"), "Linje 2: conceptUri"),
    "groups, not jobs": (HEAD + CUTTER.replace("Occupation,", "ISCOGroup,"), "Linje 2: conceptType"),
    "a column too few": (HEAD + "Occupation,x\n", "Linje 2: Der er 2 kolonner. Der skal være 6."),
    "a quote that never ends": (HEAD + CUTTER.replace('klipper"', "klipper"), "kan ikke læses som CSV"),
    "no text": (HEAD + "\0", "ikke en tekstfil"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_occupations(write(tmp_path, text))
    assert said in str(caught.value)


def test_another_alphabet_than_the_files_own_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes((HEAD + CUTTER + KEEPER).encode("latin-1"))
    with pytest.raises(InvalidFile, match="Linje 4: Filen er ikke skrevet i UTF-8"):
        read_occupations(path)


def test_every_fault_is_told_at_once_but_not_for_ever(tmp_path: Path) -> None:
    rows = "".join(CUTTER.replace("a1", f"a{n}").replace("2654", "x") for n in range(50))
    with pytest.raises(InvalidFile) as caught:
        read_occupations(write(tmp_path, HEAD + rows))
    assert caught.value.faults[:2] == [f"Linje {n}: iscoGroup skal være fire tal. Her står 'x'." for n in (2, 4)]
    assert len(caught.value.faults) == 21
