"""Who may use which route, for every kind of person and every state of what the route is about.

The matrix is made by the guard itself and checked in as `tests/access_matrix.txt`: a change of access is a diff that a
person reads. Write it anew with: UPDATE=1 .venv/bin/pytest tests/house/test_access_matrix.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden

from portal.domain.access import ANONYMOUS, Actor, Permission, Role
from portal.domain.errors import NotFound
from portal.domain.workflow import (
    CompanyState,
    EnrolmentState,
    PlacementState,
    PostingState,
    ProposalState,
    SpecialistProposalState,
    VersionState,
)
from portal.store.complaints import Complaint
from portal.store.health import HealthSupport
from portal.store.transfers import CaseTransfer
from portal.web import pages
from portal.web.pages import Rule
from tests.factories import ANSWERS, Factory, actor
from tests.web.browse import Browse

MATRIX = Path(__file__).resolve().parents[1] / "access_matrix.txt"
REST_OF_URL = {"step": "form", "nr": "1"}
"""What a route with an object may have besides it in its address."""
OTHER_ID = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class World:
    """Everybody who may knock, and one of everything in every state."""

    actors: dict[str, Actor]
    objects: dict[str, dict[str, UUID]]
    """URL parameter → state → id."""


def build_world(session: Session, make: Factory) -> World:
    anna = make.person()
    firm = make.company()
    make.company(cvr="99001380", name="Andet firma")
    colleague = make.company_user(firm, name="Ali Kollega", company_rights=[])
    other_firm = make.company_user(make.company(cvr="99001755", name="Tredje firma"))
    enrolments = {state: make.enrolment(anna, state=state) for state in EnrolmentState}
    posting = make.posting(firm)
    proposals = {
        state: make.proposal(enrolments[EnrolmentState.READY_FOR_MATCH], posting, state=state)
        for state in ProposalState
    }
    companies = {
        state: make.company(cvr=f"9900{2000 + n}", state=state)
        for n, state in enumerate(CompanyState)
        if state != "approved"
    }
    placements = {
        state: make.placement(
            make.proposal(enrolments[EnrolmentState.READY_FOR_MATCH], posting, state="agreement"), state=state
        )
        for state in PlacementState
    }
    postings = {state: make.posting(firm, state=state) for state in PostingState}
    people: dict[str, Actor] = {
        "anonym": ANONYMOUS,
        "borger": actor(make.citizen(anna)),
        "anden-b": actor(make.citizen(make.other_person())),
        "virks": actor(make.company_user(firm)),
        "kollega": actor(colleague),
        "anden-v": actor(other_firm),
        "sagsb-185": actor(make.caseworker()),
        "sagsb-360": actor(make.caseworker("360", "Else Vang")),
    }
    for label, role in (
        ("leder-185", Role.TEAM_LEADER),
        ("kons-185", Role.JOB_CONSULTANT),
        ("vkons-185", Role.COMPANY_CONSULTANT),
        ("ergo-185", Role.OCCUPATIONAL_THERAPIST),
        ("projektl", Role.PROGRAMME_MANAGER),
        ("admin", Role.ADMIN),
    ):
        people[label] = actor(make.user(role, label, municipalities=["185"]))
    advice = {
        state: make.specialist_proposal(enrolments[EnrolmentState.READY_FOR_MATCH], firm.specialists[0], state=state)
        for state in SpecialistProposalState
    }
    helped = make.enrolment(
        make.other_person(), state="admitted", answers=ANSWERS | {"deling": {"health_notes": "yes"}}
    )
    support = HealthSupport(
        operating_municipality="185",
        enrolment_id=helped.id,
        asked_at=make.now,
        worker_id=people["ergo-185"].user_id,
        worker_name="Kirstine Holm",
        taken_at=make.now,
    )
    session.add(support)
    people["syge-360"] = actor(make.user(Role.SOCIAL_NURSE, "syge-360", municipalities=["360"]))
    complaint = Complaint(
        operating_municipality="185",
        enrolment_id=helped.id,
        person_id=helped.person_id,
        words="Jeg er uenig.",
        decided_on=make.now.date(),
        is_late=False,
        at=make.now,
        answer_by=make.now.date(),
    )
    session.add(complaint)
    transfer = CaseTransfer(
        enrolment_id=helped.id,
        person_id=helped.person_id,
        from_municipality="360",
        to_municipality="185",
        home_municipality="185",
        reason="Borgeren flytter.",
        offered_by=people["sagsb-360"].user_id,
        offered_at=make.now,
    )
    session.add(transfer)
    drafts = {state: make.programme_version(state=state) for state in VersionState}
    wording = make.question_version(state=VersionState.DRAFT)
    # Filled in together with the caseworker of 185, as far as it has come: open to her alone.
    enrolments[EnrolmentState.DRAFT].assisted_by = people["sagsb-185"].user_id
    session.commit()

    def ids(rows: dict[Any, Any]) -> dict[str, UUID]:
        return {str(state): row.id for state, row in rows.items()}

    return World(
        people,
        {
            "enrolment_id": ids(enrolments),
            "proposal_id": ids(proposals),
            "specialist_proposal_id": ids(advice),
            "company_id": {"approved": firm.id} | ids(companies),
            "posting_id": ids(postings),
            "placement_id": ids(placements),
            "version_id": ids(drafts),
            "support_id": {"*": support.id},
            "complaint_id": {"*": complaint.id},
            "transfer_id": {"*": transfer.id},
            "wording_id": ids({VersionState.DRAFT: wording}),
            "code": {"fremmed": "senior_advisory_board", "egen": "sick_leave_social_investment"},  # type: ignore[dict-item]
            "user_id": {"*": colleague.id},  # type: ignore[dict-item]
            "run_id": {"*": next(iter(proposals.values())).run_id},
        },
    )


def outcome(app: Flask, session: Session, rule: Rule, actor: Actor, path: str, url: dict[str, Any]) -> str:
    """What the guard says, without running the view."""
    with app.test_request_context("/", base_url="http://127.0.0.1:5000"):
        try:
            if pages._turn_away(actor, rule):
                return "log-på"
            rest = {name: value for name, value in REST_OF_URL.items() if f"<{name}>" in path}
            pages._authorised(session, actor, rule, url | rest)
        except Forbidden:
            return "403"
        except NotFound:
            return "404"
    return "ja"


def routes(app: Flask) -> Iterator[tuple[str, str, str, Rule]]:
    for entry in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, sorted(r.methods or ()))):
        method = "POST" if "POST" in (entry.methods or ()) else "GET"
        yield method, entry.rule, entry.endpoint, app.view_functions[entry.endpoint].rule  # type: ignore[attr-defined]


def matrix(app: Flask, session: Session, world: World) -> list[str]:
    """A line for each route and group of states that are treated alike."""
    names = "".join(f"{name:>10}" for name in world.actors)
    lines = [f"{'metode':7}{'adresse':62}{'tilladelse':20}{names}  tilstande"]
    for method, address, _endpoint, rule in routes(app):
        parameter = next((name for name in world.objects if (f":{name}>" in address or f"<{name}>" in address)), None)
        states = world.objects[parameter] if parameter else {"*": None}
        grouped: dict[tuple[str, ...], list[str]] = {}
        for state, object_id in states.items():
            url = {parameter: object_id} if parameter else {}
            row = tuple(
                outcome(app, session, rule, who, address, url) if parameter or not rule.loader else "egen"
                for who in world.actors.values()
            )
            grouped.setdefault(row, []).append(state)
        for row, alike in grouped.items():
            which = "alle" if len(alike) == len(states) else " ".join(alike)
            cells = "".join(f"{cell:>10}" for cell in row)
            lines.append(f"{method:7}{address:62}{rule.permission:20}{cells}  {which}")
    return lines


def test_check_02_the_access_matrix_is_the_one_checked_in(browse: Browse) -> None:
    with browse.session() as session:
        world = build_world(session, Factory(session, browse.parts.ports.clock.now()))
        found = "\n".join(line.rstrip() for line in matrix(browse.app, session, world)) + "\n"
    if os.environ.get("UPDATE"):
        MATRIX.write_text(found, encoding="utf-8")
    assert found == MATRIX.read_text(encoding="utf-8"), "adgangen er ændret: læs forskellen, og skriv den med UPDATE=1"


def test_check_03_every_permission_is_used_by_a_route(browse: Browse) -> None:
    used = {rule.permission for *_, rule in routes(browse.app)}
    assert used == set(Permission)


def test_check_04_a_foreign_object_looks_exactly_like_one_that_does_not_exist(browse: Browse) -> None:
    with browse.session() as session:
        world = build_world(session, Factory(session, browse.parts.ports.clock.now()))
        for _method, address, _endpoint, rule in routes(browse.app):
            parameter = next(
                (name for name in world.objects if (f":{name}>" in address or f"<{name}>" in address)), None
            )
            if not (parameter and rule.loader):
                continue
            for who in world.actors.values():
                unknown = outcome(browse.app, session, rule, who, address, {parameter: OTHER_ID})
                assert unknown in {"404", "403", "log-på"}, address
                for object_id in world.objects[parameter].values():
                    known = outcome(browse.app, session, rule, who, address, {parameter: object_id})
                    assert known in {"ja", unknown}, f"{address}: {known} mod {unknown}"
