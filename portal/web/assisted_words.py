"""How an enrolment that was filled in together is marked, for whoever reads it."""

from __future__ import annotations

from portal.services.work import Work
from portal.store import users
from portal.store.enrolments import EnrolmentRecord
from portal.web.i18n import gettext as _


def assisted_mark(work: Work, case: EnrolmentRecord) -> str:
    """ "Udfyldt sammen med Mette Kjær i telefonen.", or nothing where it was filled in alone. One query."""
    if case.assisted_by is None:
        return ""
    name = users.name_of(work.session, case.assisted_by)
    if case.assisted_way == "desk":
        return _("Udfyldt sammen med %(name)s hos kommunen.", name=name)
    return _("Udfyldt sammen med %(name)s i telefonen.", name=name)
