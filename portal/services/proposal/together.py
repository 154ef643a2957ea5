"""Several proposals approved at once, with the safeguards of `service-design.md` 4.3, and taken back at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from portal.domain.bulk import MOST, MOST_A_DAY, Candidate, drawn, why_alone
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.workflow import ProposalState
from portal.services.proposal.decision import Approve, UndoApproval, approve, undo_approval
from portal.services.proposal.own_case import own_case
from portal.services.proposal.risks import has_stopped_there, risks_of
from portal.services.work import COPENHAGEN, Work, day_in_denmark
from portal.store import approvals, conversations, enrolment_lists, matches, placements
from portal.store.approvals import ApprovalBatch, BatchRecord
from portal.store.matches import ProposalRecord
from portal.store.placements import Past

TOO_LATE = "Tiden for at fortryde er gået. Ring til borgerne, hvis noget er galt."


@dataclass(frozen=True)
class ApproveTogether:
    """Each proposal with the version that was shown and the words to its citizen; `count` is typed by hand."""

    run_id: UUID
    versions: Mapping[UUID, int]
    messages: Mapping[UUID, str]
    count: int | None


@dataclass(frozen=True)
class Judged:
    """One proposal as bulk sees it: why it must be opened by itself, or nothing, and what the actor said of it blind."""

    one: ProposalRecord
    warnings: int
    why_alone: str
    glance: str | None


def judge(work: Work, found: Iterable[ProposalRecord]) -> list[Judged]:
    """Every one of them, in their order, with a handful of queries whatever their number."""
    found = list(found)
    if not found:
        return []
    cases = enrolment_lists.by_ids(work.session, [one.enrolment_id for one in found])
    known: dict[UUID, list[Past]] = defaultdict(list)
    for place in placements.list_pasts(work.session, {one.company_id for one in found}):
        known[place.company_id].append(place)
    waiting = conversations.waiting_among(work.session, cases)
    said = approvals.glances_of(work.session, _user(work), [one.id for one in found])
    judged = []
    for one in found:
        warnings = sum(risk.warns for risk in risks_of(work, one, cases[one.enrolment_id], known[one.company_id]))
        ready = day_in_denmark(one.ready_at) if one.ready_at else work.today
        seen = Candidate(
            is_computed=one.state == ProposalState.COMPUTED,
            unclear=any(limit.get("outcome") == "assess" for limit in one.limits),
            warnings=warnings,
            points=one.points,
            waited_days=(work.today - ready).days,
            stopped_there=has_stopped_there(one, known[one.company_id]),
            waits_for_answer=one.enrolment_id in waiting,
            to_be_judged=one.blind and one.id not in said,
            glance=said.get(one.id),
        )
        judged.append(Judged(one, warnings, why_alone(seen), said.get(one.id)))
    return judged


def control(work: Work, judged: Iterable[Judged]) -> frozenset[UUID]:
    """Those of a choice that are drawn for control; the actor looks at the facts of each before she approves."""
    return drawn((row.one.id for row in judged), _user(work))


def approve_together(work: Work, cmd: ApproveTogether) -> UUID:
    """All of them or none. Returns the batch, by which they can be taken back. Stale names those that have changed."""
    if not cmd.versions:
        raise Refused("Vælg mindst ét forslag.", "count")
    if len(cmd.versions) > MOST:
        raise Refused(f"Vælg højst {MOST} forslag ad gangen.", "count")
    judged = judge(work, [_own(work, key) for key in sorted(cmd.versions)])
    _nothing_has_changed(judged, cmd.versions)
    _each_may_be_there(judged)
    _control_is_done(work, judged)
    if cmd.count != len(judged):
        raise Refused("Skriv det antal forslag, du godkender. Så ved vi begge, hvad der sendes.", "count")
    if approved_today(work) + len(judged) > MOST_A_DAY:
        raise Refused(f"Du kan højst godkende {MOST_A_DAY} forslag samlet på en dag. Åbn resten enkeltvis.", "count")
    for row in judged:
        _approve(work, cmd, row.one)
    return _batch(work, cmd, judged)


def _own(work: Work, proposal_id: UUID) -> ProposalRecord:
    one = matches.get(work.session, proposal_id)
    if one.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return one


def _nothing_has_changed(judged: list[Judged], versions: Mapping[UUID, int]) -> None:
    changed = [row.one.id for row in judged if row.one.version != versions[row.one.id]]
    if changed:
        raise Stale(changed)


def _each_may_be_there(judged: list[Judged]) -> None:
    for row in judged:
        if row.why_alone:
            raise Refused(
                f"{row.one.short_name} {row.why_alone}. Åbn forslaget, og tag stilling til det alene.", "count"
            )


def _control_is_done(work: Work, judged: list[Judged]) -> None:
    by_lot = control(work, judged)
    left = [row.one.short_name for row in judged if row.one.id in by_lot and row.glance is None]
    if left:
        raise Refused(f"Åbn først dem, der er udtrukket til kontrol: {', '.join(left)}.", "count")


def _approve(work: Work, cmd: ApproveTogether, one: ProposalRecord) -> None:
    try:
        approve(work, Approve(one.id, cmd.versions[one.id], cmd.messages[one.id]))
    except Refused as fault:
        raise type(fault)(f"{one.short_name}: {fault.text}", "count") from None


def _batch(work: Work, cmd: ApproveTogether, judged: list[Judged]) -> UUID:
    members = [[str(row.one.id), cmd.versions[row.one.id]] for row in judged]
    municipality = judged[0].one.operating_municipality
    row = ApprovalBatch(
        operating_municipality=municipality, run_id=cmd.run_id, user_id=_user(work), members=members, at=work.now
    )
    work.session.add(row)
    work.session.flush()
    work.audit("approval_batch", "approve", row.id, municipality=municipality, members=members)
    return row.id


def approved_today(work: Work) -> int:
    """How many the actor has approved together since midnight in Denmark, those taken back not counted."""
    midnight = datetime.combine(work.today, time(), COPENHAGEN)
    found = approvals.batches_of(work.session, _user(work), midnight)
    return sum(len(batch.members) for batch in found if batch.undone_at is None)


def to_undo(work: Work, run_id: UUID) -> BatchRecord | None:
    """The actor's newest batch of a run, while it can be taken back."""
    since = work.now - timedelta(minutes=work.house.undo_minutes)
    found = approvals.batches_of(work.session, _user(work), since) if work.house.undo_minutes else []
    return next((batch for batch in found if batch.run_id == run_id and batch.undone_at is None), None)


def undo_together(work: Work, batch_id: UUID) -> int:
    """Take back what has not been sent of one's own batch. Returns how many; twice is the same as once."""
    batch = approvals.batch_for_update(work.session, batch_id)
    if batch.user_id != work.actor.user_id:
        raise NotFound
    if batch.undone_at is not None:
        return 0
    rows = [own_case(work, UUID(key)) for key, _ in batch.members]
    mine = [row for row in rows if row.state == ProposalState.APPROVED and row.decided_by == work.actor.user_id]
    if not mine:
        raise Refused(TOO_LATE)
    for row in mine:
        undo_approval(work, UndoApproval(row.id, row.version))
    batch.undone_at = work.now
    work.audit("approval_batch", "undo", batch.id, municipality=batch.operating_municipality, undone=len(mine))
    return len(mine)


def _user(work: Work) -> UUID:
    assert work.actor.user_id is not None
    return work.actor.user_id
