"""Before the enrolment begins: what it takes, what is asked and what is not, and whether to bring the check along."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask import session as cookie
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from portal.domain.access import Permission, Role
from portal.domain.eligibility import Programme
from portal.services.enrolment import STEPS, already_enrolled, closed_text
from portal.services.places import of_programme, wait_for_newcomer
from portal.services.work import Work
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import Case, case_of, is_interest, programme_of
from portal.web.context import portal
from portal.web.forms import FormView, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.places_words import wait_text
from portal.web.render import Page, render

CHECK_ANSWERS = "svar"
BRING = "bring_svar"


class BringForm(PortalForm):
    bring = RadioField(
        _("Skal vi tage dine svar fra tjekket med?"),
        [Required(_("Vælg det svar, der passer bedst."))],
        choices=[
            SelectChoice("ja", _("Ja, tag mine svar med")),
            SelectChoice("nej", _("Nej, slet dem")),
        ],
    )


@dataclass(frozen=True, kw_only=True)
class Begin(Page):
    program: str
    interest: bool
    reopened: bool
    places: int | None
    """How many places there are, when all of them are taken."""
    wait: str
    """How long the line takes, when there is one and that can be said."""
    form: FormView | None
    """The choice to bring the answers of the check, when there are any."""
    logged_in: bool
    draft: bool
    next: str


@dataclass(frozen=True, kw_only=True)
class Closed(Page):
    text: str


@dataclass(frozen=True, kw_only=True)
class WithoutMitId(Page):
    address: str
    form_href: str
    back: str


def brought_answers() -> dict[str, str]:
    """The answers of the anonymous check, if the citizen has chosen to bring them."""
    answers = cookie.get(CHECK_ANSWERS)
    return dict(answers) if cookie.get(BRING) and isinstance(answers, dict) else {}


def forget_check() -> None:
    """The answers have been kept in the case, or deleted: the cookie lets go of them."""
    cookie.pop(CHECK_ANSWERS, None)
    cookie.pop(BRING, None)


@citizen.page("/tilmeld/<program>", allow=Permission.PUBLIC_READ)
def begin(work: Work, program: str) -> Response | tuple[str, int]:
    programme = programme_of(work, program)
    case = case_of(work, program) if work.actor.role is Role.CITIZEN else None
    if case and case.is_sent:
        return already(programme)
    if closed_text(work, programme):
        return closed(work, programme)
    return render("citizen/enrolment/begin.html", _page(work, programme, case))


@citizen.action("/tilmeld/<program>", allow=Permission.PUBLIC_READ, stores=False)
def choose_answers(work: Work, program: str) -> Response | tuple[str, int]:
    programme = programme_of(work, program)
    form = filled(BringForm)
    if cookie.get(CHECK_ANSWERS) and not form.validate():
        return render("citizen/enrolment/begin.html", _page(work, programme, None, form), 422)
    if form.bring.data == "ja":
        cookie[BRING] = True
    else:
        forget_check()
    return redirect(_onward(work, programme, STEPS[0]), 303)


@citizen.page("/tilmeld/<program>/uden-mitid", allow=Permission.PUBLIC_READ)
def show_without_mitid(work: Work, program: str) -> tuple[str, int]:
    programme = programme_of(work, program)
    page = WithoutMitId(
        title=_("Du kan også melde dig til uden MitID"),
        address=portal().site.support_address,
        form_href=url_for("citizen.download_form", program=programme.slug),
        back=url_for("citizen.begin", program=programme.slug),
    )
    return render("citizen/enrolment/without_mitid.html", page)


def already(programme: Programme) -> Response:
    flash(already_enrolled(programme), "info")
    return redirect(url_for("citizen.show_my_page"), 303)


def closed(work: Work, programme: Programme, status: int = 200) -> tuple[str, int]:
    """The programme takes nobody in today: why, and what to do instead."""
    text = closed_text(work, programme) or ""
    title = _("%(program)s tager ikke nye ind lige nu", program=programme.name)
    return render("citizen/enrolment/closed.html", Closed(title=title, text=text), status)


def _page(work: Work, programme: Programme, case: Case | None, form: BringForm | None = None) -> Begin:
    interest = is_interest(programme)
    title = _("Vis interesse for %(program)s") if interest else _("Meld dig til %(program)s")
    missing = case.missing() if case else STEPS
    draft = case is not None and case.enrolment is not None
    has_answers = bool(cookie.get(CHECK_ANSWERS)) and not draft
    found = of_programme(work, programme)
    home = case.person.home_municipality if case else None
    full = found.is_full_for(home)
    if full:
        title = _("Skriv dig på venteliste til %(program)s")
    return Begin(
        title=title % {"program": programme.name},
        program=programme.slug,
        interest=interest,
        reopened=programme.is_reopened,
        places=found.limit_for(home) if full else None,
        wait=wait_text(wait_for_newcomer(work, found, home)) if full else "",
        form=(form or BringForm()).view() if has_answers else None,
        logged_in=case is not None,
        draft=draft,
        next=_onward(work, programme, missing[0] if missing else "tjek"),
    )


def _onward(work: Work, programme: Programme, step: str) -> str:
    """The first step, by way of the log-in for those who are nobody yet."""
    target = (
        url_for("citizen.show_check", program=programme.slug)
        if step == "tjek"
        else url_for("citizen.show_step", program=programme.slug, step=step)
    )
    return url_for("login.choose", next=target) if work.actor.is_anonymous else target
