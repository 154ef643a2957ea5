"""The advisers' cases beside their limits, who is away, and each one's own limit and leave (service-design.md M16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, Role
from portal.domain.caseload import NEW, Adviser
from portal.domain.errors import NotFound, Refused
from portal.services import caseload as service
from portal.services.related import not_close
from portal.services.work import Work
from portal.store import caseload, enrolment_lists
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import DateParts, Decimal, FormView, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, number, short_date
from portal.web.render import Page, render

LIST = "/medarbejder/fordeling"
TERMS = "/medarbejder/fordeling/<uuid:user_id>"


@dataclass(frozen=True)
class Bar:
    """One adviser as a bar; the numbers stand as text too."""

    label: str
    value: float
    maximum: float
    text: str
    move_href: str
    terms_href: str


@dataclass(frozen=True, kw_only=True)
class ShowCaseload(Page):
    bars: tuple[Bar, ...]
    unassigned: int
    share: str
    share_href: str
    undo: str
    undo_id: str
    action: str


class TermsForm(PortalForm):
    limit = Decimal(
        "Grænse for sager",
        [Required("Skriv grænsen. For eksempel 48.")],
        description="Tallet er vægtet efter fase. En teamleder sætter det.",
        render_kw={"inputmode": "decimal"},
    )
    away_from = DateParts("Væk fra og med", description="Så længe får rådgiveren ingen nye sager.")
    away_to = DateParts("Væk til og med")


@dataclass(frozen=True, kw_only=True)
class EditTerms(Page):
    action: str
    back: str
    version: int
    leads: bool
    limit: str
    form: FormView = field(default_factory=FormView)


@caseworker.page(LIST, allow=Permission.CASELOAD, queries=7)
def show_caseload(work: Work) -> tuple[str, int]:
    team = service.team_of(work)
    waiting = len(not_close(work, enrolment_lists.list_assigned(work.session, work.actor.municipalities, None)))
    kept = service.to_undo(work)
    moved = ngettext("%(num)s sag", "%(num)s sager", len(kept.moves)) if kept else ""
    page = ShowCaseload(
        title=_("Fordeling af sager"),
        bars=tuple(_bar(work, one) for one in team),
        unassigned=waiting,
        share=ngettext("Fordel %(num)s sag", "Fordel %(num)s sager jævnt", waiting),
        share_href=url_for("caseworker.share_cases"),
        undo=_("Du har flyttet %(count)s. Det kan fortrydes i et døgn.", count=moved) if kept else "",
        undo_id=str(kept.id) if kept else "",
        action=url_for("caseworker.show_caseload"),
    )
    return render("caseworker/caseload/show.html", page)


@caseworker.action(LIST, allow=Permission.CASELOAD)
def undo_hand_over(work: Work) -> Response:
    try:
        back = service.undo_hand_over(work, UUID(request.form.get("flytning", "")))
    except ValueError:
        raise NotFound from None
    flash(ngettext("%(num)s sag er flyttet tilbage.", "%(num)s sager er flyttet tilbage.", back), "success")
    return redirect(url_for("caseworker.show_caseload"), 303)


def may_lead(work: Work, user_id: UUID) -> bool:
    """A team leader works with everybody's cases, the others with their own."""
    return work.actor.role is Role.TEAM_LEADER or user_id == work.actor.user_id


def _bar(work: Work, one: Adviser) -> Bar:
    mine = may_lead(work, one.id)
    return Bar(
        label=one.name,
        value=one.load,
        maximum=one.limit,
        text=load_text(one, work.today),
        move_href=url_for("caseworker.move_cases", fra=one.id) if mine and one.cases else "",
        terms_href=url_for("caseworker.edit_terms", user_id=one.id) if mine else "",
    )


def load_text(one: Adviser, today: date) -> str:
    """Cases, weight and limit, and what that means for new ones."""
    count = ngettext("%(num)s sag", "%(num)s sager", one.cases)
    words = _("%(count)s, vægtet %(load)s af %(limit)s", count=count, load=number(one.load), limit=number(one.limit))
    if one.is_away(today):
        until = _("væk til %(date)s", date=short_date(one.away_to)) if one.away_to else _("væk indtil videre")
        return f"{words} · {until}"
    room = int((one.limit - one.load) // NEW)
    return f"{words} · " + (_("kan tage %(room)s nye", room=room) if room > 0 else _("fuld"))


@caseworker.page(TERMS, allow=Permission.CASELOAD, queries=6)
def edit_terms(work: Work, user_id: UUID) -> tuple[str, int]:
    return _terms(work, user_id, None)


@caseworker.action(TERMS, allow=Permission.CASELOAD)
def save_terms(work: Work, user_id: UUID) -> Response | tuple[str, int]:
    row = _row(work, user_id)
    form = _form(work, TermsForm(request.form))
    if not form.validate():
        return _terms(work, user_id, form, 422)
    limit = form.limit.number if "limit" in form else row.limit
    version = request.form.get("version", 0, type=int)
    try:
        service.set_terms(work, service.SetTerms(user_id, version, limit or 0, form.away_from.data, form.away_to.data))
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _terms(work, user_id, form, 422)
    flash(_("Gemt."), "success")
    return redirect(url_for("caseworker.show_caseload"), 303)


def _form(work: Work, form: TermsForm) -> TermsForm:
    """Only a team leader is asked for the limit."""
    if work.actor.role is not Role.TEAM_LEADER:
        del form.limit
    return form


def _row(work: Work, user_id: UUID) -> Adviser:
    """The adviser, when the actor may write her terms; to anybody else there is nobody."""
    found = next((one for one in service.team_of(work) if one.id == user_id), None)
    if found is None or not may_lead(work, user_id):
        raise NotFound
    return found


def _terms(work: Work, user_id: UUID, form: TermsForm | None, status: int = 200) -> tuple[str, int]:
    one = _row(work, user_id)
    leads = work.actor.role is Role.TEAM_LEADER
    known = {"limit": number(one.limit), "away_from": one.away_from, "away_to": one.away_to}
    form = form or _form(work, TermsForm(data=known))
    page = EditTerms(
        title=_("Grænse og fravær for %(name)s", name=one.name),
        action=url_for("caseworker.edit_terms", user_id=user_id),
        back=url_for("caseworker.show_caseload"),
        version=caseload.terms_version(work.session, user_id),
        leads=leads,
        limit=number(one.limit),
        form=form.view(),
    )
    return render("caseworker/caseload/terms.html", page, status)
