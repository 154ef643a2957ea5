"""The time machine over stored people: it counts everybody, names only one's own, and leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.eligibility import Programme, Result, facts_from_dict, judge
from portal.domain.eligibility.comparison import Cause
from portal.domain.errors import Refused
from portal.domain.small_numbers import Shown
from portal.programmes import load_programmes
from portal.services import programme_version as versions
from portal.services import time_machine
from portal.services.enrolment.facts import build_facts
from portal.services.time_machine import Told, Travel, travel
from portal.store import judging, programme_versions
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from tests.conftest import NOW, MakeWork
from tests.factories import ANSWERS, BIRGIT_FACTS, Factory, actor

SENIOR = load_programmes()[0]
TODAY, NEXT_YEAR = NOW.date(), date(2027, 1, 1)
CHECKED = ANSWERS | {"tjek": {"danish": "yes", "basic_it": "yes"}}


def stricter(age: int = 62) -> Programme:
    criteria = tuple(
        replace(one, test=replace(one.test, limit=age)) if one.id == "age" else one for one in SENIOR.criteria
    )
    return replace(SENIOR, version=SENIOR.version + 1, criteria=criteria)


def renamed(data: dict[str, Any]) -> None:
    data["title"] = "Et nyt navn"


def somebody(make: Factory, home: str = "155", **given: Any) -> Enrolment:
    """Somebody of 65 or so in the programme, or with the year of birth that is given."""
    born = given.pop("born", 1961)
    person = make.other_person(home=home, cpr=f"6101{born % 100:02}-{next(make._numbers) + 1000}")
    return make.enrolment(person, answers=CHECKED, **{"state": "admitted"} | given)


def leader(*municipalities: str, role: Role = Role.TEAM_LEADER) -> Actor:
    return Actor(None, "Prøve", role, municipalities=frozenset(municipalities))


def test_it_counts_who_would_be_judged_differently_and_why(make: Factory, make_work: MakeWork) -> None:
    older = somebody(make)
    younger = [somebody(make, born=1968), somebody(make, born=1969, state="waiting_list")]
    report = travel(make_work(leader("185")), Travel(stricter(), TODAY))
    assert (report.own.people, report.own.inside, report.own.changed) == (3, 2, 2)
    assert dict(report.own.moves) == {(Result.LIKELY, Result.UNLIKELY): 2}
    assert (report.own.causes[Cause.RULES], report.own.causes[Cause.TIME]) == (2, 0)
    assert dict(report.own.criteria) == {"age": 2}
    assert {one.enrolment_id for one in report.listed} == {one.id for one in younger} != {older.id}
    assert [one.inside for one in report.listed] == [True, False]


def test_it_agrees_with_judging_each_by_hand(make: Factory, make_work: MakeWork) -> None:
    rows = [somebody(make, born=born) for born in range(1960, 1975)]
    report = travel(make_work(leader("185")), Travel(stricter(60), NEXT_YEAR))
    expected = {
        row.id
        for row in rows
        if judge(SENIOR, build_facts(row.person, row.answers), TODAY).result
        is not judge(stricter(60), build_facts(row.person, row.answers), NEXT_YEAR).result
    }
    assert {one.enrolment_id for one in report.listed} == expected
    assert 0 < len(expected) < len(rows)


@pytest.mark.parametrize("state", ["draft", "refused", "withdrawn", "closed"])
def test_who_is_not_in_and_not_on_the_way_in_is_not_judged(make: Factory, make_work: MakeWork, state: str) -> None:
    somebody(make, born=1969, state=state)
    assert travel(make_work(leader("185")), Travel(stricter(), TODAY)).own.people == 0


def test_others_people_are_neither_named_nor_counted_as_ones_own(make: Factory, make_work: MakeWork) -> None:
    somebody(make, home="159", born=1969)
    report = travel(make_work(leader("185")), Travel(stricter(), TODAY))
    assert (report.own.people, report.listed, report.elsewhere) == (0, (), None)


FIRST = date(2026, 12, 1)


def test_the_lead_sees_names_of_its_own_and_bands_of_others(make: Factory, make_work: MakeWork) -> None:
    own = somebody(make, home="159", born=1969)
    for _ in range(6):
        somebody(make, home="155", born=1969)
    report = travel(make_work(leader("159")), Travel(stricter(), FIRST))
    assert report.elsewhere is not None
    assert (report.own.people, report.elsewhere.people, report.elsewhere.changed) == (1, Shown(5, 9), Shown(5, 9))
    assert report.elsewhere.moves == {(Result.LIKELY, Result.UNLIKELY): Shown(5, 9)}
    assert [(one.enrolment_id, one.name) for one in report.listed] == [(own.id, own.person.full_name)]
    assert travel(make_work(leader("159")), Travel(stricter(), TODAY)).elsewhere is None


def test_who_does_not_work_with_the_cases_sees_bands_and_no_name(make: Factory, make_work: MakeWork) -> None:
    for n in range(9):
        somebody(make, home="159", born=1969 if n < 4 else 1961)
    work = make_work(leader("159", role=Role.PROGRAMME_MANAGER))
    report = travel(work, Travel(stricter(), FIRST))
    assert (report.own, report.listed) == (None, ())
    assert report.own_told == Told(Shown(5, 9), Shown(0, 4), {}, ())
    with pytest.raises(Refused):
        travel(work, Travel(stricter(), TODAY))


def test_one_more_tells_nothing_until_there_are_five(make: Factory, make_work: MakeWork) -> None:
    """Nobody and somebody look alike, so that asking again with a little changed does not find the one."""
    work, seen = make_work(leader("159", role=Role.PROGRAMME_MANAGER)), []
    for _ in range(5):
        seen.append(travel(work, Travel(stricter(), FIRST)).own_told)
        somebody(make, home="159", born=1969)
    assert all(one == seen[0] for one in seen)


def test_who_is_close_is_not_counted_either(make: Factory, make_work: MakeWork) -> None:
    rows = [somebody(make, born=1969) for _ in range(2)]
    close = replace(leader("185"), related=frozenset({rows[0].person_id}))
    report = travel(make_work(close), Travel(stricter(), TODAY))
    assert (report.own.people, report.own.changed) == (1, 1)
    assert [one.enrolment_id for one in report.listed] == [rows[1].id]


def test_nothing_is_stored_and_the_kept_verdict_stays(make: Factory, make_work: MakeWork) -> None:
    verdict = judge(SENIOR, facts_from_dict(BIRGIT_FACTS), TODAY).to_dict()
    row = somebody(make, born=1969, verdict=verdict)
    work = make_work(leader("185"))
    work.session.commit()
    travel(work, Travel(stricter(), NEXT_YEAR))
    assert not work.session.new | work.session.dirty | work.session.deleted
    work.session.expire_all()
    assert work.session.get_one(Enrolment, row.id).verdict == verdict
    assert work.session.get_one(Enrolment, row.id).version == row.version == 1
    assert work.session.scalars(select(AuditEntry)).all() == []
    assert work.trail == []


def test_yesterday_cannot_be_tried(make_work: MakeWork) -> None:
    with pytest.raises(Refused):
        travel(make_work(leader("185")), Travel(SENIOR, TODAY - timedelta(days=1)))


def test_todays_rules_on_another_day_show_what_time_does(make: Factory, make_work: MakeWork) -> None:
    somebody(make)
    (future,) = [one for one in time_machine.futures(make_work(leader("185"))) if one.programme.code == SENIOR.code]
    report = travel(make_work(leader("185")), Travel(future.programme, date(2027, 6, 1)))
    assert dict(report.own.causes) == {Cause.TIME: 1}
    assert dict(report.own.moves) == {(Result.LIKELY, Result.MAYBE): 1}


def test_a_draft_is_tried_by_those_who_lead_and_a_coming_version_by_all(make: Factory, make_work: MakeWork) -> None:
    def numbers(municipality: str) -> set[int | None]:
        found = time_machine.futures(make_work(leader(municipality)))
        return {one.number for one in found if one.programme.code == SENIOR.code}

    author = make_work(
        actor(make.user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=[SENIOR.lead_municipality]))
    )
    approver = make_work(actor(make.user(Role.ADMIN, "Administrator")))
    draft = versions.begin_draft(author, versions.BeginDraft(SENIOR.code, None))
    record = programme_versions.get(author.session, draft)
    versions.change_draft(author, versions.ChangeDraft(draft, record.version, "navn", renamed))
    assert numbers(SENIOR.lead_municipality) == {None, record.number}
    assert numbers("101") == {None}
    record = programme_versions.get(author.session, draft)
    versions.propose(author, versions.Propose(draft, record.version, NEXT_YEAR, "Nyt navn", ()))
    record = programme_versions.get(author.session, draft)
    versions.publish(approver, versions.Publish(draft, record.version))
    assert numbers("101") == {None, record.number}


def test_progress_is_told_on_the_way(make: Factory, make_work: MakeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_machine, "STEP", 2)
    for _ in range(5):
        somebody(make)
    seen: list[int] = []
    travel(make_work(leader("185")), Travel(SENIOR, TODAY), seen.append)
    assert seen == [2, 4]


def test_the_list_has_an_end_and_the_count_has_not(
    make: Factory, make_work: MakeWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_machine, "LISTED", 2)
    for _ in range(5):
        somebody(make, born=1969)
    report = travel(make_work(leader("185")), Travel(stricter(), TODAY))
    assert (len(report.listed), report.own.changed) == (2, 5)


def test_the_stream_reads_page_by_page(make: Factory, make_work: MakeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "BATCH", 2)
    made = [somebody(make).id for _ in range(5)]
    work = make_work(leader("185"))
    assert [one.enrolment_id for one in judging.stream(work.session, SENIOR.code)] == sorted(made)
    assert judging.count(work.session, SENIOR.code, {"185"}) == 5
    assert not any(isinstance(one, Person) for one in judging.stream(work.session, SENIOR.code))
