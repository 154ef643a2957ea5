"""What a change by hand would do to the others, on the very input of the run that made the proposal."""

from __future__ import annotations

from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.matching import ByHand, Refusal, if_changed_by_hand, solve
from portal.services.matching.gather import law_of
from portal.services.matching.snapshot import answer_of, instance_of, previous_of
from portal.services.work import Work
from portal.store import matches


def swap(work: Work, run_id: UUID, enrolment_id: UUID, posting_id: UUID) -> ByHand:
    """This citizen in this place, everybody else placed as well as can be. Nothing is stored.

    Raises NotFound where the run kept no input, or had not this person or place in it.
    """
    row = matches.find_run(work.session, run_id)
    if row is None or row.instance is None:
        raise NotFound
    instance = instance_of(row.instance, law_of(work))
    if str(enrolment_id) not in {citizen.id for citizen in instance.citizens}:
        raise NotFound
    try:
        close_to = answer_of(row.instance) or previous_of(row.instance)
        return if_changed_by_hand(instance, solve(instance, close_to), str(enrolment_id), str(posting_id))
    except KeyError:
        raise NotFound from None
    except Refusal as refusal:
        return ByHand(False, (), 0, 0, (), (refusal.sentence,))
