"""The test bench: answer as a person and see the result with every text, now and with the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

from portal.domain.access import Permission
from portal.domain.eligibility import Plan, Programme, Verdict, facts_to_dict, judge, plan, questions_of
from portal.domain.eligibility.trial_people import result_for
from portal.domain.errors import Refused
from portal.programmes.editing import Data, put, take_out
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import DraftPage, common, keep, programme_of
from portal.web.admin.words import RESULT_KINDS, result_word
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.here import here
from portal.web.i18n import gettext as _
from portal.web.render import render

EDIT = Permission.PROGRAMME_EDIT
NO_ANSWER = "Intet svar"


class TrialForm(PortalForm):
    name = StringField(
        "Hvad skal testpersonen hedde?",
        [Required("Giv testpersonen et navn, for eksempel »Ledig i 2 måneder«."), MaxLength(80)],
        description="Find på et navn. Brug aldrig en rigtig borger.",
    )


@dataclass(frozen=True)
class ResultView:
    word: str
    kind: str
    lines: tuple[CriterionLine, ...]
    alternatives: tuple[str, ...]
    likely: tuple[str, ...]


@dataclass(frozen=True)
class CriterionLine:
    text: str
    outcome: str
    reason: str
    source: str


@dataclass(frozen=True)
class TrialRow:
    name: str
    expected: str
    found: str
    is_turned: bool


@dataclass(frozen=True, kw_only=True)
class TryOut(DraftPage):
    questions: FormView
    query: str
    asked: tuple[str, ...]
    next: str
    result: ResultView | None
    now: str
    trial_people: tuple[TrialRow, ...]


@admin.page("/admin/programmer/udkast/<uuid:version_id>/proevebaenk", allow=EDIT, load=store.get)
def try_out(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return _show(work, draft, TrialForm())


@admin.action("/admin/programmer/udkast/<uuid:version_id>/proevebaenk", allow=EDIT, load=store.get)
def keep_trial_person(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    form, gone = filled(TrialForm), request.form.get("fjern", "")
    done = None
    if gone:
        done = keep(work, draft, form, "testperson", lambda data: take_out(data, "trial_people", "name", gone))
    elif form.validate():
        done = keep(work, draft, form, "testperson", lambda data: _add(work, data, draft, form.name.data or ""))
    if done is None:
        return _show(work, draft, form, 422)
    return redirect(here(), 303)


def _add(work: Work, data: Data, draft: VersionRecord, name: str) -> None:
    programme = programme_of(work, draft)
    facts = _plan(work, programme).facts(_answers(programme))
    if not facts.known():
        raise Refused("Svar på mindst ét spørgsmål først.", "name")
    expected = judge(programme, facts, work.today).result.value
    row = {"name": name.strip(), "on": work.today, "expected": expected, "facts": facts_to_dict(facts)}
    put(data, "trial_people", "name", row)


def _plan(work: Work, programme: Programme) -> Plan:
    return plan((programme,), questions_of(work.house.common, [programme]), work.today)


def _answers(programme: Programme) -> dict[str, str]:
    return {key: value for key, value in request.args.items() if key in programme.questions and value}


def _show(work: Work, draft: VersionRecord, form: TrialForm, status: int = 200) -> tuple[str, int]:
    programme = programme_of(work, draft)
    bench, answers = _plan(work, programme), _answers(programme)
    taken, following = bench.path_taken(answers), bench.next_question(answers)
    facts = bench.facts(answers)
    verdict = judge(programme, facts, work.today) if answers else None
    current = next((one for one in work.house.programmes if one.code == draft.code), None)
    now = result_word(judge(current, facts, work.today).result) if current and answers else ""
    shared = common(work, draft, "try_out") | {"form": form.view(), "action": here()}
    page = TryOut(
        title=_("Prøvebænk"),
        **shared,  # type: ignore[arg-type]
        questions=_question_form(bench, programme, answers),
        query=url_for("admin.try_out", version_id=draft.id),
        asked=tuple(question.text for question in bench.questions if question.id in taken),
        next=following.text if following else "",
        result=_result(programme, verdict) if verdict else None,
        now=now,
        trial_people=_trial_rows(programme),
    )
    return render("admin/draft/bench.html", page, status)


def _question_form(bench: Plan, programme: Programme, answers: Mapping[str, str]) -> FormView:
    """Every question as a list to choose from, so that odd combinations can be tried too."""
    asked = [question for question in bench.questions if question.id in programme.questions]
    fields = {
        question.id: SelectField(
            question.text,
            choices=choices({"": NO_ANSWER} | {button.value: button.label for button in question.buttons}),
            validate_choice=False,
            render_kw={"optional": False},
        )
        for question in asked
    }
    return type("BenchForm", (PortalForm,), fields)(data=dict(answers)).view()


def _result(programme: Programme, verdict: Verdict) -> ResultView:
    lines = tuple(CriterionLine(one.label, str(one.outcome), one.text, one.source) for one in verdict.criteria)
    likely = programme.likely
    shown = (likely.heading, *likely.paragraphs) if verdict.result == "likely" else ()
    return ResultView(result_word(verdict.result), RESULT_KINDS[verdict.result], lines, verdict.alternatives, shown)


def _trial_rows(programme: Programme) -> tuple[TrialRow, ...]:
    found = []
    for person in programme.trial_people:
        result = result_for(programme, person)
        found.append(
            TrialRow(person.name, result_word(person.expected), result_word(result), result is not person.expected)
        )
    return tuple(found)
