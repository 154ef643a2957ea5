"""How we look for a place: what the last search found, why it was nothing this time, and what could make a difference."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.matching.lessons import Lesson, LessonKind, lesson_words
from portal.domain.workflow import EnrolmentState
from portal.services.lessons import RemoveLesson, remove_lesson
from portal.services.work import Work
from portal.store import enrolments, lessons, matches
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import RunRecord
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

ABOUT_THE_PLAN = "plan"
"""A reason for staff: something in the plan is missing, so the search could not take it along."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    searched: object
    found_nothing: bool
    reasons: tuple[str, ...]
    nearest: tuple[tuple[str, str], ...]
    taught: tuple[tuple[str, str], ...]
    """What her own no has taught the next search: its id, and the sentence."""
    action: str
    adviser: str
    adviser_phone: str
    plan_href: str


@citizen.page("/min-side/soegning/<uuid:enrolment_id>", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def show_search(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    if case.state != EnrolmentState.READY_FOR_MATCH:
        raise NotFound
    run = matches.find_latest(work.session, case.operating_municipality)
    left = _left_out(run, case)
    page = SearchPage(
        title=_("Sådan leder vi efter et sted til dig"),
        searched=run.started_at if run and left else None,
        found_nothing=left is not None,
        reasons=_reasons(left) if left else (),
        nearest=tuple((near["title"], near["sentence"]) for near in left.get("nearest", ())) if left else (),
        taught=_taught(work, case),
        action=url_for("citizen.show_search", enrolment_id=case.id),
        adviser=case.adviser_name or _("Din rådgiver"),
        adviser_phone=case.adviser_phone or work.house.support_phone,
        plan_href=url_for("citizen.show_plan_of", enrolment_id=case.id),
    )
    return render("citizen/search/show.html", page)


@citizen.action("/min-side/soegning/<uuid:enrolment_id>", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def forget_lesson(work: Work, case: EnrolmentRecord) -> Response:
    """She did not mean it so, or means it no longer. What a company's no has taught is the adviser's."""
    try:
        lesson = UUID(request.form.get("lesson", ""))
    except ValueError:
        abort(400)
    remove_lesson(work, RemoveLesson(case.id, lesson))
    flash(_("Fjernet. Næste gang leder vi efter din plan alene."), "success")
    return redirect(url_for("citizen.show_search", enrolment_id=case.id), 303)


def _taught(work: Work, case: EnrolmentRecord) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.id), lesson_words(Lesson(LessonKind(one.kind), one.value)))
        for one in lessons.list_waiting(work.session, case.id)
        if not one.by_company
    )


def _left_out(run: RunRecord | None, case: EnrolmentRecord) -> dict | None:
    """The citizen's own line of the run, if she took part and got nothing."""
    return next((one for one in run.unmatched if one["enrolment_id"] == str(case.id)), None) if run else None


def _reasons(left: dict) -> tuple[str, ...]:
    if any(reason["code"] == ABOUT_THE_PLAN for reason in left["reasons"]):
        return (_("Din plan mangler noget, før vi kan lede. Det finder I ud af sammen."),)
    return tuple(reason["sentence"] for reason in left["reasons"])
