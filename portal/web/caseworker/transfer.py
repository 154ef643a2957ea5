"""Giving a case to another municipality: whom and why first, then how it would be, and it can be taken back until answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import Refused, Stale
from portal.domain.municipalities import name_of, operating_for, sender
from portal.services import transfer as service
from portal.services.work import Work
from portal.store import enrolments, transfers
from portal.store.enrolments import EnrolmentRecord
from portal.store.transfers import WAITING, TransferRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import short_date
from portal.web.render import Page, render

URL = "/medarbejder/tilmeldinger/<uuid:enrolment_id>/kommune"
MOVED = "flyttet"
CAUSES = {MOVED: "Borgeren er flyttet eller flytter", "aftalt": "Kommunerne har aftalt det"}


class ChooseForm(PortalForm):
    kommune = SelectField(
        "Hvilken kommune skal have sagen?",
        [Required("Vælg den kommune, der skal have sagen.")],
        description="Kun kommuner, der har rådgivere her i portalen.",
        render_kw={"placeholder": "Vælg kommune"},
    )
    hvorfor = RadioField("Hvad er grunden?", [Required("Vælg grunden.")], choices=choices(CAUSES))


class ReasonForm(PortalForm):
    reason = TextAreaField(
        "Skriv kort, hvorfor",
        [Required("Skriv kort, hvorfor sagen skal videre. Borgeren læser det."), MaxLength(500)],
        description="Borgeren og den nye kommune læser det. Skriv ikke om helbred.",
        render_kw={"kind": "text_area", "limit": 500},
    )


@dataclass(frozen=True, kw_only=True)
class OfferTransferPage(Page):
    case_href: str
    action: str
    version: int
    problem: str
    """Why the case cannot go right now; empty when it can."""
    to: str
    """The municipality that is chosen; empty until one is."""
    effect: tuple[str, ...]
    asked: str
    """Who has been asked, while there is no answer."""
    asked_reason: str
    can_take_back: bool
    asked_version: int
    answered: str
    """What the last one said, when it was a no."""
    answer: str
    take_back_action: str
    overtaken: bool
    form: FormView = field(default_factory=FormView)


@caseworker.page(URL, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get, queries=8)
def show_transfer_offer(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    chosen = _chosen(work)
    asked = "kommune" in request.args
    if asked and chosen.validate():
        return _show(work, case, ReasonForm(), chosen)
    return _show(work, case, chosen)


@caseworker.action(URL, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def offer_to_municipality(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    chosen, form = _chosen(work), filled(ReasonForm)
    if not chosen.validate():
        return _show(work, case, chosen, status=422)
    if not form.validate():
        return _show(work, case, form, chosen, 422)
    version = request.form.get("version", 0, int)
    moved = chosen.hvorfor.data == MOVED
    command = service.OfferTransfer(case.id, version, chosen.kommune.data, moved, form.reason.data or "")
    try:
        service.offer_transfer(work, command)
    except Stale:
        work.session.rollback()
        return _show(work, enrolments.get(work.session, case.id), form, chosen, 409)
    except Refused as fault:
        form.add_error("reason", fault.text)
        return _show(work, case, form, chosen, 422)
    flash(_("%(kommune)s er spurgt. Sagen er jeres, indtil de siger ja.", kommune=_to(chosen)), "success")
    return redirect(url_for("caseworker.show_transfer_offer", enrolment_id=case.id), 303)


@caseworker.action(f"{URL}/tag-tilbage", allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def take_transfer_back(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    newest = transfers.find_newest(work.session, case.id)
    if newest is not None:
        try:
            service.take_back(work, service.AnswerTransfer(newest.id, request.form.get("version", 0, int)))
        except Stale:
            work.session.rollback()
            return _show(work, enrolments.get(work.session, case.id), _chosen(work), status=409)
        flash(_("Det er taget tilbage. Sagen bliver hos jer, og borgeren får besked."), "success")
    return redirect(url_for("caseworker.show_transfer_offer", enrolment_id=case.id), 303)


def _chosen(work: Work) -> ChooseForm:
    form = ChooseForm(request.form if request.method == "POST" else request.args)
    form.kommune.choices = choices({code: _name(code) for code in service.places_to_give(work)})
    return form


def _name(code: str) -> str:
    runs = operating_for(code)
    return (
        name_of(code) if runs == code else _("%(home)s (%(runs)s har sagerne)", home=name_of(code), runs=name_of(runs))
    )


def _to(chosen: ChooseForm) -> str:
    return sender(operating_for(chosen.kommune.data))


def _show(
    work: Work, case: EnrolmentRecord, form: PortalForm, chosen: ChooseForm | None = None, status: int = 200
) -> tuple[str, int]:
    newest = transfers.find_newest(work.session, case.id)
    waiting = newest if newest and newest.state == WAITING else None
    problem = "" if waiting else service.why_not(work, case.id, case.state)
    if not service.may_give(work, case.assigned_to):
        problem = _("Kun sagens rådgiver eller en teamleder kan give den videre.")
    here = url_for("caseworker.show_transfer_offer", enrolment_id=case.id)
    page = OfferTransferPage(
        title=_("Giv %(who)s til en anden kommune", who=case.short_name),
        case_href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        action=here,
        version=case.version,
        problem=problem,
        to=_to(chosen) if chosen else "",
        effect=_effect(work, case, chosen) if chosen else (),
        asked=_asked(waiting) if waiting else "",
        can_take_back=waiting is not None and service.may_give(work, case.assigned_to),
        asked_reason=waiting.reason if waiting else "",
        asked_version=waiting.version if waiting else 0,
        answered=_answered(newest) if newest and newest.answer else "",
        answer=(newest.answer or "") if newest else "",
        take_back_action=url_for("caseworker.take_transfer_back", enrolment_id=case.id),
        overtaken=status == 409,
        form=FormView((chosen.view() if chosen else {}) | form.view()),
    )
    return render("caseworker/transfer/offer.html", page, status)


def _asked(one: TransferRecord) -> str:
    who, day = sender(one.to_municipality), short_date(one.offered_at)
    return _("%(kommune)s blev spurgt %(day)s og har ikke svaret endnu.", kommune=who, day=day)


def _answered(one: TransferRecord) -> str:
    who, day = sender(one.to_municipality), short_date(one.answered_at)
    return _("%(kommune)s sendte sagen tilbage %(day)s", kommune=who, day=day)


def _effect(work: Work, case: EnrolmentRecord, chosen: ChooseForm) -> tuple[str, ...]:
    """What happens when they say yes, before anything has."""
    to, home = _to(chosen), chosen.kommune.data
    programme = work.house.programme(case.programme_code)
    moves = chosen.hvorfor.data == MOVED and home != case.home_municipality
    outside = _(
        "%(home)s er ikke med i %(program)s. De kan afslutte sagen eller finde noget andet sammen med borgeren.",
        home=name_of(home),
        program=programme.name,
    )
    lines = (
        _("%(kommune)s får hele sagen: svar, plan, beskeder, journal og forløb.", kommune=to),
        _("I kan ikke længere læse sagen, når de har sagt ja. Til da er alt, som det er nu."),
        _("Forslag, der ikke er afgjort, bliver trukket tilbage. Et forløb, der er i gang, fortsætter."),
        _("Borgeren får et brev nu og et, når de har svaret."),
        _("Bopælskommunen bliver %(home)s.", home=name_of(home)) if moves else "",
        outside if home not in programme.municipality_codes else "",
    )
    return tuple(line for line in lines if line)
