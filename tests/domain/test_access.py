"""The policy: every permission has a row, every predicate is pure, and the rows say what the prose says."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from portal.domain import access
from portal.domain.access import (
    ANONYMOUS,
    POLICY,
    STAFF_ROLES,
    Actor,
    CompanyRight,
    Permission,
    Role,
    permits,
    permits_place,
)

ANNA, FIRM = uuid4(), uuid4()


@dataclass(frozen=True)
class Case:
    person_id: UUID = ANNA
    company_id: UUID = FIRM
    operating_municipality: str = "185"
    is_with_company: bool = False
    is_with_citizen: bool = False


OWNER = Actor(uuid4(), "Anna", Role.CITIZEN, person_id=ANNA)
STRANGER = Actor(uuid4(), "Bo", Role.CITIZEN, person_id=uuid4())
MEMBER = Actor(uuid4(), "Firma", Role.COMPANY_USER, company_id=FIRM, rights=frozenset({CompanyRight.CANDIDATES}))
COLLEAGUE = Actor(uuid4(), "Kollega", Role.COMPANY_USER, company_id=FIRM)
OTHER_FIRM = Actor(
    uuid4(), "Andet", Role.COMPANY_USER, company_id=uuid4(), rights=frozenset({CompanyRight.ADMINISTRATE})
)
CASEWORKER = Actor(uuid4(), "Mette", Role.CASEWORKER, municipalities=frozenset({"185"}))
ELSEWHERE = Actor(uuid4(), "Pia", Role.CASEWORKER, municipalities=frozenset({"550"}))


def test_check_03_every_permission_has_a_row() -> None:
    assert set(POLICY) == set(Permission)
    assert all(rows and all(rows) for rows in POLICY.values())


def test_check_03_the_policy_imports_only_the_standard_library_and_itself() -> None:
    for path in Path(inspect.getfile(access)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in {
                    "__future__", "collections", "dataclasses", "datetime", "enum", "typing", "uuid", "portal",
                }  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "expected"),
    [(OWNER, True), (STRANGER, False), (MEMBER, False), (CASEWORKER, False), (ANONYMOUS, False)],
)
def test_an_enrolment_of_ones_own(actor: Actor, expected: bool) -> None:
    assert permits(actor, Permission.ENROLMENT_OWN, Case()) is expected


@pytest.mark.parametrize(
    ("actor", "expected"),
    [(CASEWORKER, True), (ELSEWHERE, False), (OWNER, False), (MEMBER, False), (ANONYMOUS, False)],
)
def test_a_case_belongs_to_its_operating_municipality(actor: Actor, expected: bool) -> None:
    assert permits(actor, Permission.ENROLMENT_REVIEW, Case()) is expected


def test_a_citizen_sees_a_proposal_only_when_it_was_sent() -> None:
    assert not permits(OWNER, Permission.PROPOSAL_ANSWER, Case())
    assert permits(OWNER, Permission.PROPOSAL_ANSWER, Case(is_with_citizen=True))
    assert not permits(STRANGER, Permission.PROPOSAL_ANSWER, Case(is_with_citizen=True))


def test_a_company_sees_a_candidate_only_after_the_citizens_yes() -> None:
    assert not permits(MEMBER, Permission.CANDIDATE_ANSWER, Case())
    assert permits(MEMBER, Permission.CANDIDATE_ANSWER, Case(is_with_company=True))
    assert not permits(OTHER_FIRM, Permission.CANDIDATE_ANSWER, Case(is_with_company=True))
    assert not permits(COLLEAGUE, Permission.CANDIDATE_ANSWER, Case(is_with_company=True))


def test_a_company_decides_who_does_what() -> None:
    runs = Actor(uuid4(), "Leder", Role.COMPANY_USER, company_id=FIRM, rights=frozenset({CompanyRight.ADMINISTRATE}))
    for permission in (Permission.POSTING_OWN, Permission.PLACEMENT_HOST, Permission.COMPANY_USER):
        assert permits(runs, permission, Case())
        assert not permits(COLLEAGUE, permission, Case())
    assert not permits(MEMBER, Permission.POSTING_OWN, Case())
    assert permits(COLLEAGUE, Permission.COMPANY_SEE)
    assert not permits(COLLEAGUE, Permission.COMPANY_REGISTER)
    assert permits(Actor(uuid4(), "Ny", Role.COMPANY_USER), Permission.COMPANY_REGISTER)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PROGRAMME_MANAGER, Role.OCCUPATIONAL_THERAPIST, Role.SOCIAL_NURSE])
def test_who_is_not_a_case_worker_sees_no_case(role: Role) -> None:
    actor = Actor(uuid4(), "X", role, municipalities=frozenset({"185"}))
    private = [p for p in Permission if p.split(":")[0] in {"enrolment", "plan", "proposal", "candidate", "staff"}]
    assert not any(permits(actor, p, Case(is_with_citizen=True, is_with_company=True)) for p in private)


def test_a_place_is_told_from_a_case() -> None:
    assert permits_place(ELSEWHERE, Permission.ENROLMENT_REVIEW)
    assert not permits_place(OWNER, Permission.ENROLMENT_REVIEW)
    assert not permits_place(ANONYMOUS, Permission.MY_PAGE)
    assert {Role.CASEWORKER, Role.TEAM_LEADER} <= STAFF_ROLES
