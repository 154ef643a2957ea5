"""The law asked where somebody decides: on a proposal, an agreement, other hours or a longer time. One guard for them all.

A run of the matching may be days old, and the workplace or the person may have changed since. What the tables say no to stays
no. What they leave to an assessment is the caseworker's to assess. A full workplace stops everybody until a team leader gives
her word with a reason; a colleague then decides, so that two people have seen it (`domain.md` B.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

from portal.domain.errors import IllegalMove, Refused
from portal.domain.placement_law import (
    Allowed,
    Benefit,
    Excuse,
    HasEmployer,
    PlacementFinding,
    PlacementKind,
    PlacementQuestion,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    check_placement,
    check_ratio,
    earlier_here,
    needs_net_expansion,
)
from portal.domain.placement_law import Workplace as Unit
from portal.domain.placement_law.tables import RatioRow
from portal.domain.workflow import Party, PlacementState, PostingState
from portal.domain.workflow.proposal import BEFORE_AGREEMENT
from portal.services.matching.people import benefit_since, last_employer
from portal.services.matching.room import net_expansion
from portal.services.work import Work
from portal.services.workplace_room import COUNTING, supported_at
from portal.store import law_facts, placements
from portal.store.companies import Company, Workplace
from portal.store.matches import Proposal
from portal.store.people import Person
from portal.store.placements import Placement, PlacementPart
from portal.store.postings import Posting

Code = TypeVar("Code", bound=StrEnum)
Decided = Posting | Proposal | Placement
WAITS: dict[str, frozenset[str]] = {
    "posting": frozenset({PostingState.SUBMITTED}),
    "proposal": frozenset(BEFORE_AGREEMENT),
    "placement": frozenset(COUNTING) - {PlacementState.ABSENT},
}
"""Where there is still something to decide, and so a word to give."""
NO_NUMBERS = "Antallet af ansatte mangler for stedet. Bed virksomheden om de sidste fire måneder."
ASK = "Vælg en anden dag, eller bed en teamleder om at give lov."
GIVE = "Vælg en anden dag, eller giv lov til det med en grund. Så kan en kollega beslutte det."
TWO = "Du har selv givet lov. Bed en kollega om at beslutte det, så I er to."


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One part of a placement as somebody wants it: for whom, where, what, and for which days."""

    decided: Proposal | Placement
    place: Workplace | None
    kind: str
    first: date
    """The law's weeks count from here."""
    last: date | None
    hours: float
    fills_from: date
    """The first day of what is new; the ratio is asked for it."""
    own_employer: bool = False
    work_code: str = ""
    """The occupation (DISCO-08); the same work again at the same place counts on."""
    excused: frozenset[str] = frozenset()
    """What the plan says excuses from the months on a benefit (LAB § 69)."""

    @property
    def person(self) -> Person:
        return self.decided.person

    @property
    def company(self) -> Company:
        return self.decided.company

    @property
    def weeks(self) -> float | None:
        return ((self.last - self.first).days + 1) / 7 if self.last else None

    @property
    def is_new(self) -> bool:
        """Does the part begin with it? Net expansion is asked then only."""
        return self.fills_from == self.first

    @property
    def itself(self) -> UUID | None:
        """The placement it changes, which is not one of the others."""
        return self.decided.id if isinstance(self.decided, Placement) else None


def of_proposal(work: Work, row: Proposal) -> Wish:
    workplace = work.session.get(Workplace, row.posting.workplace_id) if row.posting.workplace_id else None
    return Wish(
        decided=row,
        place=workplace,
        kind=row.posting.kind,
        first=row.start_on,
        last=row.end_on,
        hours=row.hours,
        fills_from=row.start_on,
        work_code=row.posting.occupation,
        excused=law_facts.excused_of(work.session, row.enrolment_id),
    )


def of_part(
    work: Work, row: Placement, part: PlacementPart, *, last: date | None, hours: float, fills_from: date
) -> Wish:
    """A part with other hours, or with another last day. Without a posting it is a place at one's own employer."""
    return Wish(
        decided=row,
        place=row.workplace,
        kind=part.kind,
        first=part.start_on,
        last=last,
        hours=hours,
        fills_from=fills_from,
        own_employer=row.posting_id is None,
        work_code=work.session.get_one(Posting, row.posting_id).occupation if row.posting_id else "",
        excused=law_facts.excused_of(work.session, row.enrolment_id),
    )


def refuse_unlawful(work: Work, wish: Wish, field: str | None = None) -> PlacementFinding:
    """Raises Refused, with the law's own sentence and its citation, where this may not be; returns what the tables say."""
    question = _question(work, wish)
    found = check_placement(work.house.law, question)
    if found.allowed is Allowed.NO:
        raise Refused(f"{found.text} Det står i {found.citation}.", field)
    if shrinks := _why_no_growth(work, wish, question.benefit):
        raise Refused(shrinks, field)
    refuse_full(work, wish, field)
    return found


