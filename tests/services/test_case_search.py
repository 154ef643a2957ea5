"""Searching for a case, on both databases: by name or number, only one's own municipality, and always kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound, Refused
from portal.services.case_search import OpenCase, Search, open_case, search
from portal.store import searches
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from tests.conftest import MakeWork
from tests.factories import Factory, actor

MINE = frozenset({"185"})


@pytest.fixture(autouse=True)
def cases(make: Factory) -> None:
    make.enrolment(
        make.person(first_name="Åse Marie", last_name="Østergaard"), state="submitted", number="T-2026-000900"
    )
    make.enrolment(make.other_person(first_name="Birgit", last_name="Holm"), state="submitted")
    make.enrolment(make.other_person(first_name="Birgit", last_name="Lund", home="360"), state="submitted")
    make.enrolment(make.other_person(first_name="Birgit", last_name="Kladde"), state="draft")


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ("birgit", ["Birgit Holm"]),
        ("holm birgit", ["Birgit Holm"]),
        ("åse", ["Åse Marie Østergaard"]),
        ("marie øster", ["Åse Marie Østergaard"]),
        ("t-2026-000900", ["Åse Marie Østergaard"]),
        ("%", []),
        ("irgit", []),
    ],
)
def test_a_case_is_found_by_name_or_number(make: Factory, criteria: str, found: list[str]) -> None:
    assert [hit.full_name for hit in searches.find_cases(make.session, MINE, criteria)] == found


def test_somebody_close_is_neither_found_nor_opened(make: Factory, make_work: MakeWork) -> None:
    [case] = make.session.scalars(select(Enrolment).where(Enrolment.number == "T-2026-000900")).all()
    mette = make.caseworker()
    mette.related = [str(case.person_id)]
    work = make_work(actor(mette))
    key = search(work, Search("øster"))
    assert searches.find_cases(make.session, MINE, "øster", work.actor.related) == []
    with pytest.raises(NotFound):
        open_case(work, OpenCase(key, case.id, "called"))


def test_the_search_is_kept_with_its_words_and_the_trail_without(make: Factory, make_work: MakeWork) -> None:
    key = search(make_work(actor(make.caseworker())), Search("  Birgit   Holm "))
    make.session.flush()
    assert searches.get(make.session, key).criteria == "Birgit Holm"
    line = make.session.scalars(select(AuditEntry).where(AuditEntry.action == "case_search.search")).one()
    assert (line.object_id, line.detail) == (key, {"found": 1})


def test_one_letter_is_too_little(make: Factory, make_work: MakeWork) -> None:
    with pytest.raises(Refused, match="to bogstaver"):
        search(make_work(actor(make.caseworker())), Search("b"))


def test_a_colleagues_case_is_opened_with_a_reason_that_stays(make: Factory, make_work: MakeWork) -> None:
    mette, lis = actor(make.caseworker()), actor(make.caseworker(name="Lis"))
    key = search(make_work(mette), Search("birgit"))
    case = searches.find_cases(make.session, MINE, "birgit")[0].enrolment_id
    with pytest.raises(Refused):
        open_case(make_work(mette), OpenCase(key, case, ""))
    with pytest.raises(NotFound):
        open_case(make_work(lis), OpenCase(key, case, "called"))
    open_case(make_work(mette), OpenCase(key, case, "called"))
    make.session.flush()
    line = make.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.search_open")).one()
    assert line.detail == {"reason": "called", "search": str(key)}
