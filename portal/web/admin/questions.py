"""The questions of the check: in which order, asked for whom, and how many taps the longest way takes (A5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.eligibility import Programme, Question, plan, questions_of
from portal.domain.eligibility.fit import MOST_QUESTIONS
from portal.programmes.editing import Data
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import DraftPage, common, keep, programme_of
from portal.web.forms import PortalForm
from portal.web.i18n import gettext as _
from portal.web.render import render


@dataclass(frozen=True)
class QuestionRow:
    id: str
    text: str
    hint: str
    why: str
    answers: str
    asked_by: str
    is_sensitive: bool
    is_own: bool
    can_move: bool = False


@dataclass(frozen=True, kw_only=True)
class EditQuestions(DraftPage):
    rows: tuple[QuestionRow, ...]
    longest: int
    ways: int
    whole: int
    most: int


@admin.page("/admin/programmer/udkast/<uuid:version_id>/spoergsmaal", allow=Permission.PROGRAMME_EDIT, load=store.get)
def edit_questions(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return _show(work, draft)


@admin.action("/admin/programmer/udkast/<uuid:version_id>/spoergsmaal", allow=Permission.PROGRAMME_EDIT, load=store.get)
def move_question(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    """Ask one of the programme's own questions before the one above it."""
    question_id = request.form.get("op", "")
    done = keep(work, draft, _Nothing(), "spørgsmål", lambda data: _move_up(data, question_id))
    return done or _show(work, draft, 422)


class _Nothing(PortalForm):
    """A button without fields: what a rule says stands above the page."""

    def add_error(self, field: str | None, text: str) -> None:
        flash(text, "warning")


def _move_up(data: Data, question_id: str) -> None:
    rows = data.get("own_questions", [])
    at = next((n for n, row in enumerate(rows) if row["id"] == question_id), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]


def _show(work: Work, draft: VersionRecord, status: int = 200) -> tuple[str, int]:
    programme = programme_of(work, draft)
    own = plan((programme,), questions_of(work.house.common, [programme]), work.today)
    house = versions.with_programme(work.house, programme)
    asked = [question for question in house.questions if question.id in programme.questions]
    ids = [question.id for question in programme.own_questions]
    page = EditQuestions(
        title=_("Spørgsmål"),
        **common(work, draft, "edit_questions"),  # type: ignore[arg-type]
        rows=tuple(question_row(one, [programme], can_move=one.id in ids[1:]) for one in asked),
        longest=own.questions_left({}),
        ways=sum(1 for _way in own.paths()),
        whole=plan(house.programmes, house.questions, work.today).questions_left({}),
        most=MOST_QUESTIONS,
    )
    return render("admin/draft/questions.html", page, status)


def question_row(question: Question, programmes: Iterable[Programme], *, can_move: bool = False) -> QuestionRow:
    asking = [programme for programme in programmes if question.id in programme.questions]
    return QuestionRow(
        id=question.id,
        text=question.text,
        hint=question.hint,
        why=question.why,
        answers=" · ".join(button.label for button in question.buttons),
        asked_by=", ".join(programme.name for programme in asking),
        is_sensitive=question.sensitive,
        is_own=any(question in programme.own_questions for programme in asking),
        can_move=can_move,
    )
