"""Stopping: what happens to postings, candidates and placements, and why the company stops (V18)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.workflow import CompanyState
from portal.services import registration as service
from portal.services.work import Work
from portal.store import companies
from portal.store.companies import CompanyRecord
from portal.web.employer.blueprint import employer, seen_version, tried, with_company
from portal.web.employer.fields import radios, words
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render


class LeaveForm(PortalForm):
    reason = radios(_("Hvorfor stopper I?"), service.LEAVE_REASONS, _("Kommunen læser det. Borgerne ser det ikke."))
    words = words(_("Vil I skrive lidt mere?"), hint=_("Skriv ikke navne."), limit=500)


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    form: FormView
    version: int
    follows: tuple[str, ...]


@employer.page("/virksomhed/profil/stop", allow=Permission.COMPANY_LEAVE, queries=9)
@with_company
def show_leaving(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    if company.state not in service.MAY_LEAVE:
        return redirect(url_for("employer.show_profile"))
    return _page(work, company, filled(LeaveForm))


@employer.action("/virksomhed/profil/stop", allow=Permission.COMPANY_LEAVE)
@with_company
def leave_portal(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    form = filled(LeaveForm)
    command = service.Leave(seen_version(), form.reason.data or "", form.words.data or "")
    if not tried(form, lambda: service.leave(work, command)):
        return _page(work, company, form, 422)
    ended = companies.for_update(work.session, company.id).state == CompanyState.ENDED
    done = _("Samarbejdet er stoppet. Tak for det, I har givet.")
    waits = _("Tak. Vi foreslår ikke flere kandidater. Jeres kontakt ringer om det, der er aftalt.")
    flash(done if ended else waits, "success")
    return redirect(url_for("employer.show_overview"), 303)


def _page(work: Work, company: CompanyRecord, form: LeaveForm, status: int = 200) -> tuple[str, int]:
    page = LeavePage(
        title=_("Stop samarbejdet"),
        form=form.view(),
        version=company.version,
        follows=_follows(work, company),
    )
    return render("employer/company/leave.html", page, status)


def _follows(work: Work, company: CompanyRecord) -> tuple[str, ...]:
    """What happens, in the company's own numbers."""
    touched = service.affected(work, company.id)
    sentences = [
        ngettext("%(num)s opslag bliver lukket.", "%(num)s opslag bliver lukket.", touched.postings)
        if touched.postings
        else "",
        ngettext(
            "%(num)s kandidat venter på jeres svar og får venligt besked.",
            "%(num)s kandidater venter på jeres svar og får venligt besked.",
            touched.asked,
        )
        if touched.asked
        else "",
        _("Andre, vi har spurgt, får besked. Det siger ikke noget om dem, og det skriver vi."),
        ngettext(
            "%(num)s møde eller forløb er aftalt. Det fortsætter, til I har talt om det med jeres kontakt.",
            "%(num)s møder eller forløb er aftalt. De fortsætter, til I har talt om dem med jeres kontakt.",
            touched.agreed,
        )
        if touched.agreed
        else "",
        _("I kan altid se, hvad I har haft hos os. I er velkomne igen."),
    ]
    return tuple(filter(None, sentences))
