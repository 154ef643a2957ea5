"""Staff choose another pair than the run did: under the same limits, with a reason, and everybody else placed anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from portal.domain.errors import IllegalMove, NotFound, Refused
from portal.domain.matching import Instance, Keep
from portal.domain.matching.engine import Computation, compute
from portal.domain.matching.left_out import dropped
from portal.domain.matching.progress import RunCause
from portal.domain.workflow import ProposalState
from portal.services.matching.after_change import standing_answer, staying_after
from portal.services.matching.gather import gather, room_for
from portal.services.matching.run import new_run, write
from portal.services.work import Work
from portal.store import matches, numbers

NOT_READY = "Borgeren er ikke klar til et nyt forslag lige nu. Åbn sagen, og se hvorfor."
NOT_OPEN = "Opslaget er ikke åbent længere. Vælg et andet sted."
TAKEN = "Pladsen er allerede valgt til en anden. Forkast det forslag først."
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
    row.expect(cmd.version)
    if row.state != ProposalState.COMPUTED:
        raise IllegalMove("proposal", row.state, "choose")
    if not cmd.reason.strip():
        raise Refused(NO_REASON, "reason")
    numbers.one_at_a_time(work.session, "match_run")
    standing = standing_answer(work, row.operating_municipality)
    found = gather(work, row.operating_municipality, standing.run_id if standing else None)
    instance = _with(found.instance, str(cmd.enrolment_id), str(cmd.posting_id))
    computation = compute(instance, found.previous)
    _refuse_what_fails(computation, str(cmd.enrolment_id))
    run = new_run(work, row.operating_municipality)
    run.cause = RunCause.CHANGE
    found = replace(found, instance=instance)
    write(work, run, found, computation, staying_after(standing, found, computation))
    return _picked(work, cmd, run.id)


def _with(instance: Instance, citizen_id: str, place_id: str) -> Instance:
    """The run's input with the pair fixed; what was chosen for the citizen before is not."""
    places = {one.id: one for one in instance.places}
    if citizen_id not in {one.id for one in instance.citizens}:
        raise Refused(NOT_READY, "reason")
    if place_id not in places:
        raise Refused(NOT_OPEN, "reason")
    keep = tuple(one for one in instance.keep if one.citizen_id != citizen_id)
    if not room_for(places, keep, places[place_id]):
        raise Refused(TAKEN, "reason")
    return replace(instance, keep=(*keep, Keep(citizen_id, place_id)))


def _refuse_what_fails(computation: Computation, citizen_id: str) -> None:
    """The same hard limits and the same law as for every pair, in the same words."""
    for pair in dropped(computation):
        if pair.citizen_id == citizen_id:
            raise Refused(f"{NOT_POSSIBLE} {' '.join(pair.sentences)}", "reason")


def _picked(work: Work, cmd: ChooseByHand, run_id: UUID) -> UUID:
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
        instead_of=str(cmd.proposal_id),
    )
    return new.id
