"""The journal, on both databases: readers chosen first, words that stay, and no day before today without a reason."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from portal.domain.errors import NotFound, Refused
from portal.services.following import signs_of
from portal.services.notes import WriteNote, write_note
from portal.store import notes, placements
from portal.store.enrolments import Enrolment
from tests.conftest import MakeWork
from tests.factories import Factory, actor, anybody


@pytest.fixture
def case(make: Factory) -> Enrolment:
    return make.enrolment(state="in_placement")


def note(case: Enrolment, readers: str = "team", **given: object) -> WriteNote:
    values = {"kind": "call", "theme": "Timer", "words": "Vi aftalte otte timer."} | given
    return WriteNote(case.id, readers, **values)  # type: ignore[arg-type]


def test_each_note_is_read_by_those_it_was_written_for(make: Factory, make_work: MakeWork, case: Enrolment) -> None:
    anne, bo, carl = (make.caseworker(name=name) for name in ("Anne", "Bo", "Carl"))
    case.assigned_to = bo.id
    for readers in ("adviser", "team", "citizen"):
        write_note(make_work(actor(anne)), note(case, readers))
    make.session.flush()

    def read(who: object) -> list[str]:
        return sorted(one.readers for one in notes.list_for_staff(make.session, case.id, who.id))  # type: ignore[attr-defined]

    assert read(anne) == read(bo) == ["adviser", "citizen", "team"]
    assert read(carl) == ["citizen", "team"]
    assert [one.readers for one in notes.list_for_citizen(make.session, case.id)] == ["citizen"]


def test_a_day_before_today_needs_a_reason_and_tomorrow_has_not_happened(
    make: Factory, make_work: MakeWork, case: Enrolment
) -> None:
    work = make_work(actor(make.caseworker()))
    with pytest.raises(Refused, match="hvorfor"):
        write_note(work, note(case, happened_on=date(2026, 11, 20)))
    with pytest.raises(Refused, match="i dag eller før"):
        write_note(work, note(case, happened_on=date(2026, 11, 24), late_reason="x"))
    write_note(work, note(case, happened_on=date(2026, 11, 20), late_reason="Systemet var nede."))


@pytest.mark.parametrize("wrong", [{"readers": "all"}, {"kind": "x"}, {"theme": " "}, {"words": ""}])
def test_what_is_missing_is_said(make: Factory, make_work: MakeWork, case: Enrolment, wrong: dict) -> None:
    with pytest.raises(Refused):
        write_note(make_work(actor(make.caseworker())), note(case, **wrong))


def test_another_municipality_writes_nothing(make: Factory, make_work: MakeWork, case: Enrolment) -> None:
    with pytest.raises(NotFound):
        write_note(make_work(actor(make.caseworker("360", "John"))), note(case))


def test_the_words_are_encrypted(make: Factory, make_work: MakeWork, case: Enrolment) -> None:
    write_note(make_work(actor(make.caseworker())), note(case))
    make.session.flush()
    kept = make.session.execute(text("SELECT words, theme FROM case_note")).one()
    assert not any(word in bytes(kept[0]) + bytes(kept[1]) for word in (b"timer", b"Timer"))


def test_a_talk_that_is_written_down_is_a_sign_of_life(make: Factory, make_work: MakeWork) -> None:
    row = make.placement(state="active", start_on=date(2026, 11, 2))
    case = make.session.get_one(Enrolment, row.enrolment_id)
    write_note(make_work(actor(make.caseworker())), note(case, kind="call"))
    make.session.flush()
    make.session.expire_all()
    work = make_work(anybody())
    assert signs_of(work, [placements.get(work.session, row.id)])[row.id] == ()
