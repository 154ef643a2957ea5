"""What staff can do for somebody who waits or needs a break: a pause that was talked about, and first of her day."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, TextAreaField

from portal.services import places, review
from portal.services.work import Work
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.deeds import Deed, sent_version
from portal.web.caseworker.room import FIRST
from portal.web.forms import MaxLength, PortalForm, Required, choices
from portal.web.i18n import gettext as _


class PauseForm(PortalForm):
    weeks = RadioField(
        "Hvor længe?",
        [Required("Vælg, hvor længe pausen varer.")],
        choices=choices({"2": "To uger", "4": "Fire uger", "8": "Otte uger"}),
        description="Pladsen eller nummeret i køen bliver holdt i de dage, som programmet giver.",
    )
    talked = BooleanField("Vi har talt sammen, og borgeren vil gerne have pausen")


class FirstForm(PortalForm):
    reason = TextAreaField(
        "Hvorfor skal borgeren stå først?",
        [Required("Skriv, hvorfor borgeren skal stå først."), MaxLength()],
        description="Det gælder kun foran dem, der er tilmeldt samme dag. Kun kommunen ser grunden.",
        render_kw={"kind": "text_area", "limit": 1000},
    )


def _pause(work: Work, case: EnrolmentRecord, form: PauseForm) -> None:
    weeks, talked = int(form.weeks.data or 0), bool(form.talked.data)
    review.pause_case(work, review.PauseCase(case.id, sent_version(), weeks, talked))


def _first(work: Work, case: EnrolmentRecord, form: FirstForm) -> None:
    places.put_first(work, places.PutFirst(case.id, sent_version(), form.reason.data or ""))


DEEDS = {
    "pause": Deed(_pause, lambda: _("Sagen er på pause. Åbne forslag er trukket tilbage."), PauseForm, prefix="pause_"),
    FIRST: Deed(_first, lambda: _("Borgeren står nu først af dem fra samme dag."), FirstForm, prefix="first_"),
}
