"""Deadlines, sources, ways in and the last day of a programme: edited with the screens' verbs, and followed by the portal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.access import Role
from portal.domain.eligibility.programme import Deadlines
from portal.domain.errors import Refused
from portal.domain.placement_law import Deadline
from portal.programmes import common_questions, read_programme, shipped_text
from portal.programmes.editing import data_of, period_field, toml_of
from portal.services import programme_version as versions
from portal.services.deadlines import deadline_of, last_day, pause_days, reply_by
from portal.services.work import Work
from portal.store import programme_versions as store
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

TODAY = NOW.date()
CODE = "sick_leave_social_investment"


def data(code: str = CODE) -> dict[str, Any]:
    return data_of(shipped_text(code))


def read(edited: dict[str, Any]):
    return read_programme(toml_of(edited), "prøve.toml", common_questions())


def manager(make: Factory) -> Any:
    return actor(make.user(Role.PROGRAMME_MANAGER, "Vibeke Dam", municipalities=["185"]))


def test_a_programmes_own_deadlines_come_before_the_common_ones(make_work: MakeWork) -> None:
    work = make_work()
    shipped = work.house.programme(CODE)
    own = replace(shipped, deadlines=Deadlines(reply=1, place_answer=2, pause_keeps=60))
    assert (deadline_of(work, Deadline.PLACE_ANSWER, shipped).length, pause_days(work, shipped)) == (5, 30)
    assert (deadline_of(work, Deadline.PLACE_ANSWER, own).length, pause_days(work, own)) == (2, 60)
    assert last_day(work, Deadline.PLACE_ANSWER, own) == date(2026, 11, 25)
    assert reply_by(work, CODE) == date(2026, 11, 26)
    changed = replace(work, house=replace(work.house, programmes=(own,)))
    assert reply_by(changed, CODE) == date(2026, 11, 24)
    assert reply_by(changed, "taken_away_meanwhile") == date(2026, 11, 26)


def test_a_source_keeps_its_key_while_it_is_worded_anew() -> None:
    edited = data()
    citations = list(edited["sources"].values())
    first = next(iter(edited["sources"]))
    versions.put_sources(edited, ["Byrådets beslutning, 3. maj 2026", *citations[1:]])
    assert edited["sources"][first] == "Byrådets beslutning, 3. maj 2026"
    versions.put_sources(edited, [*edited["sources"].values(), "Ny bevilling, 2027"])
    assert list(edited["sources"].values())[-1] == "Ny bevilling, 2027"
    assert read(edited).sources[-1] == "Ny bevilling, 2027"
    versions.put_sources(edited, [one for one in edited["sources"].values() if one != "Ny bevilling, 2027"])
    assert len(edited["sources"]) == len(citations)


def test_a_source_in_use_cannot_be_taken_out() -> None:
    edited = data()
    key = edited["criteria"][0]["source"]
    rest = [citation for name, citation in edited["sources"].items() if name != key]
    with pytest.raises(Refused, match="bruges af »Kommune«"):
        versions.put_sources(edited, rest)
    with pytest.raises(Refused, match="Ret først de kilder"):
        versions.put_sources(edited, [*rest, "En ny", "En til"])


def test_a_way_in_brings_its_question() -> None:
    edited = data("health_support")
    assert "eget-job" not in edited["questions"]
    key = versions.put_route(edited, "", "has_employer", ["yes"], "Vi begynder, hvor du er ansat.")
    programme = read(edited)
    assert "eget-job" in programme.questions
    assert [(one.id, one.text) for one in programme.routes] == [(key, "Vi begynder, hvor du er ansat.")]
    versions.put_route(edited, key, "", ["no"], "Vi finder et nyt sted.")
    assert read(edited).routes[0].codes == {"no"}
    versions.remove_route(edited, key)
    assert read(edited).routes == ()
    with pytest.raises(Refused, match="Lav et kriterium om det først"):
        versions.put_route(data("early_sick_leave_effort"), "", "flex_job_eligible", ["no"], "Nej.")


def test_the_real_service_never_edits_the_days_of_the_demo() -> None:
    flex, senior = data("flex_job_development"), data("senior_advisory_board")
    assert (period_field(flex, demo=False), period_field(flex, demo=True)) == ("period", "demo_period")
    assert period_field(senior, demo=True) == "period"


@pytest.fixture
def vibeke(make: Factory, make_work: MakeWork) -> Work:
    return make_work(manager(make))


def test_closing_needs_a_second_person_and_a_day_that_comes(vibeke: Work, make: Factory, make_work: MakeWork) -> None:
    last = TODAY + timedelta(days=30)
    draft = store.get(
        vibeke.session, versions.close_programme(vibeke, versions.CloseProgramme(CODE, last, "Pengene er brugt"))
    )
    assert (draft.state, draft.note, draft.valid_from) == ("proposed", "Pengene er brugt", TODAY)
    with pytest.raises(Refused, match="En anden end dig"):
        versions.publish(vibeke, versions.Publish(draft.id, draft.version))
    other = make_work(actor(make.user(Role.ADMIN, "Administrator", municipalities=[])))
    versions.publish(other, versions.Publish(draft.id, draft.version))
    house = versions.house_on(vibeke.session, vibeke.house, TODAY)
    assert house.programme(CODE).term.last == last


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (TODAY - timedelta(days=1), "kan tidligst være i dag"),
        (date(2027, 3, 31), "slutter allerede senest den dag"),
        (date(2031, 1, 1), "slutter allerede senest den dag"),
    ],
)
def test_a_last_day_that_changes_nothing_is_refused(vibeke: Work, last: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        versions.close_programme(vibeke, versions.CloseProgramme(CODE, last, "Slut"))
    assert store.find_open(vibeke.session, CODE) is None


def test_a_draft_in_the_way_is_said(vibeke: Work) -> None:
    versions.begin_draft(vibeke, versions.BeginDraft(CODE))
    with pytest.raises(Refused, match="Der er allerede et udkast"):
        versions.close_programme(vibeke, versions.CloseProgramme(CODE, TODAY, "Slut"))
