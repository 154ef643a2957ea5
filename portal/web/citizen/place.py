"""A place that has become free: what it is, until when to answer, and three answers that are all alright."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.workflow import EnrolmentState, OfferState
from portal.services import places
from portal.services.enrolment import AcceptPlace, AnswerLater, accept_place, answer_later
from portal.services.enrolment.place import LATER_WEEKS
from portal.services.work import Work
from portal.store import enrolments, offers
from portal.store.enrolments import EnrolmentRecord
from portal.store.offers import OfferRecord
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN
YES, LATER, STAY = "ja", "senere", "bliv"


@dataclass(frozen=True, kw_only=True)
class PlacePage(Page):
    program: str
    gets: tuple[str, ...]
    deadline: date | None
    """The last day to answer; none when it is over and the place has gone to the next."""
    later: date
    adviser: str
    phone: str
    version: int
    action: str
    leave: str


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/plads", allow=ALLOW, load=enrolments.get)
def show_place(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    offer = offers.find_unsettled(work.session, enrolment.id)
    if offer is None or enrolment.state != EnrolmentState.WAITING_LIST:
        return redirect(url_for("citizen.show_my_page"))
    return render("citizen/place/show.html", _page(work, enrolment, offer))


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/plads", allow=ALLOW, load=enrolments.get)
def answer_place(work: Work, enrolment: EnrolmentRecord) -> Response:
    """Each answer leads to Min side, with a sentence of what follows."""
    answer, version = request.form.get("svar", ""), request.form.get("version", 0, int)
    programme = work.house.programme(enrolment.programme_code).name
    try:
        if answer == YES:
            accept_place(work, AcceptPlace(enrolment.id, version))
            flash(_("Du er med i %(program)s. Velkommen.", program=programme), "success")
        elif answer == LATER:
            answer_later(work, AnswerLater(enrolment.id, version))
            day = long_date(work.today + timedelta(weeks=LATER_WEEKS))
            flash(
                _("Det er helt i orden. Du beholder dit nummer, og vi spørger igen den %(date)s.", date=day), "success"
            )
        elif answer == STAY:
            places.back_in_turn(work, places.BackInTurn(enrolment.id, version))
            flash(_("Tak. Du står stadig på ventelisten og får tilbudt den næste plads."), "success")
        else:
            return redirect(url_for("citizen.show_place", enrolment_id=enrolment.id), 303)
    except Refused as refusal:
        flash(refusal.text, "warning")
    return redirect(url_for("citizen.show_my_page"), 303)


def _page(work: Work, enrolment: EnrolmentRecord, offer: OfferRecord) -> PlacePage:
    programme = work.house.programme(enrolment.programme_code)
    is_open = offer.state == OfferState.OPEN
    return PlacePage(
        title=_("Der er en plads til dig") if is_open else _("Vil du stadig gerne have en plads?"),
        program=programme.name,
        gets=programme.likely.gets,
        deadline=offer.deadline if is_open else None,
        later=work.today + timedelta(weeks=LATER_WEEKS),
        adviser=enrolment.adviser_name or _("Din rådgiver"),
        phone=enrolment.adviser_phone or work.house.support_phone,
        version=enrolment.version,
        action=url_for("citizen.show_place", enrolment_id=enrolment.id),
        leave=url_for("citizen.show_withdraw", enrolment_id=enrolment.id),
    )
