"""A state machine as a table: what may happen, from where, to where, by whom. Not listed means not allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import IllegalMove


class Party(StrEnum):
    """Who can make a move happen."""

    CITIZEN = "citizen"
    COMPANY = "company"
    CASEWORKER = "caseworker"
    TEAM_LEADER = "team_leader"
    HEALTH = "health"
    PROGRAMME_MANAGER = "programme_manager"
    SYSTEM = "system"


PREVIOUS = "previous"
"""Stands for "the state before": a pause and a withdrawal that is undone lead back to it."""


@dataclass(frozen=True)
class Move:
    """One line of a table."""

    event: str
    sources: frozenset[str]
    target: str
    who: frozenset[Party]


def move(event: str, sources: str | Iterable[str], target: str, *who: Party) -> Move:
    """One line of a table, from one or several states."""
    many = (sources,) if isinstance(sources, str) else tuple(sources)
    return Move(event, frozenset(str(s) for s in many), str(target), frozenset(who))


@dataclass(frozen=True)
class Machine:
    """A named table over the states of one noun."""

    name: str
    states: type[StrEnum]
    moves: tuple[Move, ...]

    def next(self, state: str, event: str, previous: str | None = None) -> str:
        """The state `event` leads to; raises IllegalMove when the table does not list it."""
        for line in self.moves:
            if line.event == event and state in line.sources:
                if line.target == PREVIOUS:
                    if previous is None:
                        raise IllegalMove(self.name, state, event)
                    return self.states(previous)
                return self.states(line.target)
        raise IllegalMove(self.name, state, event)

    def allows(self, state: str, event: str, party: Party | None = None) -> bool:
        """May `event` happen now, by this party if one is given? Pages ask this before they show a button."""
        return any(
            line.event == event and state in line.sources and (party is None or party in line.who)
            for line in self.moves
        )

    def events(self, state: str, party: Party) -> tuple[str, ...]:
        """Everything this party may do from this state, in the order of the table."""
        return tuple(line.event for line in self.moves if state in line.sources and party in line.who)

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)
