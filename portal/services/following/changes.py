"""What changes while a placement runs: it begins, somebody is away, the hours move, it lasts longer, a part is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.following import CheckpointKind
from portal.domain.placement_law import Allowed, PlacementKind
from portal.domain.workflow import ENROLMENT, PLACEMENT, EnrolmentState, Party, PlacementState
from portal.services.agreement.accepting import renew
from portal.services.following.calendar import make_calendar
from portal.services.following.days import happened_on, holds_from, note_change, own_placement
from portal.services.lawful import allow_beyond_ratio, of_part, refuse_full, refuse_unlawful
from portal.services.work import Work
from portal.store import enrolments, following
from portal.store.placements import Placement, PlacementPart

MOST_HOURS = 37


@dataclass(frozen=True)
class Start:
    placement_id: UUID
    version: int
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class ReportAbsence:
    placement_id: UUID
    version: int
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Return:
    placement_id: UUID
    version: int
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Adjust:
    """Other hours, and perhaps other tasks, of one part from a day on."""

    placement_id: UUID
    version: int
    part_id: UUID
    day: date | None
    hours: float
    words: str
    tasks: str = ""


@dataclass(frozen=True)
class Extend:
    placement_id: UUID
    version: int
    until: date | None
    words: str = ""


@dataclass(frozen=True)
class AllowRatio:
    """That hours or weeks may go beyond the ratio."""

    placement_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class AddPart:
    """Løntimer beside what there is: they count neither in the ratio nor in the law's weeks."""

    placement_id: UUID
    version: int
    day: date | None
    hours: float
    tasks: str
    words: str = ""


def start(work: Work, cmd: Start) -> None:
    """The first day has come and somebody confirms it; the case is in placement from then."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    day = happened_on(work, cmd.day, cmd.words, earliest=row.start_on)
    work.move(PLACEMENT, row, "start", subject=row.person_id)
    note_change(work, row, "start", day, cmd.words)
    for one in following.list_undone(work.session, row.id, CheckpointKind.FIRST_DAY):
        one.done_at, one.done_by = work.now, work.actor.user_id
    case = enrolments.for_update(work.session, row.enrolment_id)
    if case.state == EnrolmentState.READY_FOR_MATCH:
        work.move(ENROLMENT, case, "start_placement", subject=row.person_id, party=Party.SYSTEM)


def report_absence(work: Work, cmd: ReportAbsence) -> None:
    """Somebody is ill. Nothing ends by itself because of it."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    day = happened_on(work, cmd.day, cmd.words, earliest=row.start_on)
    work.move(PLACEMENT, row, "report_absence", subject=row.person_id)
    row.absent_since = day
    note_change(work, row, "absence", day, cmd.words)


def return_from_absence(work: Work, cmd: Return) -> None:
    row = own_placement(work, cmd.placement_id, cmd.version)
    day = happened_on(work, cmd.day, cmd.words, earliest=row.absent_since or row.start_on)
    work.move(PLACEMENT, row, "return", subject=row.person_id)
    row.absent_since = None
    note_change(work, row, "return", day, cmd.words)


