"""The time machine: today's enrolled and waiting people by the rules of another version on another day.

Everybody is read once, judged, counted and forgotten. Nothing is written, on the people or anywhere else: the verdict they
were given when they enrolled stays what it is (`design.md` 1.4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID

from portal.domain.access import CASE_ROLES
from portal.domain.eligibility import Programme, Result, facts_from_dict
from portal.domain.eligibility.comparison import Cause, Comparison, Difference
from portal.domain.errors import Refused
from portal.domain.small_numbers import FEWEST, Shown, around, band
from portal.domain.workflow import EnrolmentState
from portal.programmes import InvalidFile
from portal.services.enrolment.facts import known_facts
from portal.services.programme_version import list_choices, parsed
from portal.services.work import Work
from portal.store import judging
from portal.store.judging import PersonToJudge
from portal.store.programme_versions import VersionRecord

LISTED = 200
"""So many of those who change are kept to be named; all of them are counted."""
STEP = 10_000
"""People between two words on how far it has come."""
INSIDE = frozenset(
    {EnrolmentState.ADMITTED, EnrolmentState.READY_FOR_MATCH, EnrolmentState.IN_PLACEMENT, EnrolmentState.PAUSED}
)

Progress = Callable[[int], None]
Move = tuple[Result, Result]
MOVES: tuple[Move, ...] = tuple((before, after) for before, after in product(Result, Result) if before is not after)


@dataclass(frozen=True)
class Travel:
    """By which rules, on which day. The programme now is the one with the same code that counts today."""

    future: Programme
    day: date


@dataclass(frozen=True)
class Future:
    """Rules that can be tried: those of today, or a stored version with its number and first day."""

    key: str
    programme: Programme
    number: int | None = None
    valid_from: date | None = None
    published: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody who would be judged differently."""

    enrolment_id: UUID
    inside: bool
    difference: Difference
    name: str = ""
    home_municipality: str = ""


@dataclass
class Tally:
    """The counting: how many there are, how many change, which way, why, and by which criterion."""

    people: int = 0
    inside: int = 0
    moves: Counter[Move] = field(default_factory=Counter)
    causes: Counter[Cause] = field(default_factory=Counter)
    criteria: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        return self.moves.total()

    def add(self, is_inside: bool, difference: Difference | None) -> None:
        """One more person."""
        self.people += 1
        self.inside += is_inside
        if difference is not None:
            self.moves[difference.before, difference.after] += 1
            self.causes[difference.cause] += 1
            self.criteria.update({reason.criterion: 1 for reason in difference.reasons})


@dataclass(frozen=True)
class Told:
    """A tally to somebody who does not work with the cases: bands of five, and nothing of fewer.

    Rules and day can be asked for as often as one likes, so that also a number going up by one would tell of somebody.
    """

    people: Shown
    changed: Shown
    moves: Mapping[Move, Shown]
    """The ways that at least five go."""
    criteria: tuple[str, ...]
    """What changes the answer for at least five, most people first."""


@dataclass(frozen=True)
class Report:
    """What the journey showed. `own` is told to those who work with the cases, `own_told` to those who do not."""

    now: Programme
    then: Programme
    today: date
    day: date
    leads: bool
    elsewhere: Told | None = None
    """The programme's other municipalities, for those who lead it and ask for a day on which it may be told."""
    own: Tally | None = None
    """The cases that the actor's municipalities run."""
    own_told: Told | None = None
    listed: tuple[Changed, ...] = ()
    """The first of those who change in the actor's own municipalities."""


def told(tally: Tally) -> Told:
    bands = {move: band(tally.moves[move]) for move in MOVES}
    return Told(
        people=band(tally.people),
        changed=around(tuple(bands.values()), tally.changed),
        moves={move: shown for move, shown in bands.items() if shown.low},
        criteria=tuple(name for name, number in tally.criteria.most_common() if number >= FEWEST),
    )


def sees_people(work: Work) -> bool:
    """Names and exact numbers are for those who work with the cases."""
    return work.actor.role in CASE_ROLES


def futures(work: Work) -> list[Future]:
    """What can be tried, programme by programme: today's rules (what time alone does), and versions that may come.

    Drafts are tried by the municipality that leads the programme only; one that cannot be read yet is left out.
    """
    upcoming, drafts = list_choices(work)
    own = [record for record in drafts if record.lead_municipality in work.actor.municipalities]
    found = []
    for programme in work.house.programmes:
        found.append(Future(programme.code, programme))
        versions = [record for record in (*upcoming, *own) if record.code == programme.code]
        found.extend(filter(None, (_future(work, record, record in upcoming) for record in versions)))
    return found


def _future(work: Work, record: VersionRecord, published: bool) -> Future | None:
    try:
        programme = parsed(record, work.house.demo)
    except InvalidFile:
        return None
    return Future(str(record.id), programme, record.number, record.valid_from, published)


def may_be_told(day: date) -> bool:
    """Numbers about people one does not work with are told for the first of a month: day by day, birthdays show."""
    return day.day == 1


def first_told(day: date) -> date:
    """The first such day from this one on."""
    return day if may_be_told(day) else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def travel(work: Work, cmd: Travel, progress: Progress | None = None) -> Report:
    """Judge everybody in the programme, or on the way in, as today's rules do today and as the others would that day."""
    if cmd.day < work.today:
        raise Refused("Vælg i dag eller en dag, der kommer.", "day")
    if not sees_people(work) and not may_be_told(cmd.day):
        raise Refused("Vælg den første i en måned. Fra dag til dag kunne tallene vise, hvem det er.", "day")
    now = work.house.programme(cmd.future.code)
    own = work.actor.municipalities
    leads = now.lead_municipality in own
    everybody = judging.stream(work.session, now.code, None if leads else own)
    people = (one for one in everybody if one.person_id not in work.actor.related)
    comparison = Comparison(now, cmd.future, work.today, cmd.day)
    mine, others, listed = judge_everybody(people, comparison, own, progress)
    elsewhere = told(others) if leads and may_be_told(cmd.day) else None
    report = Report(now, cmd.future, work.today, cmd.day, leads, elsewhere)
    if not sees_people(work):
        return replace(report, own_told=told(mine))
    names = judging.names_of(work.session, [one.enrolment_id for one in listed], own)
    return replace(report, own=mine, listed=tuple(_named(listed, names)))


def judge_everybody(
    people: Iterable[PersonToJudge], comparison: Comparison, own: frozenset[str], progress: Progress | None = None
) -> tuple[Tally, Tally, list[Changed]]:
    """The tally of one's own and of all others, and the first of one's own who change. Memory does not grow."""
    mine, others, listed = Tally(), Tally(), []
    for number, person in enumerate(people, 1):
        difference = comparison.difference(facts_from_dict(known_facts(person, person.answers or {})))
        is_inside = person.state in INSIDE
        is_own = person.operating_municipality in own
        (mine if is_own else others).add(is_inside, difference)
        if is_own and difference is not None and len(listed) < LISTED:
            listed.append(Changed(person.enrolment_id, is_inside, difference))
        if progress is not None and number % STEP == 0:
            progress(number)
    return mine, others, listed


def _named(listed: Iterable[Changed], names: dict[UUID, judging.Named]) -> Iterable[Changed]:
    for one in listed:
        who = names[one.enrolment_id]
        yield Changed(one.enrolment_id, one.inside, one.difference, who.name, who.home_municipality)
