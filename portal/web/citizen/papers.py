"""Her own pages as papers: each is the page itself, made at this moment, in a file to keep. Nothing is stored."""

from __future__ import annotations

from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.municipalities import sender
from portal.services.work import Work
from portal.store import enrolments, matches, placements
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.store.placements import PlacementRecord
from portal.web.citizen.agreement import show_agreement
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.check import show_receipt
from portal.web.citizen.placement import show_first_day
from portal.web.citizen.plan import show_plan_of
from portal.web.citizen.proposal import show_proposal
from portal.web.i18n import gettext as _
from portal.web.papers import download, of_page

P = Permission


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/kvittering.pdf", allow=P.ENROLMENT_OWN, load=enrolments.get)
def download_receipt(work: Work, enrolment: EnrolmentRecord) -> Response:
    html, _status = show_receipt(work, enrolment)
    return download(of_page(html, *_facts(enrolment)), "kvittering.pdf", work.now)


@citizen.page("/min-side/plan/<uuid:enrolment_id>/plan.pdf", allow=P.PLAN_AGREE, load=enrolments.get)
def download_plan(work: Work, enrolment: EnrolmentRecord) -> Response:
    html, _status = show_plan_of(work, enrolment)
    return download(of_page(html, *_facts(enrolment)), "plan.pdf", work.now)


@citizen.page("/min-side/forslag/<uuid:proposal_id>/forslag.pdf", allow=P.PROPOSAL_ANSWER, load=matches.get)
def download_proposal(work: Work, proposal: ProposalRecord) -> Response:
    html, _status = show_proposal(work, proposal)
    return download(of_page(html, sender(proposal.operating_municipality)), "forslag.pdf", work.now)


@citizen.page("/min-side/aftale/<uuid:placement_id>/aftale.pdf", allow=P.AGREEMENT_OWN, load=placements.get, queries=7)
def download_agreement(work: Work, placement: PlacementRecord) -> Response:
    html, _status = show_agreement(work, placement)
    return download(of_page(html, sender(placement.operating_municipality)), "aftale.pdf", work.now)


@citizen.page(
    "/min-side/forloeb/<uuid:placement_id>/foerste-dag.pdf", allow=P.PLACEMENT_OWN, load=placements.get, queries=6
)
def download_first_day(work: Work, placement: PlacementRecord) -> Response:
    html, _status = show_first_day(work, placement)
    return download(of_page(html, sender(placement.operating_municipality)), "foerste-dag.pdf", work.now)


def _facts(case: EnrolmentRecord) -> tuple[str, ...]:
    """Whose paper it is and which number to say on the phone."""
    number = [_("Dit nummer er %(number)s", number=case.number)] if case.number else []
    return (sender(case.operating_municipality), case.full_name, *number)
