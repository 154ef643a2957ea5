"""What a no has taught, as the adviser sees it on the case: it counts in the next run only, and can be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.matching.lessons import Lesson, LessonKind, lesson_words
from portal.services.lessons import RemoveLesson, remove_lesson
from portal.services.work import Work
from portal.store import enrolments, lessons
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date


@dataclass(frozen=True)
class LessonRow:
    id: str
    text: str
    why: str


@dataclass(frozen=True)
class Lessons:
    action: str
    rows: tuple[LessonRow, ...]


def lessons_of(work: Work, case: EnrolmentRecord, decides: bool) -> Lessons:
    """What the next run has been taught; only who decides in the case can take it away."""
    rows = tuple(
        LessonRow(
            str(one.id), lesson_words(Lesson(LessonKind(one.kind), one.value)), _why(one.by_company, one.created_at)
        )
        for one in lessons.list_waiting(work.session, case.id)
    )
    return Lessons(url_for("caseworker.forget_lesson", enrolment_id=case.id) if decides else "", rows)


def _why(by_company: bool, at: object) -> str:
    date = long_date(at)  # type: ignore[arg-type]
    if by_company:
        return _("Virksomheden sagde nej %(date)s og gav en grund.", date=date)
    return _("Borgeren sagde nej %(date)s og gav en grund.", date=date)


@caseworker.action(
    "/medarbejder/tilmeldinger/<uuid:enrolment_id>/naeste-koersel",
    allow=Permission.ENROLMENT_REVIEW,
    load=enrolments.get,
)
def forget_lesson(work: Work, case: EnrolmentRecord) -> Response:
    try:
        lesson = UUID(request.form.get("lesson", ""))
    except ValueError:
        abort(400)
    remove_lesson(work, RemoveLesson(case.id, lesson))
    flash(_("Fjernet. Næste kørsel går efter planen alene."), "success")
    return redirect(url_for("caseworker.show_enrolment", enrolment_id=case.id), 303)
