"""The pages that ask: the start, one page a question, the answers given, and a reminder for the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, flash, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.eligibility import Question
from portal.services.work import Work
from portal.web.context import portal
from portal.web.i18n import gettext as _
from portal.web.public.check import sheet as sheets
from portal.web.public.check.blueprint import check
from portal.web.public.check.reminder import WEEKS, calendar_file
from portal.web.public.check.sheet import Sheet
from portal.web.render import Page, render

MOST_BUTTONS = 16
"""More answers than this become one list to choose from."""
MOST_IN_ONE_COLUMN = 5
QUIET = ("vedikke", "spring", "anden")
"""Answers that stand a little back, below the others."""


@dataclass(frozen=True, kw_only=True)
class StartCheck(Page):
    is_under_way: bool
    continue_at: str
    has_no_answers: bool


@dataclass(frozen=True)
class AnswerChoice:
    value: str
    label: str
    is_chosen: bool
    is_quiet: bool


@dataclass(frozen=True, kw_only=True)
class AskQuestion(Page):
    id: str
    text: str
    hint: str
    why: str
    step: str
    back: str
    choices: tuple[AnswerChoice, ...]
    layout: str
    """column, pairs (short names side by side) or list (a select)."""
    has_answers: bool
    error: str = ""

    @property
    def list_options(self) -> tuple[tuple[str, str], ...]:
        return tuple((choice.value, choice.label) for choice in self.choices)

    @property
    def chosen(self) -> str:
        return next((choice.value for choice in self.choices if choice.is_chosen), "")

    @property
    def has_errors(self) -> bool:
        return bool(self.error)


@dataclass(frozen=True)
class AnswerRow:
    label: str
    value: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShowAnswers(Page):
    rows: tuple[AnswerRow, ...]
    is_finished: bool
    continue_at: str


@check.page("/tjek", allow=Permission.CHECK_ANSWER, queries=0)
def start(work: Work) -> tuple[str, int]:
    sheet = Sheet.of(work)
    page = StartCheck(
        title=_("Tjek dine muligheder"),
        is_under_way=bool(sheet.taken),
        continue_at=_way_on(sheet),
        has_no_answers=request.args.get("ingen") == "1" and not sheet.taken,
    )
    return render("public/check/start.html", page)


@check.action("/tjek", allow=Permission.CHECK_ANSWER, stores=False)
def start_over(work: Work) -> Response:
    """Begin again, or delete the answers: both leave nothing behind."""
    sheets.forget()
    if request.form.get("handling") == "forfra":
        return redirect(_way_on(Sheet.of(work)), 303)
    flash(_("Dine svar er slettet."), "success")
    return redirect(url_for("check.start"), 303)


@check.page("/tjek/<question>", allow=Permission.CHECK_ANSWER, queries=0)
def ask(work: Work, question: str) -> Response | tuple[str, int]:
    sheet = Sheet.of(work)
    asked = sheet.find(question)
    if asked is None:
        return redirect(url_for("check.start"))
    if sheets.is_expired():
        return show_expired()
    if not sheet.may_ask(asked):
        return redirect(_way_on(sheet))
    return render("public/check/question.html", _question_page(sheet, asked))


@check.action("/tjek/<question>", allow=Permission.CHECK_ANSWER, stores=False)
def answer(work: Work, question: str) -> Response | tuple[str, int]:
    sheet = Sheet.of(work)
    asked = sheet.find(question)
    if asked is None:
        return redirect(url_for("check.start"), 303)
    if not sheet.may_ask(asked):
        return redirect(_way_on(sheet), 303)
    value = request.form.get("svar", "")
    if asked.button(value) is None:
        page = _question_page(sheet, asked, error=_("Vælg det svar, der passer bedst."))
        return render("public/check/question.html", page, 422)
    sheets.keep(sheet.with_answer(asked, value))
    return redirect(_way_on(Sheet.of(work)), 303)


@check.page("/tjek/dine-svar", allow=Permission.CHECK_ANSWER, queries=0)
def show_answers(work: Work) -> Response | tuple[str, int]:
    if sheets.is_expired():
        return show_expired()
    sheet = Sheet.of(work)
    if not sheet.taken:
        return redirect(url_for("check.start", ingen=1))
    rows = tuple(_row(question, value) for key, value in sheet.taken.items() if (question := sheet.find(key)))
    is_finished = sheet.next is None
    page = ShowAnswers(title=_("Dine svar"), rows=rows, is_finished=is_finished, continue_at=_way_on(sheet))
    return render("public/check/answers.html", page)


@check.page("/tjek/paamindelse/<int:weeks>.ics", allow=Permission.CHECK_ANSWER, queries=0)
def download_reminder(work: Work, weeks: int) -> Response:
    if weeks not in WEEKS:
        abort(404)
    return reminder(work, work.today + timedelta(weeks=weeks), f"paamindelse-{weeks}-uger.ics")


def reminder(work: Work, day: date, name: str) -> Response:
    """The calendar's file with one day in it."""
    site = portal().site
    text = calendar_file(day, work.now, site.service_name, site.base_url + url_for("check.start"))
    response = make_response(text)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@check.errorhandler(CSRFError)
def form_too_old(_fault: CSRFError) -> tuple[str, int]:
    """The token went with the cookie: the answers are gone, and the page must not claim anything else."""
    return show_expired(400)


def show_expired(status: int = 200) -> tuple[str, int]:
    return render("public/check/expired.html", Page(title=_("Dine svar er slettet")), status)


def _way_on(sheet: Sheet) -> str:
    """Where the answers lead: the next question, or the result."""
    following = sheet.next
    return url_for("check.ask", question=following.id) if following else url_for("check.show_result")


def _row(question: Question, value: str) -> AnswerRow:
    button = question.button(value)
    return AnswerRow(question.text, button.label if button else "", url_for("check.ask", question=question.id))


def _question_page(sheet: Sheet, question: Question, error: str = "") -> AskQuestion:
    number, total = sheet.count(question)
    before = list(sheet.before(question))
    first = number == 1
    step = (
        _("Spørgsmål %(number)s", number=1)
        if first
        else _("Spørgsmål %(number)s af %(total)s", number=number, total=total)
    )
    chosen = sheet.answers.get(question.id)
    return AskQuestion(
        title=f"{question.text} – {step[0].lower()}{step[1:]}",
        id=question.id,
        text=question.text,
        hint=question.hint,
        why=question.why,
        step=step,
        back=url_for("check.ask", question=before[-1]) if before else url_for("check.start"),
        choices=tuple(_choice(button.value, button.label, chosen) for button in question.buttons),
        layout=_layout(question),
        has_answers=bool(sheet.answers),
        error=error,
    )


def _choice(value: str, label: str, chosen: str | None) -> AnswerChoice:
    return AnswerChoice(value, label, value == chosen, value in QUIET)


def _layout(question: Question) -> str:
    if len(question.buttons) > MOST_BUTTONS:
        return "list"
    return "pairs" if len(question.buttons) > MOST_IN_ONE_COLUMN and question.lists_municipalities else "column"
