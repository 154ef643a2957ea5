"""A no with a reason narrows that citizen's next run, is shown to the adviser, and can be taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.services import enrolment as citizen_service
from portal.services import matching, proposal
from portal.services.lessons import RemoveLesson, remove_lesson
from portal.store import lessons
from portal.store.lessons import MatchLesson
from portal.store.matches import Proposal
from portal.store.postings import Posting
from tests.conftest import MakeWork
from tests.factories import Factory, actor


class Declined:
    """Somebody who has said no to a bookkeeping job, and what else there is for her."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self.make_work = make, make_work
        self.case = make.enrolment(state="ready_for_match", ready_at=make.now)
        make.plan(self.case)
        self.citizen = actor(make.citizen(self.case.person))
        self.caseworker = actor(make.caseworker())
        self.company = make.company()
        self.declined = make.posting(self.company, places=3)
        self.same = make.posting(self.company, title="Bogholder igen")
        self.other = make.posting(self.company, title="Kontor", occupation="4110")
        self.proposal = make.proposal(self.case, self.declined, state="sent_to_citizen", hours=30)

    def no(self, reason: str) -> None:
        work = self.make_work(self.citizen)
        version = work.session.get_one(Proposal, self.proposal.id).version
        proposal.answer_as_citizen(work, proposal.AnswerAsCitizen(self.proposal.id, version, "no"))
        citizen_service.give_decline_reason(work, citizen_service.DeclineReason(self.proposal.id, reason))

    def run(self) -> str:
        """The title of the place the next run gives."""
        work = self.make_work(self.caseworker)
        run_id = matching.run(work, matching.RunMatching("185"))
        found = work.session.scalars(select(Proposal).where(Proposal.run_id == run_id)).one()
        return work.session.get_one(Posting, found.posting_id).title

    def waiting(self) -> list[str]:
        return [one.kind for one in lessons.list_waiting(self.make.session, self.case.id)]


@pytest.fixture
def declined(make: Factory, make_work: MakeWork) -> Declined:
    return Declined(make, make_work)


def test_without_a_reason_only_the_pair_is_left_out(declined: Declined) -> None:
    declined.no("other")
    assert (declined.waiting(), declined.run()) == ([], "Bogholder igen")


def test_the_tasks_are_not_proposed_again_in_the_next_run(declined: Declined) -> None:
    declined.no("tasks")
    assert declined.waiting() == ["other_occupation"]
    assert declined.run() == "Kontor"
    assert declined.waiting() == []


def test_it_counts_once_and_still_for_a_proposal_nobody_has_decided_on(declined: Declined) -> None:
    """The night must not undo what the day has learned, before anybody has looked."""
    declined.no("tasks")
    assert declined.run() == "Kontor"
    assert declined.run() == "Kontor"
    work = declined.make_work(declined.caseworker)
    one = work.session.scalars(select(Proposal).where(Proposal.state == "computed")).one()
    proposal.discard(work, proposal.Discard(one.id, one.version, "wishes"))
    assert declined.run() == "Bogholder igen"


def test_the_adviser_takes_it_away(declined: Declined) -> None:
    declined.no("tasks")
    row = declined.make.session.scalars(select(MatchLesson)).one()
    stranger = declined.make_work(actor(declined.make.caseworker("550")))
    with pytest.raises(NotFound):
        remove_lesson(stranger, RemoveLesson(declined.case.id, row.id))
    work = declined.make_work(declined.caseworker)
    with pytest.raises(NotFound):
        remove_lesson(work, RemoveLesson(declined.proposal.id, row.id))
    for _ in range(2):
        remove_lesson(work, RemoveLesson(declined.case.id, row.id))
    assert [entry.action for entry in work.trail] == ["match_lesson.remove"]
    assert (declined.waiting(), declined.run()) == ([], "Bogholder igen")


def test_another_reason_takes_the_place_of_the_first(declined: Declined) -> None:
    declined.no("tasks")
    work = declined.make_work(declined.citizen)
    citizen_service.give_decline_reason(work, citizen_service.DeclineReason(declined.proposal.id, "hours"))
    assert declined.waiting() == ["most_hours"]
    citizen_service.give_decline_reason(work, citizen_service.DeclineReason(declined.proposal.id, "other"))
    assert declined.waiting() == []


def test_a_company_without_time_is_not_asked_about_the_same_person_next(declined: Declined) -> None:
    boss = actor(declined.make.company_user(declined.company))
    declined.proposal.state = "sent_to_company"
    declined.make.session.flush()
    elsewhere = declined.make.company(cvr="99001012")
    declined.make.posting(elsewhere, title="Kontor et andet sted", occupation="4110")
    work = declined.make_work(boss)
    proposal.answer_as_company(work, proposal.AnswerAsCompany(declined.proposal.id, 1, "no", "no_time_now"))
    assert declined.waiting() == ["other_company"]
    assert declined.run() == "Kontor et andet sted"


def test_the_stored_input_holds_what_was_learned(declined: Declined) -> None:
    """So that the run can be repeated after the lesson is gone."""
    declined.no("tasks")
    work = declined.make_work(declined.caseworker)
    run_id = matching.run(work, matching.RunMatching("185"))
    assert matching.repeat(work, run_id).differences == ()
