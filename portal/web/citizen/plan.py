"""Min plan: what citizen and adviser agree on, in words, with a yes or a wish for something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.accommodations import describe
from portal.domain.errors import NotFound
from portal.domain.placement_law import Excuse, PlacementKind
from portal.domain.workflow import EnrolmentState, SpecialistProposalState
from portal.programmes.occupations import occupation_title
from portal.services.enrolment import AgreePlan, ChangePlan, agree_plan, ask_plan_change, text_warnings
from portal.services.work import Work
from portal.store import enrolments, specialist_proposals
from portal.store.enrolments import EnrolmentRecord, PlanRecord
from portal.store.specialist_proposals import SpecialistProposalRecord
from portal.web.citizen.blueprint import citizen
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import number
from portal.web.render import Page, render


class ChangeForm(PortalForm):
    comment = TextAreaField(
        _("Hvad skal ændres?"),
        [Required(_("Skriv, hvad der skal ændres, eller ring til os.")), MaxLength(1000)],
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True)
class Rung:
    """One step of the hours ladder, as the component shows it."""

    hours: float
    hours_text: str
    period: str
    current: bool = False


@dataclass(frozen=True)
class PlanView:
    goal: str
    kinds: tuple[str, ...]
    occupations: tuple[str, ...]
    hours: str
    ladder: tuple[Rung, ...]
    most_hours: float
    needs: tuple[str, ...]
    max_km: str
    available_from: date | None
    support: str
    specialist: str
    excused: tuple[str, ...]
    """What she has told that frees her from months on a benefit before a wage subsidy."""


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    adviser: str
    adviser_phone: str
    plan: PlanView | None
    agreed: bool
    settled: bool
    search_href: str
    comment: str
    specialist: SpecialistProposalRecord | None
    version: int
    action: str
    pdf_href: str
    form: FormView


@citizen.page("/min-side/plan", allow=Permission.MY_PAGE)
def show_plan(work: Work) -> tuple[str, int]:
    """The plan of the case that has one; with none, a word about how it comes about."""
    assert work.actor.person_id is not None
    mine = enrolments.list_of_person(work.session, work.actor.person_id)
    mine.sort(key=lambda case: (not (case.plan and case.plan.sent_at), case.ready_at is None))
    return render("citizen/plan/show.html", _page(work, mine[0] if mine else None, ChangeForm()))


@citizen.page("/min-side/plan/<uuid:enrolment_id>", allow=Permission.PLAN_AGREE, load=enrolments.get)
def show_plan_of(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    return render("citizen/plan/show.html", _page(work, enrolment, ChangeForm()))


@citizen.action("/min-side/plan/<uuid:enrolment_id>", allow=Permission.PLAN_AGREE, load=enrolments.get)
def answer_plan(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    if enrolment.plan is None:
        raise NotFound
    version, back = request.form.get("version", 0, int), url_for("citizen.show_plan_of", enrolment_id=enrolment.id)
    if request.form.get("svar") == "ja":
        agree_plan(work, AgreePlan(enrolment.id, version))
        return redirect(back, 303)
    form = filled(ChangeForm)
    if not form.validate():
        return render("citizen/plan/show.html", _page(work, enrolment, form), 422)
    comment = (form.comment.data or "").strip()
    ask_plan_change(work, ChangePlan(enrolment.id, version, comment))
    flash(_("Tak. Din rådgiver ser på det og vender tilbage til dig."), "success")
    for warning in text_warnings(comment):
        flash(warning, "warning")
    return redirect(back, 303)


def _search_href(case: EnrolmentRecord | None) -> str:
    """Where it says how we look, for somebody we look for."""
    if case is None or case.state != EnrolmentState.READY_FOR_MATCH:
        return ""
    return url_for("citizen.show_search", enrolment_id=case.id)


def _page(work: Work, case: EnrolmentRecord | None, form: ChangeForm) -> PlanPage:
    plan = case.plan if case and case.plan and case.plan.sent_at else None
    return PlanPage(
        title=_("Din plan"),
        adviser=(case.adviser_name if case else None) or _("din rådgiver"),
        adviser_phone=(case.adviser_phone if case else None) or work.house.support_phone,
        plan=_view(plan) if plan else None,
        agreed=bool(plan and plan.citizen_agreed_at),
        settled=bool(plan and plan.citizen_agreed_at and plan.staff_agreed_at),
        search_href=_search_href(case),
        comment=(plan.citizen_comment or "") if plan else "",
        specialist=_specialist(work, case) if plan and case else None,
        version=plan.version if plan else 0,
        action=url_for("citizen.show_plan_of", enrolment_id=case.id) if case else "",
        pdf_href=url_for("citizen.download_plan", enrolment_id=case.id) if case else "",
        form=form.view(),
    )


def _specialist(work: Work, case: EnrolmentRecord) -> SpecialistProposalRecord | None:
    """Whom the citizen can ring, once a caseworker has said yes to it."""
    one = specialist_proposals.find_current(work.session, case.id)
    return one if one and one.state == SpecialistProposalState.APPROVED else None


def _view(plan: PlanRecord) -> PlanView:
    return PlanView(
        goal=plan.goal,
        kinds=tuple(PlacementKind(kind).label for kind in plan.kinds),
        occupations=tuple(
            (plan.occupation_titles or {}).get(code) or occupation_title(code) for code in plan.occupations
        ),
        hours=_span(plan.hours_from, plan.hours_to),
        ladder=_ladder(plan.hours_ladder),
        most_hours=max((float(step["hours"]) for step in plan.hours_ladder), default=37),
        needs=tuple(describe(need) for need in plan.needs or ()),
        max_km=number(plan.max_km),
        available_from=plan.available_from,
        support=plan.support,
        specialist=_("Du vil gerne have råd af en, der kender faget.") if plan.wants_specialist else "",
        excused=_excused(plan.excused or ()),
    )


def _excused(codes: Iterable[str]) -> tuple[str, ...]:
    """In her own plan, so that she can see it and say if it is wrong."""
    words = {
        Excuse.NO_EDUCATION: _("Du har ikke en uddannelse, der giver job."),
        Excuse.SINGLE_PROVIDER: _("Du er eneforsørger."),
    }
    return tuple(words[Excuse(code)] for code in codes)


def _span(low: float, high: float) -> str:
    if low == high:
        return _("%(hours)s timer om ugen", hours=number(high))
    return _("%(low)s til %(high)s timer om ugen", low=number(low), high=number(high))


def _ladder(steps: list[dict]) -> tuple[Rung, ...]:
    """Each rung lasts until the next begins; the last one goes on."""
    if not steps:
        return ()
    rungs = []
    for now, after in pairwise([*sorted(steps, key=lambda step: step["week"]), None]):
        assert now is not None
        if after is None:
            period = _("fra uge %(week)s", week=now["week"])
        else:
            period = _("uge %(first)s–%(last)s", first=now["week"], last=after["week"] - 1)
        text = _("%(hours)s timer om ugen", hours=number(now["hours"]))
        rungs.append(Rung(float(now["hours"]), text, period))
    return tuple(rungs)
