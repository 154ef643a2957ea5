"""What could go wrong with a proposal, from facts only: what to clear up, to agree on, or to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from portal.domain.accommodations import ACCOMMODATIONS, describe
from portal.domain.workflow import EnrolmentState, PlacementState, ProposalState
from portal.services.work import Work
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.store.placements import Past

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Risk:
    """`warns` is false for what is only good to know."""

    text: str
    warns: bool = True


def risks_of(work: Work, one: ProposalRecord, case: EnrolmentRecord, known: list[Past]) -> tuple[Risk, ...]:
    """`known` are the placements the company has had. Reading them changes nothing."""
    return (*_to_clear_up(one, case), *_to_agree(one, case), *_timing(work, one), *_company(one, known))


def has_stopped_there(one: ProposalRecord, known: list[Past]) -> bool:
    """Has an earlier placement of this person at the company stopped before its time?"""
    return any(
        place.person_id == one.person_id and place.state == PlacementState.STOPPED and place.proposal_id != one.id
        for place in known
    )


def _to_clear_up(one: ProposalRecord, case: EnrolmentRecord) -> list[Risk]:
    found = [Risk(limit["sentence"]) for limit in one.limits if limit.get("outcome") == "assess"]
    if case.answers.get("deling", {}).get("profile") == "no":
        found.append(Risk("Borgeren vil ikke have sin profil vist endnu. Spørg, før I går videre."))
    if one.state == ProposalState.COMPUTED and case.state != EnrolmentState.READY_FOR_MATCH:
        found.append(Risk("Borgeren er ikke klar til match længere."))
    return found


def _to_agree(one: ProposalRecord, case: EnrolmentRecord) -> list[Risk]:
    """Needs that block were limits already; of the others, those the company has not promised."""
    needs = (case.plan.needs if case.plan else None) or []
    open_ones = [need for need in needs if need["code"] in ACCOMMODATIONS and not ACCOMMODATIONS[need["code"]].blocks]
    return [
        Risk(f"Aftal med virksomheden: {_small(describe(need))}.")
        for need in open_ones
        if need["code"] not in one.offers
    ]


def _timing(work: Work, one: ProposalRecord) -> list[Risk]:
    if one.start_on - work.today < SOON:
        return [Risk("Der er under to uger til start. Begge skal nå at svare.")]
    return []


def _company(one: ProposalRecord, known: list[Past]) -> list[Risk]:
    """How earlier placements at the company went, and whether one of this person's stopped there."""
    earlier = [place for place in known if place.proposal_id != one.id]
    stopped = sum(place.state == PlacementState.STOPPED for place in earlier)
    found = [Risk("Borgeren har haft et forløb her, som stoppede.")] if has_stopped_there(one, known) else []
    if earlier:
        done = sum(place.state in (PlacementState.COMPLETED, PlacementState.FOLLOW_UP) for place in earlier)
        text = f"Virksomheden har haft {len(earlier)} forløb. {done} er gennemført, {stopped} stoppede før tid."
    else:
        text = "Det er virksomhedens første forløb hos os."
    return [*found, Risk(text, warns=False)]


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
