"""The blueprint of the company's pages, and what all of them need: the company the user acts for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for

from portal.domain.errors import Refused
from portal.services.work import Work
from portal.store import companies
from portal.store.companies import CompanyRecord
from portal.web.forms import PortalForm
from portal.web.pages import Pages

employer = Pages("employer", __name__)


def own_company(work: Work) -> CompanyRecord | None:
    """The company the user acts for, if it is registered: read from the account at every request."""
    return companies.get(work.session, work.actor.company_id) if work.actor.company_id else None


def with_company(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the user's own company; who has none yet is led to the registration."""

    @functools.wraps(view)
    def guarded(work: Work, *arguments: Any) -> Any:
        company = own_company(work)
        if company is None:
            return redirect(url_for("employer.register"), 303 if request.method == "POST" else 302)
        return view(work, company, *arguments)

    return guarded


def seen_version() -> int:
    """The version the form was shown with."""
    return request.form.get("version", 0, type=int)


def tried(form: PortalForm, verb: Callable[[], Any]) -> bool:
    """Do it when the form holds; a rule's no is shown at its field. False means: show the form again."""
    if not form.validate():
        return False
    try:
        verb()
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return False
    return True
