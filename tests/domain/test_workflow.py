"""The state machines: every pair of state and event is either in the table or refused."""

from __future__ import annotations

import itertools

import pytest

from portal.domain.errors import IllegalMove
from portal.domain.workflow import ENROLMENT, MACHINES, PREVIOUS, PROPOSAL, Machine, Party, ProposalState
from portal.domain.workflow.proposal import BEFORE_AGREEMENT, NAMES_SHOWN, OVER, WITH_COMPANY

ALL = [
    (machine, state, event)
    for machine in MACHINES
    for state, event in itertools.product(machine.states, sorted({m.event for m in machine.moves}))
]


@pytest.mark.parametrize(("machine", "state", "event"), ALL, ids=lambda value: getattr(value, "name", str(value)))
def test_a_move_is_listed_or_illegal(machine: Machine, state: str, event: str) -> None:
    listed = [m for m in machine.moves if m.event == event and state in m.sources]
    assert len(listed) <= 1, "one event leads to one place"
    if not listed:
        with pytest.raises(IllegalMove):
            machine.next(state, event)
    elif listed[0].target == PREVIOUS:
        assert machine.next(state, event, previous="admitted") == "admitted"
        with pytest.raises(IllegalMove):
            machine.next(state, event)
    else:
        assert machine.next(state, event) == listed[0].target


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: m.name)
def test_every_state_can_be_reached_and_left_or_is_an_end(machine: Machine) -> None:
    targets = {m.target for m in machine.moves} - {PREVIOUS}
    sources = set().union(*(m.sources for m in machine.moves))
    first = next(iter(machine.states))
    assert set(machine.states) - targets - {first} == set()
    ends = set(machine.states) - sources
    assert ends <= {
        *("closed", "deleted", "ended", "rejected", "cancelled", "discarded", "stale"),
        *("accepted", "declined", "settled", "recalled"),
        *("citizen_no", "citizen_expired", "company_no", "company_expired", "agreement"),
    } | {"citizen_expired", "company_expired"}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: m.name)
def test_buttons_are_the_moves_of_the_party(machine: Machine) -> None:
    for state, party in itertools.product(machine.states, Party):
        for event in machine.events(state, party):
            assert machine.allows(state, event, party)


def test_no_machine_refuses_a_person_by_itself() -> None:
    """Only a named person refuses: the system has no move to a refusal, and the caseworker alone cannot."""
    refusing = [m for m in ENROLMENT if m.target == "refused"]
    assert refusing
    assert all(m.who == {Party.TEAM_LEADER} for m in refusing)


def test_withdrawing_is_the_citizens_own() -> None:
    assert [m.who for m in ENROLMENT if m.event == "withdraw"] == [frozenset({Party.CITIZEN})]


def test_a_company_sees_nothing_before_the_citizen_has_said_yes() -> None:
    before = {ProposalState.COMPUTED, ProposalState.APPROVED, ProposalState.SENT_TO_CITIZEN, ProposalState.CITIZEN_YES}
    assert not before & WITH_COMPANY
    assert NAMES_SHOWN <= WITH_COMPANY
    assert ProposalState.SENT_TO_COMPANY not in NAMES_SHOWN


def test_only_a_person_approves_a_proposal() -> None:
    assert [m.who for m in PROPOSAL if m.event == "approve"] == [frozenset({Party.CASEWORKER})]
    assert set(ProposalState) == OVER | BEFORE_AGREEMENT
