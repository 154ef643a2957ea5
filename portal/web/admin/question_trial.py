"""The check with a version's words, tap by tap, as a citizen would meet it; nothing is stored (A5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import request, url_for

from portal.domain.access import Permission
from portal.domain.eligibility import Facts, Question, judge, plan
from portal.services import programme_version as versions
from portal.services.work import House, Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.words import RESULT_KINDS, result_word
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class Given:
    """One answer on the way; `href` goes back to the question."""

    text: str
    label: str
    href: str


@dataclass(frozen=True)
class Asked:
    id: str
    text: str
    hint: str
    why: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TrialResult:
    name: str
    word: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class TryWords(Page):
    name: str
    back: str
    query: str
    taps: int
    left: int
    answers: tuple[tuple[str, str], ...]
    given: tuple[Given, ...]
    asked: Asked | None
    results: tuple[TrialResult, ...]


@admin.page(
    "/admin/spoergsmaal/udkast/<uuid:wording_id>/proevebaenk",
    allow=Permission.PROGRAMME_DESK,
    load=store.get_questions,
)
def try_words(work: Work, draft: VersionRecord) -> tuple[str, int]:
    house = replace(work.house, words=versions.words_in(draft.text))
    bench = plan(house.programmes, house.questions, work.today)
    taken = bench.path_taken(request.args)
    following = bench.next_question(taken)
    known = {question.id: question for question in house.questions}
    page = TryWords(
        title=_("Prøvebænk"),
        name=_("Spørgsmål i tjekket, version %(number)s", number=draft.number),
        back=url_for("admin.show_words", wording_id=draft.id),
        query=url_for("admin.try_words", wording_id=draft.id),
        taps=len(taken),
        left=bench.questions_left(taken),
        answers=tuple(taken.items()),
        given=_given(draft, known, taken),
        asked=_asked(following) if following else None,
        results=() if following else _results(house, work, bench.facts(taken)),
    )
    return render("admin/question/trial.html", page)


def _given(draft: VersionRecord, known: dict[str, Question], taken: dict[str, str]) -> tuple[Given, ...]:
    found, before = [], {}
    for name, value in taken.items():
        button = known[name].button(value)
        assert button is not None
        href = url_for("admin.try_words", wording_id=draft.id, **before)
        found.append(Given(known[name].text, button.label, href))
        before[name] = value
    return tuple(found)


def _asked(question: Question) -> Asked:
    choices = tuple((button.value, button.label) for button in question.buttons)
    return Asked(question.id, question.text, question.hint, question.why, choices)


def _results(house: House, work: Work, facts: Facts) -> tuple[TrialResult, ...]:
    shown = (one for one in house.programmes if one.is_shown_in_check)
    found = ((one, judge(one, facts, work.today).result) for one in shown)
    return tuple(TrialResult(one.name, result_word(result), RESULT_KINDS[result]) for one, result in found)
