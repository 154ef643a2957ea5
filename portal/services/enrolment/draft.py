"""Saving the steps of an enrolment one by one, and throwing the draft away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.enrolment.facts import FROM_CHECK, facts_of_check
from portal.services.enrolment.steps import STEPS
from portal.services.enrolment.terms import already_enrolled, refuse_closed
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import Enrolment
from portal.store.people import Person

KEPT_FOR = timedelta(days=30)
"""How long a draft that nobody touches is kept."""


@dataclass(frozen=True)
class SaveStep:
    """`seen` is the fingerprint of the step as the form showed it; `check_answers` those of the check, if brought."""

    programme_code: str
    step: str
    answers: Mapping[str, Any]
    seen: str = ""
    check_answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    enrolment_id: UUID
    answers: Mapping[str, Any]
    overwrote: bool
    """Another tab had saved this step since the form was shown; the last one to write has won."""


@dataclass(frozen=True)
class DeleteDraft:
    enrolment_id: UUID
    version: int


def fingerprint(step_answers: Mapping[str, Any] | None) -> str:
    """A short mark of what a step holds, so that two open tabs can be told apart."""
    return hashlib.sha256(json.dumps(step_answers or {}, sort_keys=True).encode()).hexdigest()[:12]


def save_step(work: Work, cmd: SaveStep) -> Saved:
    """Keep the answers of one step. The first step saved makes the draft; a person has one in each programme.

    Steps are kept apart, so two tabs on different steps both count. On the same step the last one to write wins.
    Raises Refused when the citizen is enrolled already, or the programme takes nobody in.
    """
    if cmd.step not in STEPS:
        raise NotFound
    # Whoever saves first holds the person: two first saves at once make one draft, not two.
    person = work.session.get_one(Person, work.actor.person_id, with_for_update=True)
    programme = work.house.programme(cmd.programme_code)
    row = enrolments.find_current(work.session, person.id, programme.code)
    if row is not None and row.state != EnrolmentState.DRAFT:
        raise Refused(already_enrolled(programme))
    refuse_closed(work, programme)
    # Read again under lock: what another tab saved a moment ago must not be lost.
    row = enrolments.for_update(work.session, row.id) if row else begin_draft(work, person, programme.code)
    if cmd.check_answers and FROM_CHECK not in (row.answers or {}):
        row.answers = {**(row.answers or {}), FROM_CHECK: facts_of_check(work, cmd.check_answers)}
    # She goes on alone: whoever helped her begin sees no more of it.
    row.assisted_by = row.assisted_way = None
    overwrote = keep_step(work, row, cmd.step, cmd.answers, cmd.seen)
    return Saved(row.id, row.answers or {}, overwrote)


def keep_step(work: Work, row: Enrolment, step: str, given: Mapping[str, Any], seen: str) -> bool:
    """Put one step into a draft that is held; says whether another tab had saved it since it was shown."""
    before = (row.answers or {}).get(step)
    row.answers, row.updated_at = {**(row.answers or {}), step: dict(given)}, work.now
    row.version += 1
    work.audit(
        "enrolment",
        "save_step",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        step=step,
    )
    return bool(seen) and seen != fingerprint(before) and before != dict(given)


def begin_draft(work: Work, person: Person, programme_code: str) -> Enrolment:
    row = Enrolment(
        person_id=person.id,
        operating_municipality=person.operating_municipality,
        programme_code=programme_code,
        state=EnrolmentState.DRAFT,
        version=1,
        answers={},
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.audit("enrolment", "begin", row.id, subject=person.id, municipality=row.operating_municipality)
    return row


def delete_draft(work: Work, cmd: DeleteDraft) -> None:
    """Throw the draft away: the answers are gone at once, only the fact that there was one remains."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.DELETED:
        return
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "delete", subject=row.person_id)
    row.answers = row.verdict = None
