"""A pause, leaving, and coming back. Nobody is asked why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from portal.domain.access import Permission
from portal.domain.errors import IllegalMove, Refused
from portal.domain.placement_law import Deadline
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.services.deadlines import last_day, pause_days
from portal.services.enrolment import (
    Pause,
    Resume,
    UndoWithdrawal,
    Withdraw,
    pause,
    resume,
    undo_withdrawal,
    withdraw,
)
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.citizen.blueprint import citizen
from portal.web.forms import FormView, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN


class PauseForm(PortalForm):
    weeks = RadioField(
        _("Hvor længe?"),
        [Required(_("Vælg det svar, der passer bedst."))],
        choices=[
            SelectChoice("2", _("To uger")),
            SelectChoice("4", _("Fire uger")),
            SelectChoice("8", _("Otte uger")),
        ],
    )


@dataclass(frozen=True)
class Choice:
    program: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ChoosePage(Page):
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    program: str
    adviser: str
    version: int
    action: str
    pause_href: str
    keeps: str
    """What a pause keeps from others and for how long, where places are counted."""
    form: FormView


def _choose(work: Work, event: str, endpoint: str, title: str) -> Response | tuple[str, int]:
    """With one case there is nothing to choose."""
    assert work.actor.person_id is not None
    mine = enrolments.list_of_person(work.session, work.actor.person_id)
    possible = [case for case in mine if ENROLMENT.allows(case.state, event, Party.CITIZEN)]
    if len(possible) == 1:
        return redirect(url_for(endpoint, enrolment_id=possible[0].id))
    choices = tuple(
        Choice(work.house.programme(case.programme_code).name, url_for(endpoint, enrolment_id=case.id))
        for case in possible
    )
    return render("citizen/leave/choose.html", ChoosePage(title=title, choices=choices))


@citizen.page("/min-side/pause", allow=Permission.MY_PAGE)
def choose_pause(work: Work) -> Response | tuple[str, int]:
    return _choose(work, "pause", "citizen.show_pause", _("Hold pause"))


@citizen.page("/min-side/traek-tilbage", allow=Permission.MY_PAGE)
def choose_withdraw(work: Work) -> Response | tuple[str, int]:
    return _choose(work, "withdraw", "citizen.show_withdraw", _("Vil du trække din tilmelding tilbage?"))


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/pause", allow=ALLOW, load=enrolments.get)
def show_pause(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    if not ENROLMENT.allows(enrolment.state, "pause", Party.CITIZEN):
        return redirect(url_for("citizen.show_my_page"))
    return render("citizen/leave/pause.html", _page(work, enrolment, "citizen.show_pause", _("Hold pause")))


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/pause", allow=ALLOW, load=enrolments.get)
def hold_pause(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(PauseForm)
    if not form.validate():
        page = _page(work, enrolment, "citizen.show_pause", _("Hold pause"), form)
        return render("citizen/leave/pause.html", page, 422)
    weeks = int(form.weeks.data)
    pause(work, Pause(enrolment.id, _version(), weeks))
    until = long_date(work.today + timedelta(weeks=weeks))
    flash(_("Du holder pause til %(date)s. Pas godt på dig selv.", date=until), "success")
    return redirect(url_for("citizen.show_my_page"), 303)


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/kom-tilbage", allow=ALLOW, load=enrolments.get)
def show_come_back(work: Work, enrolment: EnrolmentRecord) -> Response:
    """The buttons stand on Min side; this address is there for those who reload."""
    return redirect(url_for("citizen.show_my_page"))


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/kom-tilbage", allow=ALLOW, load=enrolments.get)
def come_back(work: Work, enrolment: EnrolmentRecord) -> Response:
    """Back from a pause, or back within the days after leaving."""
    try:
        if enrolment.state == EnrolmentState.WITHDRAWN:
            undo_withdrawal(work, UndoWithdrawal(enrolment.id, _version()))
        elif enrolment.state == EnrolmentState.PAUSED:
            resume(work, Resume(enrolment.id, _version()))
    except Refused as refusal:
        flash(refusal.text, "warning")
    else:
        flash(_("Velkommen tilbage. Vi fortsætter, hvor du slap."), "success")
    return redirect(url_for("citizen.show_my_page"), 303)


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/traek-tilbage", allow=ALLOW, load=enrolments.get)
def show_withdraw(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    if not ENROLMENT.allows(enrolment.state, "withdraw", Party.CITIZEN):
        return redirect(url_for("citizen.show_my_page"))
    title = _("Vil du trække din tilmelding tilbage?")
    return render("citizen/leave/withdraw.html", _page(work, enrolment, "citizen.show_withdraw", title))


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/traek-tilbage", allow=ALLOW, load=enrolments.get)
def leave_programme(work: Work, enrolment: EnrolmentRecord) -> Response:
    if enrolment.state in (EnrolmentState.DRAFT, EnrolmentState.DELETED):
        raise IllegalMove("enrolment", enrolment.state, "withdraw")
    withdraw(work, Withdraw(enrolment.id, _version()))
    until = long_date(last_day(work, Deadline.REGRET))
    text = _(
        "Din tilmelding er trukket tilbage. Tak, fordi du var med. "
        "Fortryder du inden %(date)s, kan du komme med igen med ét tryk.",
        date=until,
    )
    flash(text, "success")
    return redirect(url_for("citizen.show_my_page"), 303)


def _version() -> int:
    return request.form.get("version", 0, int)


def _page(
    work: Work, enrolment: EnrolmentRecord, endpoint: str, title: str, form: PauseForm | None = None
) -> LeavePage:
    can_pause = ENROLMENT.allows(enrolment.state, "pause", Party.CITIZEN)
    programme = work.house.programme(enrolment.programme_code)
    return LeavePage(
        title=title,
        program=programme.name,
        adviser=enrolment.adviser_name or _("din rådgiver"),
        version=enrolment.version,
        action=url_for(endpoint, enrolment_id=enrolment.id),
        pause_href=url_for("citizen.show_pause", enrolment_id=enrolment.id) if can_pause else "",
        keeps=_keeps(enrolment.state, pause_days(work, programme)) if programme.capacity.is_counted else "",
        form=(form or PauseForm()).view(),
    )


def _keeps(state: str, days: int) -> str:
    if state == EnrolmentState.WAITING_LIST:
        return _(
            "Du beholder dit nummer i køen i %(days)s dage. Holder du længere pause, regner vi dit nummer fra den dag, "
            "du kommer tilbage.",
            days=days,
        )
    return _(
        "Vi holder din plads fri i %(days)s dage. Holder du længere pause, kan en anden låne den imens. "
        "Du kan altid komme tilbage.",
        days=days,
    )
