"""Saying that one knows a citizen privately: the case goes to a colleague at once."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.related import SayRelated, say_related
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import gettext as _


@caseworker.action(
    "/medarbejder/tilmeldinger/<uuid:enrolment_id>/kender", allow=Permission.CASE_READ, load=enrolments.get
)
def know_privately(work: Work, case: EnrolmentRecord) -> Response:
    say_related(work, SayRelated(case.id))
    flash(_("Tak. Sagen er lukket for dig, og en kollega tager den."), "success")
    return redirect(url_for("caseworker.list_enrolments"), 303)
