"""The main job, end to end, on a phone, with and without scripts: check, join, plan, match, yes and yes, planned."""

from __future__ import annotations

import pytest

from portal.store.audit import AuditEntry
from portal.store.engine import reading_session
from tests.browser import steps
from tests.browser.conftest import DESK, Served, Visit

TRAIL = [
    "user.log_in",
    "enrolment.submit",
    "enrolment.take",
    "enrolment.admit",
    "enrolment.agree_plan",
    "company.submit",
    "posting.submit",
    "company.approve",
    "posting.approve",
    "proposal.approve",
    "proposal.send_to_citizen",
    "proposal.citizen_yes",
    "proposal.send_to_company",
    "proposal.company_yes",
    "proposal.agree_meeting",
    "proposal.agree",
]


@pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
def test_the_main_job_from_the_front_page_to_a_planned_placement(
    visit: Visit, served: Served, javascript: bool
) -> None:
    with reading_session(served.app.extensions["portal"].engine) as session:
        before = {row.id for row in session.query(AuditEntry.id)}
    birgit = visit(javascript=javascript)
    steps.check_anonymously(birgit)
    steps.log_in_to_enrol(birgit)
    steps.enrol(birgit)
    mette = visit(javascript=javascript, viewport=DESK).log_in("mette-kjaer")
    steps.admit_and_plan(mette)
    steps.agree_to_plan(birgit)
    firm = visit(javascript=javascript).log_in("virksomhed-c1")
    steps.register(firm)
    steps.post_place(firm)
    steps.approve_both(mette)
    steps.match_and_approve(mette, served.app.extensions["portal"])
    steps.say_yes(birgit)
    steps.company_says_yes(firm)
    steps.names_appear(birgit)
    steps.agree(mette)
    with reading_session(served.app.extensions["portal"].engine) as session:
        actions = {row.action for row in session.query(AuditEntry) if row.id not in before}
    assert set(TRAIL) - actions == set()
