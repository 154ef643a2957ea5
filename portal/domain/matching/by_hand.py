"""What a change by hand does to the others: the best answer with that pair fixed, set beside the old one.

Everybody else is placed anew, as well as can be and with as few moves as possible, so that the difference is the
change's own cost and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.matching.engine import compute
from portal.domain.matching.model import Instance, Keep
from portal.domain.matching.result import Result
from portal.domain.matching.sentences import count


@dataclass(frozen=True, slots=True)
class Move:
    """One person whose place would be another; None is no place, with 0 points."""

    citizen_id: str
    from_place: str | None
    to_place: str | None
    points_before: int
    points_after: int

    @property
    def loses(self) -> bool:
        """The person would be worse off."""
        return self.points_after < self.points_before or (self.to_place is None and self.from_place is not None)


@dataclass(frozen=True, slots=True)
class ByHand:
    """The cost of a change by hand: people and points over all, and everybody who would move, by id.

    `possible` is false where a limit of the pair fails; then nothing else is filled in.
    """

    possible: bool
    failed: tuple[str, ...]
    matched_change: int
    points_change: int
    moves: tuple[Move, ...]
    sentences: tuple[str, ...]


def if_changed_by_hand(instance: Instance, result: Result, citizen_id: str, place_id: str) -> ByHand:
    """Who would lose if this citizen got this place, in words and points.

    The pairs the run kept stay kept. Raises Refusal where they already fill the place, and KeyError for unknown ids.
    """
    if place_id not in {place.id for place in instance.places}:
        raise KeyError(place_id)
    kept = [pair for pair in instance.keep if pair.citizen_id != citizen_id]
    before = {pair.citizen_id: (pair.place_id, pair.points) for pair in result.pairs}
    forced = replace(instance, keep=(*kept, Keep(citizen_id, place_id)))
    run = compute(forced, {citizen: place for citizen, (place, _) in before.items()})
    for pair, limits in run.dropped:
        if pair.citizen_id == citizen_id:
            return ByHand(False, limits, 0, 0, (), ("Parret kan ikke lade sig gøre.",))
    points = run.points()
    after = {
        run.columns.citizens[i].id: (run.columns.places[j].id, int(points[i]))
        for i, j in enumerate(run.chosen)
        if j >= 0
    }
    nobody: tuple[str | None, int] = (None, 0)
    moves = tuple(
        Move(
            who,
            before.get(who, nobody)[0],
            after.get(who, nobody)[0],
            before.get(who, nobody)[1],
            after.get(who, nobody)[1],
        )
        for who in sorted(before.keys() | after.keys())
        if before.get(who, nobody)[0] != after.get(who, nobody)[0]
    )
    change = sum(p for _, p in after.values()) - result.total
    matched = len(after) - result.matched
    return ByHand(True, (), matched, change, moves, _told(citizen_id, matched, change, moves))


def _told(citizen_id: str, matched: int, change: int, moves: tuple[Move, ...]) -> tuple[str, ...]:
    """The sum first, then the others who would lose and gain."""
    others = [move for move in moves if move.citizen_id != citizen_id]
    losing = [move for move in others if move.loses]
    without = sum(move.to_place is None for move in losing)
    sentences = []
    if not others:
        sentences.append("Ingen andre skifter plads.")
    else:
        sentences.append(f"{count(len(others), 'anden', 'andre')} skifter plads. {len(losing)} får det dårligere.")
    if without:
        sentences.append(f"{count(without, 'person', 'personer')} mister sin plads.")
    if matched:
        more = "flere" if matched > 0 else "færre"
        sentences.append(f"I alt får {abs(matched)} {more} en plads.")
    sentences.append(f"I alt {'+' if change > 0 else '−' if change < 0 else ''}{abs(change)} point.")
    return tuple(sentences)
