"""What could go wrong with a proposal, from facts only: what to clear up, to agree on, or to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from portal.domain.accommodations import ACCOMMODATIONS, describe
from portal.domain.workflow import EnrolmentState, PlacementState, ProposalState
from portal.services.work import Work
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.store.placements import PlacementRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Risk:
    """`warns` is false for what is only good to know."""

    text: str
    warns: bool = True


def risks_of(work: Work, one: ProposalRecord, case: EnrolmentRecord, known: list[PlacementRecord]) -> tuple[Risk, ...]:
    return (*_to_clear_up(one, case), *_to_agree(one, case), *_timing(work, one), *_company(one, known))


def _to_clear_up(one: ProposalRecord, case: EnrolmentRecord) -> list[Risk]:
    found = [Risk(limit["sentence"]) for limit in one.limits if limit.get("outcome") == "assess"]
    if case.answers.get("deling", {}).get("profile") == "no":
        found.append(Risk(_("Borgeren vil ikke have sin profil vist endnu. Spørg, før I går videre.")))
    if one.state == ProposalState.COMPUTED and case.state != EnrolmentState.READY_FOR_MATCH:
        found.append(Risk(_("Borgeren er ikke klar til match længere.")))
    return found


def _to_agree(one: ProposalRecord, case: EnrolmentRecord) -> list[Risk]:
    """Needs that block were limits already; of the others, those the company has not promised."""
    needs = (case.plan.needs if case.plan else None) or []
    open_ones = [need for need in needs if need["code"] in ACCOMMODATIONS and not ACCOMMODATIONS[need["code"]].blocks]
    return [
        Risk(_("Aftal med virksomheden: %(need)s.", need=_small(describe(need))))
        for need in open_ones
        if need["code"] not in one.offers
    ]


def _timing(work: Work, one: ProposalRecord) -> list[Risk]:
    if one.start_on - work.today < SOON:
        return [Risk(_("Der er under to uger til start. Begge skal nå at svare."))]
    return []


def _company(one: ProposalRecord, known: list[PlacementRecord]) -> list[Risk]:
    """How earlier placements at the company went, and whether one of this person's stopped there."""
    earlier = [place for place in known if place.proposal_id != one.id]
    stopped = [place for place in earlier if place.state == PlacementState.STOPPED]
    found = [
        Risk(_("Borgeren har haft et forløb her, som stoppede."))
        for place in stopped
        if place.person_id == one.person_id
    ][:1]
    if earlier:
        done = sum(place.state in (PlacementState.COMPLETED, PlacementState.FOLLOW_UP) for place in earlier)
        count = ngettext("%(num)s forløb", "%(num)s forløb", len(earlier))
        text = _(
            "Virksomheden har haft %(count)s. %(done)s er gennemført, %(stopped)s stoppede før tid.",
            count=count,
            done=done,
            stopped=len(stopped),
        )
    else:
        text = _("Det er virksomhedens første forløb hos os.")
    return [*found, Risk(text, warns=False)]


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
