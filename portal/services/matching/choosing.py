"""Staff choose another pair than the run did: under the same limits, with a reason, and everybody else placed anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from portal.domain.errors import IllegalMove, NotFound, Refused
from portal.domain.matching import Instance, Keep, Place
from portal.domain.matching.engine import Computation, compute
from portal.domain.matching.left_out import dropped
from portal.domain.matching.progress import RunCause
from portal.domain.workflow import ProposalState
from portal.services.matching.after_change import standing_answer, staying_after
from portal.services.matching.gather import NOT_READY, gather, gather_one, room_for
from portal.services.matching.run import new_run, write
from portal.services.work import Work
from portal.store import enrolments, matches, numbers, postings

NOT_OPEN = "Opslaget er ikke åbent længere. Vælg et andet sted."
TAKEN = "Pladsen er allerede valgt til en anden. Forkast det forslag først."
FULL = "Alle pladser i opslaget er i brug eller lovet væk."
NOT_POSSIBLE = "Det kan ikke lade sig gøre. Når teksten siger »du«, er det borgeren."
NO_REASON = "Skriv, hvorfor du vælger det her i stedet."


@dataclass(frozen=True)
class ChooseByHand:
    """`enrolment_id` gets `posting_id` instead of what the proposal says about one of them."""

    proposal_id: UUID
    version: int
    enrolment_id: UUID
    posting_id: UUID
    reason: str


def choose(work: Work, cmd: ChooseByHand) -> UUID:
    """The pair becomes a proposal that runs keep until somebody decides on it; returns its id.

    Choosing the same again changes nothing. Raises Refused with the limits that fail, or where the reason is missing.
    """
    row = matches.for_update(work.session, cmd.proposal_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    if known := matches.find_picked(work.session, cmd.enrolment_id, cmd.posting_id):
        return known
    _refuse_own_firm(work, cmd.posting_id)
    if enrolments.get(work.session, cmd.enrolment_id).person_id in work.actor.related:
        raise NotFound
    row.expect(cmd.version)
    if row.state != ProposalState.COMPUTED:
        raise IllegalMove("proposal", row.state, "choose")
    if not cmd.reason.strip():
        raise Refused(NO_REASON, "reason")
    run_id = _fix(work, row.operating_municipality, cmd)
    return _picked(work, cmd, run_id, instead_of=str(cmd.proposal_id))


@dataclass(frozen=True)
class ProposeByHand:
    """`enrolment_id`, as it was in this version, gets `posting_id`, whatever the last run said."""

    enrolment_id: UUID
    version: int
    posting_id: UUID
    reason: str


def propose(work: Work, cmd: ProposeByHand) -> UUID:
    """A proposal outside the runs: the same limits, states and second looks as any other; returns its id.

    Proposing the same again changes nothing. Raises Refused with the limits that fail, with why the citizen cannot
    have a proposal now, or where the reason is missing.
    """
    case = enrolments.for_update(work.session, cmd.enrolment_id)
    if case.operating_municipality not in work.actor.municipalities:
        raise NotFound
    if known := matches.find_picked(work.session, cmd.enrolment_id, cmd.posting_id):
        return known
    _refuse_own_firm(work, cmd.posting_id)
    case.expect(cmd.version)
    if not cmd.reason.strip():
        raise Refused(NO_REASON, "reason")
    if why := gather_one(work, case.id).why_not:
        raise Refused(why, "reason")
    return _picked(work, cmd, _fix(work, case.operating_municipality, cmd))


def _refuse_own_firm(work: Work, posting_id: UUID) -> None:
    """Nobody sends a citizen to a firm one has a part in. To such a member of staff its postings are not there."""
    if work.actor.related and postings.get(work.session, posting_id).company_id in work.actor.related:
        raise NotFound


def _fix(work: Work, municipality: str, cmd: ChooseByHand | ProposeByHand) -> UUID:
    """Everybody is placed anew around the pair, as after any change; returns the run's id."""
    numbers.one_at_a_time(work.session, "match_run")
    standing = standing_answer(work, municipality)
    found = gather(work, municipality, standing.run_id if standing else None)
    instance = _with(found.instance, str(cmd.enrolment_id), str(cmd.posting_id))
    computation = compute(instance, found.previous)
    _refuse_what_fails(computation, str(cmd.enrolment_id))
    run = new_run(work, municipality)
    run.cause = RunCause.CHANGE
    found = replace(found, instance=instance)
    write(work, run, found, computation, staying_after(standing, found, computation))
    return run.id


def _with(instance: Instance, citizen_id: str, place_id: str) -> Instance:
    """The run's input with the pair fixed; what was chosen for the citizen before is not."""
    places = {one.id: one for one in instance.places}
    if citizen_id not in {one.id for one in instance.citizens}:
        raise Refused(NOT_READY, "reason")
    if place_id not in places:
        raise Refused(NOT_OPEN, "reason")
    keep = tuple(one for one in instance.keep if one.citizen_id != citizen_id)
    if not room_for(places, keep, places[place_id]):
        raise Refused(_why_no_room(places[place_id]), "reason")
    return replace(instance, keep=(*keep, Keep(citizen_id, place_id)))


def _why_no_room(place: Place) -> str:
    if not place.headroom:
        return f"{NOT_POSSIBLE} Der er ikke plads efter reglerne."
    return TAKEN if place.places else FULL


def _refuse_what_fails(computation: Computation, citizen_id: str) -> None:
    """The same hard limits and the same law as for every pair, in the same words."""
    for pair in dropped(computation):
        if pair.citizen_id == citizen_id:
            raise Refused(f"{NOT_POSSIBLE} {' '.join(pair.sentences)}", "reason")


def _picked(work: Work, cmd: ChooseByHand | ProposeByHand, run_id: UUID, **detail: str) -> UUID:
    """Marks the new proposal as chosen, with the reason where only the municipality reads it."""
    new = matches.find_computed(work.session, cmd.enrolment_id, cmd.posting_id)
    new.picked_by, new.note = work.actor.user_id, cmd.reason.strip()
    new.version += 1
    work.session.flush()
    work.audit(
        "proposal",
        "choose",
        new.id,
        subject=new.person_id,
        municipality=new.operating_municipality,
        run=str(run_id),
        **detail,
    )
    return new.id
