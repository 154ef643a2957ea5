"""The result as a page: the answer, why it came out so with every criterion and source, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.eligibility import (
    EnrolmentKind,
    Facts,
    Hardness,
    Line,
    Outcome,
    Result,
    State,
    Verdict,
    judge_all,
)
from portal.services import places
from portal.services.deadlines import reply_days
from portal.services.places import ProgrammePlaces
from portal.services.work import Work
from portal.web.forms import FormView
from portal.web.i18n import gettext as _
from portal.web.places_words import wait_text
from portal.web.public.check import sheet as sheets
from portal.web.public.check import when
from portal.web.public.check.asking import reminder, show_expired
from portal.web.public.check.blueprint import check
from portal.web.public.check.result import Kind, answer_of, ends_soon, hard_reasons, soft_reasons
from portal.web.public.check.sheet import Sheet
from portal.web.render import Page, render

TEMPLATES = {
    Kind.FITS: "public/check/result_fits.html",
    Kind.OWN_JOB: "public/check/result_own_job.html",
    Kind.TALK: "public/check/result_talk.html",
    Kind.NOT_NOW: "public/check/result_not_now.html",
    Kind.ELSEWHERE: "public/check/result_elsewhere.html",
    Kind.FULL: "public/check/result_full.html",
    Kind.CLOSED: "public/check/result_closed.html",
    Kind.SEVERAL: "public/check/result_several.html",
}

TELLING = {Kind.TALK: ("unmet", "unknown"), Kind.NOT_NOW: ("unmet",)}
"""The criteria that led to a talk or to later stand first; the others are folded away."""


@dataclass(frozen=True)
class CriterionRow:
    """One criterion. `outcome` chooses the icon, `label` says the same in words, `source` is a number in the list."""

    text: str
    outcome: str
    label: str
    reason: str
    source: str


@dataclass(frozen=True)
class ProgrammeView:
    """One programme in the result, with everything said about it."""

    name: str
    slug: str
    heading: str
    paragraphs: tuple[str, ...]
    gets: tuple[str, ...]
    next: str
    is_open: bool
    is_interest: bool
    places: int | None
    is_full: bool
    wait: str
    """How long the line takes, when there is one and that can be said."""
    first_day: date | None
    last_day: date | None
    ends_on: date | None
    eligible_from: date | None
    ends_before: date | None
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    what_if: tuple[str, ...]
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, kw_only=True)
class ShowResult(Page):
    kind: str
    first: ProgrammeView | None
    about: tuple[ProgrammeView, ...]
    perhaps: tuple[ProgrammeView, ...]
    others: tuple[ProgrammeView, ...]
    telling_rows: tuple[CriterionRow, ...]
    """The criteria of the one programme the result is about that made it so; empty where there are several."""
    more_rows: tuple[CriterionRow, ...]
    """The rest of its criteria, folded away."""
    sources: tuple[str, ...]
    places: str
    """The municipalities where the help is found, as a list in words."""
    lives_in_one_of_ours: bool
    form: FormView
    """The date that would tell the day to come back; empty where none would."""
    told: date | None
    """The date that was given."""
    day: date | None
    """The day to come back."""


@check.page("/tjek/svar", allow=Permission.CHECK_ANSWER, queries=3)
def show_result(work: Work) -> Response | tuple[str, int]:
    if sheets.is_expired():
        return show_expired()
    sheet = Sheet.of(work)
    if not sheet.taken:
        return redirect(url_for("check.start", ingen=1))
    if sheet.next is not None:
        return redirect(url_for("check.ask", question=sheet.next.id))
    page = _result_page(work, sheet)
    return render(TEMPLATES[Kind(page.kind)], page)


@check.action("/tjek/svar", allow=Permission.CHECK_ANSWER, stores=False)
def tell_date(work: Work) -> Response | tuple[str, int]:
    """The date that says when it fits. It goes into the cookie, and only as long as the answers say the same."""
    sheet = Sheet.of(work)
    here = redirect(url_for("check.show_result"), 303)
    if not sheet.taken or sheet.next is not None:
        return here
    facts = sheet.plan.facts(sheet.answers)
    asked = _asked(work, sheet, facts)
    if asked is None:
        return here
    form = when.form_for(asked)
    if form.validate() and form.dato.data is not None:
        if when.agrees(asked.programme, facts, asked.fact, form.dato.data, work.today):
            when.keep(asked, form.dato.data)
            return here
        form.add_error("dato", _("Datoen passer ikke med dit svar. Ret datoen, eller ret dit svar."))
    page = _result_page(work, sheet, form)
    return render(TEMPLATES[Kind(page.kind)], page, 422)


@check.page("/tjek/paamindelse/dagen.ics", allow=Permission.CHECK_ANSWER, queries=2)
def download_day(work: Work) -> Response:
    """The day itself, from the cookie: no answer is ever part of an address."""
    sheet = Sheet.of(work)
    page = _result_page(work, sheet) if sheet.taken and sheet.next is None else None
    if page is None or page.day is None:
        abort(404)
    return reminder(work, page.day, "paamindelse.ics")


def _asked(work: Work, sheet: Sheet, facts: Facts) -> when.Wanted | None:
    verdicts = judge_all(work.house.programmes, facts, work.today)
    found = answer_of(verdicts, sheet.taken)
    about = [verdict.programme for verdict in found.about if verdict.programme]
    return when.wanted(about, facts, work.today) if found.kind in TELLING else None


def _result_page(work: Work, sheet: Sheet, form: when.DateForm | None = None) -> ShowResult:
    answered = sheet.plan.facts(sheet.answers)
    asked = _asked(work, sheet, answered)
    told = when.told(asked, answered, work.today)
    facts = when.with_date(answered, asked, told)
    verdicts = judge_all(work.house.programmes, facts, work.today)
    room = _places(work, verdicts)
    home = facts.home_municipality if isinstance(facts.home_municipality, str) else None
    full = frozenset(code for code, one in room.items() if one.is_full_for(home))
    found = answer_of(verdicts, sheet.taken, full)
    writer = Writer(work, facts, room, home)
    about = tuple(writer.view(verdict, has_said_why=found.kind in TELLING) for verdict in found.about)
    perhaps, others = (tuple(writer.view(verdict) for verdict in group) for group in (found.perhaps, found.others))
    rows = about[0].rows if len(about) == 1 and found.kind is not Kind.ELSEWHERE else ()
    outcomes = TELLING.get(found.kind)
    telling = rows if outcomes is None else tuple(row for row in rows if row.outcome in outcomes)
    where = found.about if found.kind is Kind.ELSEWHERE and found.others else verdicts
    return ShowResult(
        title=_title(found.kind, about),
        kind=found.kind,
        first=about[0] if about else None,
        about=about,
        perhaps=perhaps,
        others=others,
        telling_rows=telling,
        more_rows=tuple(row for row in rows if row not in telling),
        sources=tuple(writer.sources),
        places=_in_words(sorted({name for v in where for name in _municipalities(v)}, key=_danish)),
        lives_in_one_of_ours=bool(found.others),
        form=(form or when.form_for(asked, told)).view() if asked else FormView(),
        told=told,
        day=when.first_day(found.about[0], facts, work.today) if told else None,
    )


def _title(kind: Kind, about: tuple[ProgrammeView, ...]) -> str:
    name = about[0].name if about else ""
    titles = {
        Kind.FITS: about[0].heading if about else "",
        Kind.OWN_JOB: _("Lad os begynde med dit eget job"),
        Kind.TALK: _("Lad os tage en snak først"),
        Kind.NOT_NOW: _("Det passer ikke helt til dig lige nu"),
        Kind.ELSEWHERE: _("Hjælpen findes ikke i din kommune endnu"),
        Kind.FULL: _("%(program)s ser ud til at passe til dig, men der er kø", program=name),
        Kind.CLOSED: _("%(program)s tager ikke nye ind lige nu", program=name),
        Kind.SEVERAL: _("Der er %(antal)s muligheder, der ser ud til at passe til dig", antal=len(about)),
    }
    return titles[kind]


class Writer:
    """Writes programmes for one result, and numbers the sources as they come."""

    def __init__(self, work: Work, facts: Facts, room: Mapping[str, ProgrammePlaces], home: str | None) -> None:
        self.work, self.facts, self.room, self.home = work, facts, room, home
        self.sources: list[str] = []

    def view(self, verdict: Verdict, *, has_said_why: bool = False) -> ProgrammeView:
        """The programme in this result. What to do instead is not said again where the page begins with it."""
        programme = verdict.programme
        assert programme is not None
        room = self.room.get(programme.code)
        waits = room is not None and verdict.state is State.OPEN and room.is_full_for(self.home)
        return ProgrammeView(
            name=programme.name,
            slug=programme.slug,
            heading=programme.likely.heading,
            paragraphs=programme.likely.paragraphs,
            gets=programme.likely.gets,
            next=programme.likely.next.replace("{svarfrist}", str(reply_days(self.work, programme))),
            is_open=verdict.state is State.OPEN,
            is_interest=programme.enrolment is EnrolmentKind.EXPRESSION_OF_INTEREST,
            places=room.limit_for(self.home) if room else None,
            is_full=waits,
            wait=wait_text(places.wait_for_newcomer(self.work, room, self.home)) if room and waits else "",
            first_day=programme.term.first if verdict.state is State.UPCOMING else None,
            last_day=programme.term.last,
            ends_on=ends_soon(verdict, self.work.today),
            eligible_from=verdict.eligible_from,
            ends_before=next((a.date for a in verdict.advice if a.kind == "ends_before"), None),
            reasons=tuple(f"{line.text} {line.alternative}" for line in hard_reasons(verdict) or soft_reasons(verdict)),
            advice=tuple(advice.text for advice in verdict.advice if advice.text),
            what_if=when.advice(programme, self.facts, self.work.today),
            rows=tuple(self._row(line, has_said_why) for line in verdict.criteria),
        )

    def _row(self, line: Line, has_said_why: bool) -> CriterionRow:
        if line.source and line.source not in self.sources:
            self.sources.append(line.source)
        number = str(self.sources.index(line.source) + 1) if line.source else ""
        reason = line.text if has_said_why or not line.alternative else f"{line.text} {line.alternative}"
        return CriterionRow(line.label, str(line.outcome), _word(line), reason, number)


def _word(line: Line) -> str:
    """An outcome in words that shut no door: what staff or a talk settles is never called a miss."""
    if line.outcome is Outcome.UNMET:
        return _("Ikke lige nu") if line.hardness is Hardness.HARD else _("Det taler vi om")
    words = {
        Outcome.MET: _("Passer"),
        Outcome.UNKNOWN: _("Det ved vi ikke endnu"),
        Outcome.STAFF: _("Vurderes i samtalen"),
    }
    return words[line.outcome]


def _places(work: Work, verdicts: tuple[Verdict, ...]) -> Mapping[str, ProgrammePlaces]:
    """How it stands with the places of those that fit. Only they are counted."""
    return places.of_programmes(work, [v.programme for v in verdicts if v.result is Result.LIKELY and v.programme])


def _municipalities(verdict: Verdict) -> list[str]:
    is_shown = verdict.programme is not None and verdict.programme.is_shown_in_check
    return [place.name for place in verdict.programme.municipalities] if verdict.programme and is_shown else []


def _in_words(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s og %(last)s", names=", ".join(names[:-1]), last=names[-1])


def _danish(name: str) -> str:
    """Sorts æ, ø and å last."""
    return name.lower().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})
