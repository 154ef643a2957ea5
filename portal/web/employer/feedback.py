"""The company tells how it goes, in a minute, at agreed points; the person it is about reads it (V16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.services import following as service
from portal.services.work import Work
from portal.store import following, placements
from portal.store.following import CheckpointRecord
from portal.store.placements import PlacementRecord
from portal.web import feedback_words
from portal.web.employer.blueprint import employer, tried
from portal.web.employer.fields import radios, words
from portal.web.employer.placements import PATH, feedback_points
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

_ANSWERS, _QUESTIONS = feedback_words.answers(), feedback_words.questions()


class FeedbackForm(PortalForm):
    tasks: RadioField = radios(_QUESTIONS["tasks"], _ANSWERS["tasks"])
    hours: RadioField = radios(_QUESTIONS["hours"], _ANSWERS["hours"])
    cooperation: RadioField = radios(_QUESTIONS["cooperation"], _ANSWERS["cooperation"])
    adjustments: RadioField = radios(_QUESTIONS["adjustments"], _ANSWERS["adjustments"])
    next: RadioField = radios(_QUESTIONS["next"], _ANSWERS["next"])
    words: TextAreaField = words(_("Vil I skrive lidt mere?"), "", _("Skriv om arbejdet, ikke om helbred."), 500)


@dataclass(frozen=True)
class Asked:
    """A placement and the agreed point that is answered; no point where the number is not one of them."""

    placement: PlacementRecord
    point: CheckpointRecord | None
    nr: str

    @property
    def company_id(self) -> UUID:
        return self.placement.company_id

    @property
    def person_id(self) -> UUID:
        return self.placement.person_id


@dataclass(frozen=True, kw_only=True)
class FeedbackPage(Page):
    back: str
    who: str
    action: str
    form: FormView


def asked(session: Any, placement_id: UUID, nr: str) -> Asked:
    """The point with this number in the line of agreed feedback, counted from 1."""
    placement = placements.get(session, placement_id)
    points = feedback_points(following.list_checkpoints(session, [placement_id]))
    known = {str(place): point for place, point in enumerate(points, 1)}
    return Asked(placement, known.get(nr), nr)


@employer.page(f"{PATH}/tilbagemelding/<nr>", allow=Permission.PLACEMENT_HOST, load=asked, queries=6)
def show_feedback(work: Work, one: Asked) -> Response | tuple[str, int]:
    if one.point is None:
        raise NotFound
    if following.find_feedback(work.session, one.point.id):
        flash(_("Vi har allerede fået jeres svar. I behøver ikke sende det igen."), "info")
        return redirect(url_for("employer.show_placement", placement_id=one.placement.id))
    return _page(one, filled(FeedbackForm))


def _page(one: Asked, form: FeedbackForm, status: int = 200) -> tuple[str, int]:
    page = FeedbackPage(
        title=_("Hvordan går det?"),
        back=url_for("employer.show_placement", placement_id=one.placement.id),
        who=one.placement.full_name,
        action=url_for("employer.show_feedback", placement_id=one.placement.id, nr=one.nr),
        form=form.view(),
    )
    return render("employer/placement/feedback.html", page, status)


@employer.action(f"{PATH}/tilbagemelding/<nr>", allow=Permission.PLACEMENT_HOST, load=asked)
def send_feedback(work: Work, one: Asked) -> Response | tuple[str, int]:
    if one.point is None:
        raise NotFound
    form = filled(FeedbackForm)
    answers = {name: form[name].data or "" for name in _QUESTIONS}
    command = service.GiveFeedback(one.placement.id, one.point.id, answers, form.words.data or "")
    if not tried(form, lambda: service.give_feedback(work, command)):
        return _page(one, form, 422)
    flash(_("Tak. Jeres svar er sendt. Jeres kollega kan læse det."), "success")
    return redirect(url_for("employer.show_placement", placement_id=one.placement.id), 303)