def refuse_full(work: Work, wish: Wish, field: str | None = None) -> None:
    """The ratio alone: other hours are the same placement, which the tables have been asked about before."""
    rule = work.house.law.get(RatioRow, wish.fills_from)
    if PlacementKind(wish.kind) not in rule.counted_kinds:
        return
    if wish.place is None or len(wish.place.ordinary_fte) != rule.months:
        raise Refused(NO_NUMBERS, field)
    if full := _why_full(work, wish, wish.place):
        refuse_beyond_ratio(work, wish.decided, full, field)


def refuse_beyond_ratio(work: Work, row: Decided, full: str, field: str | None = None) -> None:
    """Raises Refused with what is needed, unless a team leader has given her word and somebody else decides."""
    if row.ratio_reason and row.ratio_allowed_by != work.actor.user_id:
        _note(work, row, "exceed_ratio", finding=full)
        return
    leads = work.party is Party.TEAM_LEADER
    raise Refused(f"{full} {TWO if row.ratio_reason else GIVE if leads else ASK}", field)


def allow_beyond_ratio(work: Work, row: Decided, reason: str) -> None:
    """A team leader's word that this one may exceed the ratio. The caller holds the row and has seen that it is theirs.

    Raises: IllegalMove (somebody else, or nothing is left to decide), Refused (no reason).
    """
    if work.party is not Party.TEAM_LEADER or row.state not in WAITS[row.__tablename__]:
        raise IllegalMove(row.__tablename__, row.state, "allow_ratio")
    if not reason.strip():
        raise Refused("Skriv, hvorfor det er i orden her.", "reason")
    row.ratio_reason, row.ratio_allowed_by = reason.strip(), work.actor.user_id
    row.version += 1
    _note(work, row, "allow_ratio")


def may_allow(work: Work, noun: str, state: str) -> bool:
    """Is this somebody who could give her word now? For pages that offer it."""
    return work.party is Party.TEAM_LEADER and state in WAITS[noun]


def _question(work: Work, wish: Wish) -> PlacementQuestion:
    facts = wish.person.known_facts or {}
    earlier_weeks, been_here = _earlier_here(work, wish)
    last = last_employer(wish.person.previous_employers)
    return PlacementQuestion(
        on=wish.first,
        kind=PlacementKind(wish.kind),
        benefit=_code(Benefit, facts.get("benefit")) or Benefit.UNKNOWN,
        sector=Sector(wish.company.sector),
        weeks=wish.weeks,
        benefit_since=benefit_since(facts),
        has_employer=_code(HasEmployer, facts.get("has_employer")),
        birth_date=wish.person.birth_date,
        company=Unit(wish.company.cvr, wish.place.p_number if wish.place else None),
        last_employer=Unit(last.cvr, last.p_number) if last else Unit(),
        own_employer=wish.own_employer,
        no_education=Excuse.NO_EDUCATION in wish.excused,
        single_provider=Excuse.SINGLE_PROVIDER in wish.excused,
        earlier_weeks=earlier_weeks,
        been_here=been_here,
    )


def _earlier_here(work: Work, wish: Wish) -> tuple[Fraction, bool]:
    """The weeks of this kind and this work at the workplace before, and whether there was this kind with other work."""
    if wish.place is None:
        return Fraction(0), False
    periods = law_facts.list_periods(work.session, wish.person.id, wish.place.id)
    others = [one for one in periods if one.placement_id != wish.itself]
    return earlier_here(others, wish.kind, wish.work_code, wish.first)


def _code(kind: type[Code], value: object) -> Code | None:
    """The code, where the registers know exactly one."""
    return kind(value) if isinstance(value, str) and value in set(kind) else None


def _why_no_growth(work: Work, wish: Wish, benefit: Benefit) -> str:
    """Why a wage subsidy must wait until the company has grown; empty where nothing stands in the way."""
    law, kind = work.house.law, PlacementKind(wish.kind)
    asked = wish.company.sector == Sector.PRIVATE and needs_net_expansion(law, kind, benefit, wish.first)
    found = net_expansion(law, wish.company, wish.first) if asked and wish.is_new else None
    return f"{found.text} Det står i {found.source}." if found else ""


def _why_full(work: Work, wish: Wish, place: Workplace) -> str:
    """Why the workplace has no room for what is new, with the numbers; empty where it has."""
    others = [one for one in placements.list_supported(work.session, [place.id]) if one.id != wish.itself]
    new = SupportedPlacement(
        kind=PlacementKind(wish.kind),
        hours=wish.hours,
        first_day=wish.fills_from,
        last_day=wish.last,
        own_employer=wish.own_employer,
    )
    question = RatioQuestion(
        on=wish.fills_from, ordinary_fte=tuple(place.ordinary_fte), supported=supported_at(place, others), new=new
    )
    found = check_ratio(work.house.law, question)
    return "" if found.passes else f"{found.text} Det står i {found.citation}."


def _note(work: Work, row: Decided, event: str, **detail: Any) -> None:
    subject = None if isinstance(row, Posting) else row.person_id
    municipality = row.operating_municipality
    work.audit(row.__tablename__, event, row.id, subject=subject, municipality=municipality, **detail)
