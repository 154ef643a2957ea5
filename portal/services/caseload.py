"""Who has which case: an even distribution is proposed, a person moves cases with a reason, and can take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.domain.access import Role
from portal.domain.caseload import LIMIT, MOST_MOVED, Adviser, NewCase, even, load_of
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.domain.workflow.enrolment import OPEN
from portal.services.work import Work
from portal.store import caseload, enrolments
from portal.store.caseload import AdviserTerms, HandOver, HandOverRecord
from portal.store.enrolments import Enrolment, EnrolmentRecord

UNDO = timedelta(days=1)
"""How long a hand-over can be taken back, as long as nobody has worked on the case."""
MOST_LIMIT = 200


@dataclass(frozen=True)
class Move:
    """One case with the version that was shown, and who gets it."""

    enrolment_id: UUID
    version: int
    to: UUID


@dataclass(frozen=True)
class HandOverCases:
    moves: tuple[Move, ...]
    reason: str


@dataclass(frozen=True)
class SetTerms:
    """An adviser's limit and leave. `version` 0: none have been set before."""

    user_id: UUID
    version: int
    limit: float
    away_from: date | None = None
    away_to: date | None = None


def team_of(work: Work) -> list[Adviser]:
    """The advisers of the actor's municipalities, with what they have and whether they are away."""
    return [
        Adviser(
            id=row.id,
            name=row.name,
            load=load_of(row.counts, row.follow_up),
            cases=sum(row.counts.values()) + row.follow_up,
            limit=row.terms.limit if row.terms else LIMIT,
            away_from=row.terms.away_from if row.terms else None,
            away_to=row.terms.away_to if row.terms else None,
        )
        for row in caseload.list_advisers(work.session, work.actor.municipalities)
    ]


def proposed(work: Work, cases: Iterable[EnrolmentRecord], team: Iterable[Adviser]) -> dict[UUID, UUID]:
    """Who would take which case, evenly. It moves nothing."""
    return even([NewCase(case.id, case.state) for case in cases], team, work.today)


def hand_over(work: Work, cmd: HandOverCases) -> UUID:
    """Give cases to advisers of the same municipality: one's own, those nobody has, and for a team leader everybody's."""
    if not cmd.moves:
        raise Refused("Vælg mindst én sag.", "cases")
    if len(cmd.moves) > MOST_MOVED:
        raise Refused(f"Vælg højst {MOST_MOVED} sager ad gangen.", "cases")
    if not cmd.reason.strip():
        raise Refused("Skriv kort, hvorfor sagerne skifter rådgiver.", "reason")
    team = {one.id: one for one in caseload.list_advisers(work.session, work.actor.municipalities)}
    rows = [_movable(work, move) for move in sorted(cmd.moves, key=lambda move: move.enrolment_id)]
    changed = [row.id for row, move in rows if row.version != move.version]
    if changed:
        raise Stale(changed)
    if any(move.to not in team for _row, move in rows):
        raise Refused("Vælg en rådgiver fra listen.", "to")
    moves = [[str(row.id), str(row.assigned_to) if row.assigned_to else None, str(move.to)] for row, move in rows]
    for row, move in rows:
        _give(work, row, move.to)
    return _kept(work, rows[0][0].operating_municipality, cmd.reason.strip(), moves)


def _movable(work: Work, move: Move) -> tuple[Enrolment, Move]:
    """The row, locked, when the actor may move it; anything else does not exist."""
    row = enrolments.for_update(work.session, move.enrolment_id)
    mine = row.assigned_to in (None, work.actor.user_id) or work.actor.role is Role.TEAM_LEADER
    close = row.person_id in work.actor.related
    if row.operating_municipality not in work.actor.municipalities or not mine or close or row.state not in OPEN:
        raise NotFound
    return row, move


def _give(work: Work, row: Enrolment, to: UUID | None, event: str = "assign") -> None:
    """Another adviser; a new enrolment is under way from now on, and the citizen sees by whom."""
    before, row.assigned_to = row.assigned_to, to
    if row.state == EnrolmentState.SUBMITTED and to is not None:
        work.move(ENROLMENT, row, "take", subject=row.person_id, party=Party.SYSTEM)
    else:
        row.version += 1
        row.updated_at = work.now
    names = {"before": str(before) if before else "", "after": str(to) if to else ""}
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **names)


def _kept(work: Work, municipality: str, reason: str, moves: list[list[str | None]]) -> UUID:
    assert work.actor.user_id is not None
    row = HandOver(
        operating_municipality=municipality, made_by=work.actor.user_id, reason=reason, moves=moves, at=work.now
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def to_undo(work: Work) -> HandOverRecord | None:
    """The actor's newest hand-over that can still be taken back."""
    if work.actor.user_id is None:
        return None
    found = caseload.hand_overs_of(work.session, work.actor.user_id, work.now - UNDO)
    return next((one for one in found if one.undone_at is None), None)


def undo_hand_over(work: Work, hand_over_id: UUID) -> int:
    """Back to where they were, but for cases somebody has handed on since. Returns how many; twice is once."""
    kept = caseload.hand_over_for_update(work.session, hand_over_id)
    if kept.made_by != work.actor.user_id or work.now - kept.at > UNDO:
        raise NotFound
    if kept.undone_at is not None:
        return 0
    back = 0
    for enrolment_id, before, after in kept.moves:
        row = enrolments.for_update(work.session, UUID(enrolment_id))
        if row.operating_municipality in work.actor.municipalities and row.assigned_to == UUID(after):
            _give(work, row, UUID(before) if before else None, "assign_undone")
            back += 1
    kept.undone_at = work.now
    return back


def set_terms(work: Work, cmd: SetTerms) -> None:
    """A team leader sets limits; everybody writes her own leave."""
    team = {row.id: row for row in caseload.list_advisers(work.session, work.actor.municipalities)}
    leads = work.actor.role is Role.TEAM_LEADER
    if cmd.user_id not in team or not (leads or cmd.user_id == work.actor.user_id):
        raise NotFound
    if not 0 <= cmd.limit <= MOST_LIMIT:
        raise Refused(f"Skriv en grænse mellem 0 og {MOST_LIMIT}.", "limit")
    if cmd.away_to and (cmd.away_from is None or cmd.away_to < cmd.away_from):
        raise Refused("Den sidste dag ligger før den første. Se på datoerne.", "away_to")
    row = caseload.terms_for_update(work.session, cmd.user_id)
    known: Mapping[str, object] = {"away_from": cmd.away_from, "away_to": cmd.away_to}
    if row is None:
        limit = cmd.limit if leads else LIMIT
        work.session.add(AdviserTerms(user_id=cmd.user_id, limit=limit, **known))
    else:
        row.expect(cmd.version)
        row.limit = cmd.limit if leads else row.limit
        row.away_from, row.away_to, row.version = cmd.away_from, cmd.away_to, row.version + 1
    work.audit("adviser", "terms", cmd.user_id, limit=cmd.limit)
