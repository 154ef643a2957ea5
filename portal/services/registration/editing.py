"""What every change of a company's registration shares: whose it is, that nobody else changed it, and the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import COMPANY, CompanyState
from portal.services.work import Work
from portal.store import companies
from portal.store.companies import Company

OVER = frozenset({CompanyState.REJECTED, CompanyState.ENDED})
OVER_TEXT = "Virksomheden er ikke længere med. Ring til os, hvis I vil begynde igen."

Row = TypeVar("Row")


def own_company(work: Work, version: int) -> Company:
    """The actor's own company, locked, as it was when the form was shown, and still part of the portal."""
    if work.actor.company_id is None:
        raise NotFound
    company = companies.for_update(work.session, work.actor.company_id)
    company.expect(version)
    if company.state in OVER:
        raise Refused(OVER_TEXT)
    return company


def changed(work: Work, company: Company, event: str) -> None:
    """Count the version up and leave a trail; new numbers of an approved company are a move of their own."""
    if event == "save_numbers" and company.state == CompanyState.APPROVED:
        work.move(COMPANY, company, "confirm_numbers")
        return
    company.version += 1
    company.updated_at = work.now
    work.audit("company", event, company.id, municipality=company.operating_municipality)


def the_one(rows: Iterable[Row]) -> Row:
    """The first of the rows; NotFound when there is none."""
    for row in rows:
        return row
    raise NotFound
