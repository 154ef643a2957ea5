"""The weekly check-in and the follow-up: every tap is kept at once, and what is hard reaches a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.check_in import (
    FOLLOW_UP,
    FOLLOW_UP_MONTHS,
    QUESTIONS,
    Answers,
    concerns,
    monday_of,
)
from portal.domain.dates import add_months
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import Party, PlacementState
from portal.services.work import Work
from portal.store import check_ins, placements
from portal.store.check_ins import WEEKLY, CheckIn
from portal.store.placements import PlacementRecord

S = PlacementState
RUNNING = frozenset({S.ACTIVE, S.ABSENT, S.ADJUSTED, S.EXTENDED})
ENDED = frozenset({S.COMPLETED, S.STOPPED, S.FOLLOW_UP, S.CLOSED})
NOT_NOW = "Du kan svare, når du er begyndt. Vil du tale med os før, så skriv eller ring."


@dataclass(frozen=True)
class AnswerCheckIn:
    """One tap. `answer` empty: the question is passed over, and an earlier answer to it is taken back."""

    placement_id: UUID
    question: str
    answer: str


@dataclass(frozen=True)
class TellMore:
    placement_id: UUID
    words: str


@dataclass(frozen=True)
class HandleCheckIns:
    """Somebody of the staff has talked with the citizen about what she told."""

    placement_id: UUID


def kind_now(work: Work, placement: PlacementRecord) -> str | None:
    """What can be answered today: the week while it runs, and the follow-up from three and six months after its end."""
    if placement.state in RUNNING:
        return WEEKLY
    if placement.state in ENDED and placement.end_on:
        due = [months for months in FOLLOW_UP_MONTHS if add_months(placement.end_on, months) <= work.today]
        return f"months_{due[-1]}" if due else None
    return None


def questions_of(kind: str) -> dict[str, tuple[str, ...]]:
    return dict(QUESTIONS if kind == WEEKLY else FOLLOW_UP)


def week_of(work: Work, placement: PlacementRecord, kind: str) -> date:
    """The week it is told of; a follow-up is one row, however often it is opened."""
    if kind == WEEKLY or placement.end_on is None:
        return monday_of(work.today)
    return monday_of(add_months(placement.end_on, int(kind.removeprefix("months_"))))


def answer_check_in(work: Work, cmd: AnswerCheckIn) -> None:
    """Keep one answer. The last one of the week counts; answering the same twice changes nothing."""
    placement, kind = _own(work, cmd.placement_id)
    questions = questions_of(kind)
    if cmd.question not in questions or cmd.answer not in ("", *questions[cmd.question]):
        raise Refused("Vælg et af svarene på siden.")
    row = _row(work, placement, kind)
    answers = dict(row.answers or {})
    if answers.get(cmd.question, "") == cmd.answer:
        return
    answers.pop(cmd.question, None)
    row.answers = answers | ({cmd.question: cmd.answer} if cmd.answer else {})
    _told(work, placement, row, "answer", question=cmd.question)


def tell_more(work: Work, cmd: TellMore) -> None:
    """Words of one's own, beside the taps."""
    placement, kind = _own(work, cmd.placement_id)
    row = _row(work, placement, kind)
    words = cmd.words.strip() or None
    if row.words != words:
        row.words = words
        _told(work, placement, row, "tell")


def handle_check_ins(work: Work, cmd: HandleCheckIns) -> int:
    """Everything that was told of this placement has been talked about. Returns how many rows that settled."""
    placement = placements.get(work.session, cmd.placement_id)
    if placement.operating_municipality not in work.actor.municipalities or work.party is Party.CITIZEN:
        raise NotFound
    settled = 0
    for one in check_ins.list_of_placements(work.session, [placement.id]):
        if one.calls_for and one.handled_at is None:
            row = check_ins.for_update(work.session, one.id)
            row.handled_at, row.handled_by = work.now, work.actor.user_id
            settled += 1
    if settled:
        _audit(work, placement, "handle")
    return settled


def _own(work: Work, placement_id: UUID) -> tuple[PlacementRecord, str]:
    placement = placements.get(work.session, placement_id)
    if placement.person_id != work.actor.person_id:
        raise NotFound
    kind = kind_now(work, placement)
    if kind is None:
        raise Refused(NOT_NOW)
    return placement, kind


def _row(work: Work, placement: PlacementRecord, kind: str) -> CheckIn:
    week = week_of(work, placement, kind)
    row = check_ins.find(work.session, placement.id, kind, week)
    if row is None:
        row = CheckIn(
            operating_municipality=placement.operating_municipality,
            placement_id=placement.id,
            enrolment_id=placement.enrolment_id,
            person_id=placement.person_id,
            kind=kind,
            week=week,
            answers={},
            at=work.now,
        )
        work.session.add(row)
        work.session.flush()
    return row


def _told(work: Work, placement: PlacementRecord, row: CheckIn, event: str, **detail: str) -> None:
    """Something new was said: what it calls for is weighed again, and it waits for a person again."""
    work.session.flush()
    told = [one for one in check_ins.list_of_placements(work.session, [placement.id]) if one.kind == row.kind]
    history = [Answers(one.week, one.answers, bool(one.words)) for one in told if one.week <= row.week]
    found = concerns(history)
    row.calls_for = str(found[0]) if found else ""
    row.at, row.handled_at, row.handled_by = work.now, None, None
    _audit(work, placement, event, **detail)


def _audit(work: Work, placement: PlacementRecord, event: str, **detail: str) -> None:
    work.audit(
        "check_in",
        event,
        placement.id,
        subject=placement.person_id,
        municipality=placement.operating_municipality,
        **detail,
    )
