"""The matching's weights: one person drafts a version, sees what it would mean today, and another approves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.domain.errors import IllegalMove, Refused
from portal.domain.matching import Weights
from portal.domain.matching.effect import Change, Effect, changes, effect, effect_by
from portal.domain.matching.engine import compute
from portal.domain.matching.weights import WeightsState, fault_of, weights_of
from portal.services.matching.gather import gather
from portal.services.matching.weights import weights_in_use
from portal.services.work import Work
from portal.store import enrolment_lists, match_weights, numbers
from portal.store.match_weights import MatchWeights

AGE_GROUPS = ((60, "60_up"), (55, "55_59"), (0, "under_55"))


@dataclass(frozen=True)
class DraftWeights:
    parts: Mapping[str, int | None]
    note: str
    version: int = 0
    """Of the draft as it was shown; 0 where there was none."""


@dataclass(frozen=True)
class DraftDeed:
    number: int
    version: int


def draft(work: Work, cmd: DraftWeights) -> UUID:
    """Write the draft, or change the one there is; whoever writes last is its author and cannot approve it."""
    if fault := fault_of(cmd.parts):
        raise Refused(fault[1], fault[0])
    if not cmd.note.strip():
        raise Refused("Skriv med få ord, hvad du ændrer, og hvorfor.", "note")
    numbers.one_at_a_time(work.session, "match_weights")
    row = match_weights.find_draft(work.session)
    if row is None:
        row = MatchWeights(number=match_weights.next_number(work.session), version=0)
        work.session.add(row)
    row.expect(cmd.version)
    row.parts, row.note = dict(cmd.parts), cmd.note.strip()
    row.drafted_by, row.drafted_at, row.version = _author(work), work.now, row.version + 1
    row.preview = row.previewed_at = None
    work.session.flush()
    work.audit("match_weights", "draft", row.id, number=row.number, parts=dict(row.parts))
    return row.id


def preview(work: Work, cmd: DraftDeed) -> None:
    """Solve today's run of every municipality with both sets of weights, and keep the sums."""
    row = _draft(work, cmd, "preview")
    now, then = weights_in_use(work), weights_of(row.parts, row.number)
    found, programmes, ages = _changes(work, now, then)
    row.preview = {
        "all": asdict(effect(found)),
        "age": _shown(effect_by(found, ages.__getitem__)),
        "programme": _shown(effect_by(found, programmes.__getitem__)),
    }
    row.previewed_at, row.version = work.now, row.version + 1
    work.audit("match_weights", "preview", row.id, number=row.number)


def approve(work: Work, cmd: DraftDeed) -> None:
    """The second pair of eyes: from the next run on the new set counts, and the old one is kept for its runs."""
    numbers.one_at_a_time(work.session, "match_weights")
    row = _draft(work, cmd, "approve")
    if row.drafted_by == work.actor.user_id:
        raise Refused("En anden end den, der har skrevet kladden, skal godkende den.")
    if row.preview is None:
        raise Refused("Se virkningen først. Så ved du, hvad du godkender.")
    earlier = match_weights.find_active(work.session)
    if earlier is not None:
        earlier.state, earlier.version = WeightsState.RETIRED, earlier.version + 1
        work.session.flush()
    row.state, row.version = WeightsState.ACTIVE, row.version + 1
    row.approved_by, row.approved_at = _author(work), work.now
    work.audit("match_weights", "approve", row.id, number=row.number, state_from="draft", state_to="active")


def discard(work: Work, cmd: DraftDeed) -> None:
    row = _draft(work, cmd, "discard")
    row.state, row.version = WeightsState.DISCARDED, row.version + 1
    work.audit("match_weights", "discard", row.id, number=row.number, state_from="draft", state_to="discarded")


def age_group(birth_date: date, today: date) -> str:
    """Only to see whether the matching treats people alike; it never reads an age itself."""
    age = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    return next(name for least, name in AGE_GROUPS if age >= least)


def _draft(work: Work, cmd: DraftDeed, event: str) -> MatchWeights:
    row = match_weights.for_update(work.session, cmd.number)
    row.expect(cmd.version)
    if row.state != WeightsState.DRAFT:
        raise IllegalMove("match_weights", row.state, event)
    return row


def _author(work: Work) -> UUID:
    assert work.actor.user_id is not None
    return work.actor.user_id


def _changes(work: Work, now: Weights, then: Weights) -> tuple[list[Change], dict[str, str], dict[str, str]]:
    """Person by person over all municipalities, and everybody's programme and age group for the sums."""
    found: list[Change] = []
    programmes: dict[str, str] = {}
    ages: dict[str, str] = {}
    for municipality in enrolment_lists.list_municipalities_with_ready(work.session):
        gathered = gather(work, municipality)
        before = compute(replace(gathered.instance, weights=now), gathered.previous)
        after = compute(replace(gathered.instance, weights=then), gathered.previous)
        found += changes(before, after)
        for key, row in gathered.ready.rows.items():
            programmes[key] = row.programme_code
            ages[key] = age_group(row.person.birth_date, work.today)
    return found, programmes, ages


def _shown(groups: dict[str, Effect]) -> dict[str, Any]:
    """Groups under five keep their name and no numbers; where one alone could be worked out, another goes with it."""
    few = {name for name, one in groups.items() if one.hidden}
    rest = sorted((one.people, name) for name, one in groups.items() if name not in few)
    if len(few) == 1 and rest:
        few.add(rest[0][1])
    return {name: None if name in few else asdict(one) for name, one in groups.items()}