def adjust(work: Work, cmd: Adjust) -> None:
    """New hours from a day on: later steps of the ladder are left out, because they built on the old ones."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    part = next((one for one in row.parts if one.id == cmd.part_id), None)
    if part is None:
        raise Refused("Vælg, hvilken del af forløbet det gælder.", "part")
    if not cmd.words.strip():
        raise Refused("Skriv, hvad I har aftalt, og hvorfor.", "words")
    day = holds_from(work, cmd.day, cmd.words)
    _within(row, day)
    _sum_of_hours(row, part, cmd.hours, day)
    _room_for_more(work, row, part, cmd.hours, day)
    work.move(PLACEMENT, row, "adjust", subject=row.person_id)
    earlier = [step for step in part.hours_ladder if step["from"] < day.isoformat()]
    if not earlier and day > part.start_on:
        earlier = part.hours_ladder[:1]
    part.hours_ladder = [*earlier, {"from": max(day, part.start_on).isoformat(), "hours": cmd.hours}]
    if cmd.tasks.strip():
        part.tasks = cmd.tasks.strip()
    work.move(PLACEMENT, row, "adjusted", subject=row.person_id)
    note_change(work, row, "adjust", day, cmd.words)
    renew(work, row)
    make_calendar(work, row, row.parts)


def _within(row: Placement, day: date) -> None:
    if day < row.start_on or (row.end_on is not None and day > row.end_on):
        raise Refused("Vælg en dag, der ligger i forløbet.", "day")


def _sum_of_hours(row: Placement, changed: PlacementPart | None, hours: float, day: date) -> None:
    """All parts together are a working week at most."""
    if hours <= 0:
        raise Refused("Skriv, hvor mange timer om ugen. For eksempel 8 eller 7,5.", "hours")
    others = sum(_hours_on(part, day) for part in row.parts if part is not changed)
    if hours + others > MOST_HOURS:
        raise Refused(f"Alle dele må tilsammen højst være {MOST_HOURS} timer om ugen.", "hours")


def _hours_on(part: PlacementPart, day: date) -> float:
    steps = [step["hours"] for step in part.hours_ladder if step["from"] <= day.isoformat()]
    return steps[-1] if steps else 0


def _room_for_more(work: Work, row: Placement, part: PlacementPart, hours: float, day: date) -> None:
    """More hours fill more of the workplace's room; fewer are always all right."""
    day = max(day, part.start_on)
    if hours > _hours_on(part, day):
        refuse_full(work, of_part(work, row, part, last=part.end_on, hours=hours, fills_from=day), "hours")


def extend(work: Work, cmd: Extend) -> None:
    """Longer, as far as the law goes. Where the law leaves it to a person, she gives her reason."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if row.end_on is None:
        raise Refused("Forløbet har ingen slutdato. Det skal ikke forlænges.", "until")
    if cmd.until is None or cmd.until <= row.end_on:
        raise Refused("Vælg en dag, der ligger efter den nuværende sidste dag.", "until")
    for part in row.parts:
        _lawful(work, row, part, cmd.until, cmd.words)
    old_end = row.end_on
    work.move(PLACEMENT, row, "extend", subject=row.person_id)
    row.end_on = cmd.until
    for part in row.parts:
        if part.end_on == old_end:
            part.end_on = cmd.until
    work.move(PLACEMENT, row, "extended", subject=row.person_id)
    note_change(work, row, "extend", old_end + timedelta(days=1), cmd.words)
    renew(work, row)
    make_calendar(work, row, row.parts)


def _lawful(work: Work, row: Placement, part: PlacementPart, until: date, words: str) -> None:
    """The law's weeks and the workplace's room; what the law leaves to a person needs her reason."""
    first = (part.end_on or row.start_on) + timedelta(days=1)
    wish = of_part(work, row, part, last=until, hours=_hours_on(part, first), fills_from=first)
    found = refuse_unlawful(work, wish, "until")
    if found.allowed is Allowed.ASSESS and not words.strip():
        raise Refused(f"{found.text} Skriv din begrundelse.", "words")


def allow_ratio(work: Work, cmd: AllowRatio) -> None:
    """A team leader's word; whoever writes the change down afterwards is somebody else."""
    allow_beyond_ratio(work, own_placement(work, cmd.placement_id, cmd.version), cmd.reason)


def add_part(work: Work, cmd: AddPart) -> None:
    """Paid hours beside the placement: the way from support to wages."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if row.state not in (PlacementState.ACTIVE, PlacementState.READY, PlacementState.PLANNED):
        raise Refused("Forløbet er ikke i gang. Så kan der ikke lægges timer til.", "hours")
    if not cmd.tasks.strip():
        raise Refused("Skriv, hvilke opgaver løntimerne går til.", "tasks")
    day = holds_from(work, cmd.day, cmd.words)
    _within(row, day)
    _sum_of_hours(row, None, cmd.hours, day)
    part = PlacementPart(
        placement_id=row.id,
        kind=PlacementKind.PAID_HOURS,
        tasks=cmd.tasks.strip(),
        hours_ladder=[{"from": day.isoformat(), "hours": cmd.hours}],
        start_on=day,
        end_on=row.end_on,
    )
    row.parts.append(part)
    row.version += 1
    note_change(work, row, "add_part", day, cmd.words)
    work.audit(
        "placement", "add_part", row.id, subject=row.person_id, municipality=row.operating_municipality, hours=cmd.hours
    )
    work.session.flush()
    renew(work, row)
