"""The questions of the whole check: their order, the ways through them, and the versions they have had (A5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.eligibility import plan
from portal.domain.eligibility.fit import MOST_QUESTIONS
from portal.domain.workflow import VersionState
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import QUESTIONS, VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.programmes import RollBackForm, VersionRow, rollback_to, version_row
from portal.web.admin.questions import QuestionRow, question_row
from portal.web.forms import FormView, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

DESK = Permission.PROGRAMME_DESK


@dataclass(frozen=True, kw_only=True)
class ListQuestions(Page):
    rows: tuple[QuestionRow, ...]
    longest: int
    ways: int
    most: int
    action: str
    draft_href: str
    versions: tuple[VersionRow, ...]
    number_now: int | None
    rollback_to: int | None
    form: FormView
    form_open: bool


@admin.page("/admin/spoergsmaal", allow=DESK)
def list_questions(work: Work) -> tuple[str, int]:
    return _show(work, RollBackForm())


@admin.action("/admin/spoergsmaal", allow=DESK)
def act_on_questions(work: Work) -> Response | tuple[str, int]:
    """Begin a draft, or bring back the words that counted before."""
    if request.form.get("handling") != "rollback":
        return redirect(url_for("admin.show_words", wording_id=versions.begin_words(work)), 303)
    form = filled(RollBackForm)
    if not form.validate():
        return _show(work, form, 422)
    seen = request.form.get("number", 0, type=int)
    versions.roll_back(work, versions.RollBack(QUESTIONS, seen, form.reason.data or ""))
    flash(_("Rullet tilbage. Det gælder fra nu. Det, der er afgjort, står ved magt."), "success")
    return redirect(url_for("admin.list_questions"), 303)


def _show(work: Work, form: RollBackForm, status: int = 200) -> tuple[str, int]:
    whole = plan(work.house.programmes, work.house.questions, work.today)
    found = versions.list_words(work)
    waiting = next((one for one in found if one.state in store.OPEN), None)
    now = _number_now(found, work.today)
    page = ListQuestions(
        title=_("Spørgsmål i tjekket"),
        rows=tuple(question_row(question, work.house.programmes) for question in work.house.questions),
        longest=whole.questions_left({}),
        ways=sum(1 for _way in whole.paths()),
        most=MOST_QUESTIONS,
        action=url_for("admin.list_questions"),
        draft_href=url_for("admin.show_words", wording_id=waiting.id) if waiting else "",
        versions=tuple(version_row(one, one.number == now, work.today, _href(one)) for one in found),
        number_now=now,
        rollback_to=rollback_to(found, work.today),
        form=form.view(),
        form_open=bool(form.errors),
    )
    return render("admin/question/list.html", page, status)


def _number_now(found: list[VersionRecord], today: date) -> int | None:
    begun = (one for one in found if one.state == VersionState.PUBLISHED and (one.valid_from or date.min) <= today)
    latest = max(begun, key=lambda one: (one.valid_from or date.min, one.number), default=None)
    return latest.number if latest else None


def _href(one: VersionRecord) -> str:
    return url_for("admin.show_words", wording_id=one.id)
