"""When a workplace has room for one more: "Plads til én mere fra 7. december"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .kinds import PlacementKind
from .questions import SupportedPlacement
from .ratio import is_exempt_at_own_employer, limit_for, mean_fte, share_of, used_on
from .tables import LawTables, RatioRow
from .wording import Exact, danish_date, sentence_case


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadroomQuestion:
    """One more of a kind, so many hours a week, no earlier than `on`. `today` only chooses the words; None: it is `on`."""

    on: date
    today: date | None = None
    kind: PlacementKind
    hours: Exact
    ordinary_fte: tuple[Exact, ...]
    supported: tuple[SupportedPlacement, ...] = ()
    own_employer: bool = False


@dataclass(frozen=True, slots=True)
class HeadroomFinding:
    """The first day one more may start, if any, and how many such placements may start that day (None: without limit)."""

    first_day: date | None
    places: int | None
    text: str
    citation: str
    source: str


def headroom(law: LawTables, question: HeadroomQuestion) -> HeadroomFinding:
    """The first day on which one more would pass the ratio (BAB §§ 65 and 83), with the employees and placements known today.

    Room only comes when a placement ends, so the days to try are the first one and the day after each end.
    """
    row = law.get(RatioRow, question.on)
    limit = limit_for(row, mean_fte(question.ordinary_fte, row.months))
    new = _one_more(question)
    share = share_of(row, new)
    label = question.kind.label
    if share == 0 or (question.own_employer and is_exempt_at_own_employer(row, question.kind)):
        text = f"{sentence_case(label)} kan begynde uden at vente på en plads."
        return HeadroomFinding(question.on, None, text, row.citation, row.source)
    for day in _days_to_try(question):
        room = limit - used_on(row, question.supported, day)
        if share <= room:
            places = int(room / share)
            return HeadroomFinding(
                day, places, _room(places, day, question.today or question.on), row.citation, row.source
            )
    return HeadroomFinding(None, 0, _no_room(share, limit, label), row.citation, row.source)


def _one_more(question: HeadroomQuestion) -> SupportedPlacement:
    return SupportedPlacement(
        kind=question.kind, hours=question.hours, first_day=question.on, own_employer=question.own_employer
    )


def _days_to_try(question: HeadroomQuestion) -> Iterator[date]:
    ends = {p.last_day for p in question.supported if p.last_day and question.on <= p.last_day < date.max}
    yield question.on
    yield from (day + timedelta(days=1) for day in sorted(ends))


def _room(places: int, day: date, today: date) -> str:
    count = "én" if places == 1 else str(places)
    if day == today:
        return f"Plads til {count} mere nu."
    return f"Plads til {count} mere fra {danish_date(day, with_year=day.year != today.year)}."


def _no_room(share: Fraction, limit: int, label: str) -> str:
    if share > limit:
        return f"Der er ikke plads til {label} med så mange timer. Prøv med færre timer."
    return "Der er ikke plads til flere, så længe de nuværende pladser er i brug."
