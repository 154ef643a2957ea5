"""What one needs to know to support somebody: needs, hours and workplace. No benefit, no journal, no log of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, permits
from portal.domain.accommodations import describe
from portal.services import health as service
from portal.services.work import Work
from portal.store import enrolments, placements
from portal.store import health as supports
from portal.store.health import SupportRecord
from portal.web.health.blueprint import health, load
from portal.web.health_words import Told, told
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

URL = "/sundhed/borgere/<uuid:support_id>"


@dataclass(frozen=True)
class Note:
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HealthCase(Page):
    who: str
    phone: str
    needs: tuple[str, ...]
    goal: str
    place: str
    told: tuple[Told, ...]
    notes: tuple[Note, ...]
    write: str
    action: str
    """Empty in an emergency: then there is only something to read."""


@health.page(URL, allow=Permission.HEALTH_CASE, load=load, queries=8)
def show_case(work: Work, one: SupportRecord) -> tuple[str, int]:
    may_write = permits(work.actor, Permission.HEALTH_FEEDBACK, one)
    plan = enrolments.get(work.session, one.enrolment_id).plan
    running = [p for p in placements.list_of_person(work.session, one.person_id) if p.enrolment_id == one.enrolment_id]
    page = HealthCase(
        title=one.full_name,
        who=one.full_name,
        phone=one.phone,
        needs=tuple(describe(need) for need in plan.needs) if plan else (),
        goal=plan.goal if plan else "",
        place=_place(running[-1]) if running else "",
        told=tuple(told(given) for given in supports.list_feedback(work.session, one.id)),
        notes=tuple(
            Note(note.at, note.author_name, note.private_notes) for note in supports.list_notes(work.session, one.id)
        ),
        write=url_for("health.write_feedback", support_id=one.id) if may_write else "",
        action=url_for("health.end_case", support_id=one.id) if may_write else "",
    )
    return render("health/case.html", page)


def _place(one: placements.PlacementRecord) -> str:
    return _("%(company)s fra den %(day)s", company=one.company_name, day=long_date(one.start_on))


@health.action(URL, allow=Permission.HEALTH_FEEDBACK, load=load)
def end_case(work: Work, one: SupportRecord) -> Response:
    service.end_support(work, service.TakeSupport(one.id))
    flash(_("Støtten er afsluttet. Borgerens side er lukket for dig."), "success")
    return redirect(url_for("health.show_desk"), 303)
