"""Who supports me, everything they have written about my work, and who has looked in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.services.work import Work
from portal.store import enrolments, health
from portal.store.enrolments import EnrolmentRecord
from portal.web.citizen.blueprint import citizen
from portal.web.health_words import Told, role_words, told
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class Emergency:
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SupportPage(Page):
    worker: str
    shared: bool
    told: tuple[Told, ...]
    emergencies: tuple[Emergency, ...]
    choices: str


@citizen.page("/min-side/stoette/<uuid:enrolment_id>", allow=Permission.ENROLMENT_OWN, load=enrolments.get, queries=5)
def show_support(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    found = health.find_of_enrolment(work.session, case.id)
    if found is None:
        raise NotFound
    page = SupportPage(
        title=_("Din støtte"),
        worker=found.worker_name,
        shared=found.has_said_yes,
        told=tuple(told(one) for one in health.list_feedback(work.session, found.id)),
        emergencies=tuple(
            Emergency(one.at, role_words(one.user_role), one.reason)
            for one in health.list_emergencies(work.session, found.id)
        ),
        choices=url_for("citizen.show_choices", enrolment_id=case.id),
    )
    return render("citizen/support/show.html", page)
