"""The companies of the demo that have registered, and their places."""

from __future__ import annotations

from datetime import time
from typing import Any

from portal.adapters.demo_people.stage import Stage, phone, read
from portal.domain.access import CompanyRight
from portal.domain.workflow import COMPANY, POSTING, CompanyState, PostingState
from portal.services.approval import (
    ApproveCompany,
    ApprovePosting,
    AskCompany,
    approve_company,
    approve_posting,
    ask_company,
)
from portal.services.company_users import Invite, invite
from portal.services.posting import STEPS
from portal.services.registration import OpenCompany, open_company
from portal.store import companies
from portal.store.companies import Company, Specialist
from portal.store.postings import Posting

REGISTERED = 70
"""Working days ago that the approved companies came; those who still wait came these days ago."""
STILL_WAITING = {"submitted": 2, "awaiting_company": 6}
COPIED = ("kind", "title", "occupation", "tasks")


def load_companies(stage: Stage) -> None:
    for row in read("companies.toml")["company"]:
        if "state" in row:
            stage.companies[row["key"]] = _register(stage, row)


def _register(stage: Stage, row: dict[str, Any]) -> Company:
    """The company's user opens it from the register, tells of it and sends it; the municipality answers."""
    days_ago = STILL_WAITING.get(row["state"], REGISTERED)
    user = f"virksomhed-{row['key']}"
    work = stage.work(days_ago, user, time(9, 15))
    company_id = open_company(work, OpenCompany(row["cvr"]))
    company = companies.for_update(stage.session, company_id)
    _tell(company, row)
    company.safety_read_at = work.now
    company.contact_user_id = stage.users[row["adviser"]].id
    work = stage.work(days_ago, user, time(9, 30))
    work.move(COMPANY, company, "submit")
    company.submitted_at = work.now
    _decide(stage, company, row, days_ago - 1)
    if "colleague" in row:
        _let_in(stage, company, row)
    stage.session.flush()
    return company


def _let_in(stage: Stage, company: Company, row: dict[str, Any]) -> None:
    """A colleague who has said yes to her invitation, and one who has not answered yet."""
    colleague = stage.users[f"virksomhed-{row['key']}-kollega"]
    colleague.company_id, colleague.company_rights = company.id, [CompanyRight.POSTINGS]
    work = stage.work(3, f"virksomhed-{row['key']}", time(14))
    invite(work, Invite(row["invited"], frozenset({CompanyRight.POSTINGS, CompanyRight.CANDIDATES}), "{code}"))


def _tell(company: Company, row: dict[str, Any]) -> None:
    """The numbers behind the ratio rule, the employees' representative, and those who receive people."""
    place = company.workplaces[0]
    place.ordinary_fte, company.monthly_fte = row["ordinary_fte"], row["monthly_fte"]
    representative = row.get("representative", {})
    place.representative_name = representative.get("name", "")
    place.representative_email = representative.get("email", "")
    company.specialists = [
        Specialist(**{**one, "phone": phone(one["phone"])}, active=True) for one in row["specialist"]
    ]


def _decide(stage: Stage, company: Company, row: dict[str, Any], days_ago: int) -> None:
    work = stage.work(days_ago, row["adviser"], time(11, 20))
    stage.session.flush()
    if row["state"] == CompanyState.APPROVED:
        approve_company(work, ApproveCompany(company.id, company.version))
    elif row["state"] == CompanyState.AWAITING_COMPANY:
        ask_company(work, AskCompany(company.id, company.version, row["question"]))


def load_postings(stage: Stage) -> None:
    for row in read("postings.toml")["posting"]:
        stage.postings[row["key"]] = _post(stage, row)


def _post(stage: Stage, row: dict[str, Any]) -> Posting:
    """The company writes a place and sends it; its adviser opens it."""
    company, state = stage.companies[row["company"]], row.get("state", PostingState.OPEN)
    user = f"virksomhed-{row['company']}"
    work = stage.work(row["opened"] + 1, user, time(13, 5))
    posting = _written(stage, row, company)
    posting.created_at = posting.updated_at = work.now
    stage.session.add(posting)
    stage.session.flush()
    work.audit("posting", "begin", posting.id, municipality=posting.operating_municipality)
    if state == PostingState.DRAFT:
        return posting
    work = stage.work(row["opened"] + 1, user, time(13, 20))
    work.move(POSTING, posting, "submit")
    posting.submitted_at = work.now
    if state != PostingState.SUBMITTED:
        _open(stage, posting, row)
    if state == PostingState.PAUSED:
        stage.work(4, user, time(15)).move(POSTING, posting, "pause")
    return posting


def _written(stage: Stage, row: dict[str, Any], company: Company) -> Posting:
    is_draft = row.get("state") == PostingState.DRAFT
    hours_min, hours_max = row["hours"]
    start_from, start_to = map(stage.calendar.in_weeks, row["start"])
    return Posting(
        **{name: row[name] for name in COPIED},
        company=company,
        workplace=company.workplaces[0],
        specialist=company.specialists[0],
        operating_municipality=company.operating_municipality,
        state=PostingState.DRAFT,
        version=1,
        competences_must=row.get("competences_must", []),
        competences_nice=row.get("competences_nice", []),
        hours_min=hours_min,
        hours_max=hours_max,
        weeks=row.get("weeks"),
        start_from=start_from,
        start_to=start_to,
        working_times=row["times"],
        demands=row.get("demands", {}),
        offers=row.get("offers", []),
        places=row.get("places", 1),
        steps_done=list(STEPS[:2] if is_draft else STEPS),
    )


def _open(stage: Stage, posting: Posting, row: dict[str, Any]) -> None:
    adviser = next(one for one in read("companies.toml")["company"] if one["key"] == row["company"])["adviser"]
    work = stage.work(row["opened"], adviser, time(9, 40))
    approve_posting(work, ApprovePosting(posting.id, posting.version))
