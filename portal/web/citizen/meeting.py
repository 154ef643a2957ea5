"""Samtale: when and where, what to think about, a yes, another time, and a file for the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import EnrolmentState
from portal.services.enrolment import text_warnings
from portal.services.meeting import AcceptMeeting, AskOtherTime, accept_meeting, ask_other_time
from portal.services.work import Work
from portal.store import enrolments, meetings
from portal.store.enrolments import EnrolmentRecord
from portal.store.meetings import MeetingRecord
from portal.web.calendar_file import download, event_file
from portal.web.citizen.blueprint import citizen
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import clock, weekday_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN
URL = "/min-side/samtale/<uuid:enrolment_id>"


class OtherTimeForm(PortalForm):
    wish = TextAreaField(
        _("Hvornår passer det dig?"),
        [Required(_("Skriv et par tider, der passer dig, eller ring til os.")), MaxLength(500)],
        description=_("For eksempel: tirsdag eller torsdag om formiddagen. Skriv også, hvor du helst vil tale."),
        render_kw={"kind": "text_area", "limit": 500},
    )


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    when: str
    minutes: int
    place: str
    adviser: str
    adviser_phone: str
    answer: str
    wish: str
    over: bool
    version: int
    form: FormView
    action: str
    calendar_href: str


@citizen.page(URL, allow=ALLOW, load=enrolments.get)
def show_meeting(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    return render("citizen/meeting/show.html", _page(work, enrolment, OtherTimeForm()))


@citizen.action(URL, allow=ALLOW, load=enrolments.get)
def answer_meeting(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    version, back = request.form.get("version", 0, int), url_for("citizen.show_meeting", enrolment_id=enrolment.id)
    try:
        if request.form.get("svar") == "passer":
            accept_meeting(work, AcceptMeeting(enrolment.id, version))
            flash(_("Godt. Vi ses, eller vi tales ved."), "success")
            return redirect(back, 303)
        form = filled(OtherTimeForm)
        if not form.validate():
            return render("citizen/meeting/show.html", _page(work, enrolment, form), 422)
        ask_other_time(work, AskOtherTime(enrolment.id, version, form.wish.data or ""))
    except Refused as refusal:
        flash(refusal.text, "warning")
        return redirect(back, 303)
    flash(_("Tak, fordi du siger det. Vi finder en anden tid og skriver til dig."), "success")
    for warning in text_warnings(form.wish.data):
        flash(warning, "warning")
    return redirect(back, 303)


@citizen.page(f"{URL}/kalender.ics", allow=ALLOW, load=enrolments.get)
def download_meeting(work: Work, enrolment: EnrolmentRecord) -> FlaskResponse:
    meeting = _of(work, enrolment)
    adviser = enrolment.adviser_name or _("din rådgiver")
    text = event_file(
        uid=f"{meeting.id}@samtale",
        start=meeting.at,
        minutes=meeting.minutes,
        now=work.now,
        title=_("Samtale med %(adviser)s", adviser=adviser),
        place=places()[meeting.place],
        note=_("Passer det ikke, så ring på %(number)s.", number=enrolment.adviser_phone or work.house.support_phone),
    )
    return download(text, "samtale.ics")


def places() -> dict[str, str]:
    return {"phone": _("I telefonen"), "office": _("Hos os"), "video": _("På video"), "walk": _("På en gåtur")}


def _of(work: Work, case: EnrolmentRecord) -> MeetingRecord:
    meeting = meetings.find(work.session, case.id)
    if meeting is None:
        raise NotFound
    return meeting


def _page(work: Work, case: EnrolmentRecord, form: OtherTimeForm) -> MeetingPage:
    meeting = _of(work, case)
    return MeetingPage(
        title=_("Din samtale"),
        when=_("%(day)s klokken %(clock)s", day=weekday_date(meeting.at), clock=clock(meeting.at)),
        minutes=meeting.minutes,
        place=places()[meeting.place],
        adviser=case.adviser_name or _("din rådgiver"),
        adviser_phone=case.adviser_phone or work.house.support_phone,
        answer=meeting.answer,
        wish=meeting.wish,
        over=meeting.held_at is not None or case.state != EnrolmentState.MEETING_BOOKED,
        version=meeting.version,
        form=form.view(),
        action=url_for("citizen.show_meeting", enrolment_id=case.id),
        calendar_href=url_for("citizen.download_meeting", enrolment_id=case.id),
    )
