"""The rules of a posting, on both databases: words, hours, dates, who may send, and what a change calls back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import posting as service
from portal.services.work import Work
from portal.services.workplace_room import room_at
from portal.store import companies, placements, postings
from portal.store.postings import Posting
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

TASKS = service.TaskAnswers("Lagerhjælp", "9333", "Pakke varer", [], [], [], [])
TIME = service.TimeAnswers(8, 20, 4, date(2026, 12, 7), date(2027, 1, 31), "Om formiddagen", 1)
NEEDS = service.NeedAnswers({"lift_kg": 10, "noise": "normal"}, ["extra_breaks"])


@pytest.fixture
def work(make_work: MakeWork, make: Factory) -> Work:
    return make_work(actor(make.company_user(make.company())))


def save(work: Work, answers: service.Answers, row: Posting | None = None) -> Posting:
    found = service.save_step(work, service.SaveStep(row.id if row else None, row.version if row else 0, answers))
    return work.session.get_one(Posting, found)


def written(work: Work, kind: str = "work_trial") -> Posting:
    row = save(work, service.KindAnswers(kind))
    for answers in (TASKS, TIME, NEEDS):
        save(work, answers, row)
    return row


def send(work: Work, row: Posting, **given: Any) -> None:
    assert row.workplace_id is not None
    assert row.specialist_id is not None
    command = service.SubmitPosting(row.id, row.version, row.workplace_id, row.specialist_id)
    service.submit(work, replace(command, **given))


def test_a_draft_is_found_again_and_sent_once(work: Work) -> None:
    row = written(work)
    found = postings.find_draft(work.session, row.company_id)
    assert found is not None
    assert service.missing_step(found, work.today) == "tjek"
    send(work, row)
    send(work, row, version=0)
    assert (row.state, row.submitted_at) == ("submitted", NOW)
    assert [entry.action for entry in work.trail].count("posting.submit") == 1
    assert postings.find_draft(work.session, row.company_id) is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (replace(TASKS, tasks="Ung, frisk lagermand, max 40 år"), "tasks"),
        (replace(TASKS, title="Rengøringsdame"), "title"),
        (replace(TIME, working_times="Kun for pensionister, en pensionist"), "working_times"),
        (replace(TIME, hours_min=21), "hours_min"),
        (replace(TIME, hours_max=37.5), "hours_max"),
        (replace(TIME, start_from=date(2026, 11, 22)), "start_from"),
        (replace(TIME, start_to=date(2026, 12, 6)), "start_to"),
        (replace(TIME, weeks=None), "weeks"),
    ],
)
def test_a_step_that_breaks_a_rule(work: Work, answers: service.Answers, field: str) -> None:
    row = save(work, service.KindAnswers("work_trial"))
    with pytest.raises(Refused) as fault:
        save(work, answers, row)
    assert fault.value.field == field


def test_the_boundaries_that_hold(work: Work) -> None:
    row = save(work, service.KindAnswers("flex_job"))
    same_day = replace(TIME, hours_min=37, hours_max=37, start_from=work.today, start_to=work.today, weeks=None)
    save(work, same_day, row)
    assert (row.hours_max, row.start_from) == (37, work.today)


def test_a_draft_that_grew_old_or_changed_kind_needs_its_time_again(work: Work) -> None:
    row = written(work, "paid_hours")
    save(work, replace(TIME, weeks=None), row)
    assert service.missing_step(row, work.today) == "tjek"
    assert service.missing_step(row, date(2026, 12, 8)) == "tid"
    save(work, service.KindAnswers("work_trial"), row)
    assert service.missing_step(row, work.today) == "tid"
    with pytest.raises(Refused):
        send(work, row)


def test_words_that_came_in_another_way_stop_the_sending(work: Work) -> None:
    row = written(work)
    row.tasks = "En rask pensionist"
    with pytest.raises(Refused, match="forskelsbehandlingsloven"):
        send(work, row)


@pytest.mark.parametrize("state", ["draft", "rejected", "suspended", "ended"])
def test_only_a_company_that_is_approved_or_waits_writes(make_work: MakeWork, make: Factory, state: str) -> None:
    work = make_work(actor(make.company_user(make.company(state=state))))
    with pytest.raises(Refused):
        save(work, service.KindAnswers("work_trial"))


def test_a_foreign_workplace_or_specialist_is_refused(work: Work, make: Factory) -> None:
    row, other = written(work), make.company(cvr="99001755")
    with pytest.raises(Refused):
        send(work, row, workplace_id=other.workplaces[0].id)
    with pytest.raises(Refused):
        send(work, row, specialist_id=other.specialists[0].id)


def test_the_posting_of_another_company_does_not_exist(work: Work, make_work: MakeWork, make: Factory) -> None:
    row = written(work)
    stranger = make_work(actor(make.company_user(make.company(cvr="99001755"))))
    for act in (
        lambda: save(stranger, TASKS, row),
        lambda: send(stranger, row),
        lambda: service.close(stranger, service.SteerPosting(row.id, row.version)),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_stale_version_is_told(work: Work) -> None:
    row = written(work)
    with pytest.raises(Stale):
        service.save_step(work, service.SaveStep(row.id, row.version - 1, TASKS))


@pytest.mark.parametrize(("state", "event"), [("computed", "outdate"), ("approved", "cancel")])
def test_a_pause_calls_back_what_nobody_has_seen(make_work: MakeWork, make: Factory, state: str, event: str) -> None:
    proposal = make.proposal(state=state)
    work = make_work(actor(make.company_user(proposal.posting.company)))
    command = service.SteerPosting(proposal.posting_id, proposal.posting.version)
    service.pause(work, command)
    service.pause(work, command)
    assert [entry.action for entry in work.trail] == ["posting.pause", f"proposal.{event}"]
    assert proposal.posting.state == "paused"


def test_a_candidate_stays_in_a_pause_and_is_gone_when_the_posting_closes(make_work: MakeWork, make: Factory) -> None:
    proposal = make.proposal(state="sent_to_company")
    work = make_work(actor(make.company_user(proposal.posting.company)))
    service.pause(work, service.SteerPosting(proposal.posting_id, proposal.posting.version))
    assert proposal.state == "sent_to_company"
    service.close(work, service.SteerPosting(proposal.posting_id, proposal.posting.version))
    assert (proposal.state, proposal.reason) == ("cancelled", "place_closed")
    with pytest.raises(IllegalMove):
        service.resume(work, service.SteerPosting(proposal.posting_id, proposal.posting.version))


def test_a_draft_is_thrown_away_but_nothing_else_is(work: Work) -> None:
    row = written(work)
    service.discard_draft(work, service.SteerPosting(row.id, row.version))
    work.session.flush()
    assert work.session.scalar(select(Posting)) is None
    again = written(work)
    send(work, again)
    with pytest.raises(Refused):
        service.discard_draft(work, service.SteerPosting(again.id, again.version))


def test_the_room_counts_those_told_of_and_those_placed(make_work: MakeWork, make: Factory) -> None:
    posting = make.posting(kind="work_trial")
    place = posting.workplace
    place.ordinary_fte = [14.2, 13.8, 14.0, 13.6]
    place.other_supported = [{"kind": "wage_subsidy_job", "hours": 37, "from": "2026-09-01", "to": "2026-11-30"}]
    proposal = make.proposal(posting=posting, state="agreement", start_on=date(2026, 11, 23))
    make.placement(proposal)
    work = make_work()
    company = companies.get(work.session, posting.company_id)
    room = room_at(
        work.house.law,
        company.workplaces[0],
        work.today,
        placements.list_of_company(work.session, company.id),
    )
    assert room is not None
    assert (room.limit, round(room.used_number, 2), room.free) == (2, 1.54, 0)
    assert room.text == "Plads til én mere fra 1. december."
