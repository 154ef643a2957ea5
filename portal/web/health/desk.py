"""My citizens: those I support, those who wait for somebody, and the way in when it is urgent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.access.limits import LOOK_UP
from portal.domain.errors import Refused
from portal.services import health as service
from portal.services.work import Work
from portal.store import health as supports
from portal.store.health import SupportRecord
from portal.web.forms import MAX_TEXT, FormView, MaxLength, PortalForm, Required, filled
from portal.web.health.blueprint import health
from portal.web.i18n import gettext as _
from portal.web.i18n import short_date
from portal.web.render import Page, render


class EmergencyForm(PortalForm):
    number = StringField(
        _("Borgerens sagsnummer"),
        [Required(_("Skriv sagsnummeret. For eksempel T-2026-000123.")), MaxLength(20)],
    )
    reason = TextAreaField(
        _("Hvorfor er du nødt til at se siden?"),
        [Required(_("Skriv, hvorfor du er nødt til at se borgerens side.")), MaxLength(MAX_TEXT)],
        description=_("Borgeren kan læse din grund, og at det var dig som fagperson, der åbnede siden."),
        render_kw={"kind": "text_area", "limit": MAX_TEXT},
    )


@dataclass(frozen=True)
class Mine:
    who: str
    since: str
    href: str


@dataclass(frozen=True)
class Request:
    """Somebody who waits: a first name and an initial is all one sees before taking on."""

    id: UUID
    who: str
    since: str


@dataclass(frozen=True, kw_only=True)
class HealthDesk(Page):
    mine: tuple[Mine, ...]
    requests: tuple[Request, ...]
    action: str
    emergency: str
    form: FormView


@health.page("/sundhed", allow=Permission.HEALTH_DESK, queries=4)
def show_desk(work: Work) -> tuple[str, int]:
    return _page(work, filled(EmergencyForm))


def _page(work: Work, form: EmergencyForm, status: int = 200) -> tuple[str, int]:
    found = supports.list_of_municipalities(work.session, work.actor.municipalities)
    found = [one for one in found if one.has_said_yes and one.person_id not in work.actor.related]
    page = HealthDesk(
        title=_("Mine borgere"),
        mine=tuple(_mine(one) for one in found if one.worker_id == work.actor.user_id),
        requests=tuple(
            Request(one.id, one.short_name, short_date(one.asked_at)) for one in found if one.worker_id is None
        ),
        action=url_for("health.take"),
        emergency=url_for("health.open_emergency"),
        form=form.view(),
    )
    return render("health/desk.html", page, status)


def _mine(one: SupportRecord) -> Mine:
    return Mine(one.full_name, short_date(one.taken_at), url_for("health.show_case", support_id=one.id))


@health.action("/sundhed", allow=Permission.HEALTH_DESK)
def take(work: Work) -> Response:
    try:
        support_id = UUID(request.form.get("support_id", ""))
    except ValueError:
        abort(400)
    service.take_support(work, service.TakeSupport(support_id))
    flash(_("Tak. Nu støtter du borgeren. Ring, og aftal, hvornår I ses."), "success")
    return redirect(url_for("health.show_case", support_id=support_id), 303)


@health.action("/sundhed/akut", allow=Permission.HEALTH_DESK, limit=LOOK_UP)
def open_emergency(work: Work) -> Response | tuple[str, int]:
    form = filled(EmergencyForm)
    if not form.validate():
        return _page(work, form, 422)
    try:
        command = service.OpenInEmergency(form.number.data or "", form.reason.data or "")
        support_id = service.open_in_emergency(work, command)
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _page(work, form, 422)
    flash(_("Siden er åben for dig i en time. Borgeren kan se det og læse din grund."), "info")
    return redirect(url_for("health.show_case", support_id=support_id), 303)
