"""The time machine's page: choose rules and a day, and see who would be judged differently. It only looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from flask import request, url_for
from wtforms import SelectField

from portal.domain.access import Permission, permits_place
from portal.domain.access.limits import SEARCH
from portal.domain.eligibility import Result
from portal.domain.eligibility.comparison import Cause, Reason
from portal.domain.errors import Refused
from portal.domain.municipalities import name_of
from portal.domain.small_numbers import FEWEST, Shown
from portal.services import time_machine
from portal.services.time_machine import Changed, Report, Tally, Told, Travel
from portal.services.time_machine import Move as Way
from portal.services.work import Work
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.words import verdict_word
from portal.web.forms import DateParts, FormView, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext
from portal.web.render import Page, render
from portal.web.small_numbers import shown_words

UNDER_FIVE = Shown(0, FEWEST - 1)


class TravelForm(PortalForm):
    regler = SelectField(_("Regler"), [Required(_("Vælg de regler, I vil prøve."))], validate_choice=False)
    dag = DateParts(
        _("Hvilken dag?"),
        [Required(_("Skriv den dag, reglerne skal prøves på."))],
        description=_("For eksempel 1 1 2027."),
        render_kw={"kind": "date"},
    )


@dataclass(frozen=True)
class Move:
    """So many people go from one answer to another."""

    before: str
    before_kind: str
    after: str
    after_kind: str
    count: str
    elsewhere: str


@dataclass(frozen=True)
class ReasonLine:
    label: str
    text: str
    cause: str


@dataclass(frozen=True)
class PersonLine:
    who: str
    href: str
    where: str
    before: str
    before_kind: str
    after: str
    after_kind: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class ReportView:
    """A report in words."""

    heading: str
    lead: str
    causes: str
    moves: tuple[Move, ...]
    criteria: tuple[SimpleNamespace, ...]
    people: tuple[PersonLine, ...]
    more: str
    elsewhere: str
    has_others: bool
    rules: tuple[str, ...]
    """What makes the difference, where no numbers are told."""
    note: str


@dataclass(frozen=True, kw_only=True)
class TimeMachine(Page):
    action: str
    form: FormView
    report: ReportView | None


@caseworker.page("/medarbejder/tidsmaskine", allow=Permission.RULES_TRY, queries=7, limit=SEARCH)
def show_time_machine(work: Work) -> tuple[str, int]:
    futures = time_machine.futures(work)
    sees_people = time_machine.sees_people(work)
    form = TravelForm(
        request.args or None, data={"dag": work.today if sees_people else time_machine.first_told(work.today)}
    )
    form.regler.choices = [(future.key, _future_words(future)) for future in futures]
    if not request.args:
        return _page(form, None)
    chosen = next((future for future in futures if future.key == form.regler.data), None)
    if chosen is None:
        form.add_error("regler", _("Vælg de regler, I vil prøve."))
        return _page(form, None, 422)
    if not form.validate() or form.dag.data is None:
        return _page(form, None, 422)
    try:
        found = time_machine.travel(work, Travel(chosen.programme, form.dag.data))
    except Refused as fault:
        form.add_error("dag", fault.text)
        return _page(form, None, 422)
    return _page(form, _shown(work, found))


def _page(form: TravelForm, report: ReportView | None, status: int = 200) -> tuple[str, int]:
    page = TimeMachine(
        title=_("Tidsmaskinen"), action=url_for("caseworker.show_time_machine"), form=form.view(), report=report
    )
    return render("caseworker/time_machine/show.html", page, status)


def _future_words(future: time_machine.Future) -> str:
    name = future.programme.name
    if future.number is None:
        return _("%(program)s – som reglerne er i dag", program=name)
    if not future.published or future.valid_from is None:
        return _("%(program)s – udkast %(number)s", program=name, number=future.number)
    day = long_date(future.valid_from)
    return _("%(program)s – version %(number)s fra %(day)s", program=name, number=future.number, day=day)


def _shown(work: Work, report: Report) -> ReportView:
    labels = {one.id: one.label for one in (*report.now.criteria, *report.then.criteria)}
    own, told = report.own or Tally(), report.own_told
    return ReportView(
        heading=_("%(program)s den %(day)s", program=report.then.name, day=long_date(report.day)),
        lead=_told_words(told, _("%(changed)s af %(people)s personer hos jer ville få et andet svar.")) or _lead(own),
        causes=_causes(own),
        moves=tuple(_moves(own.moves, told, report.elsewhere)),
        criteria=tuple(_bar(labels[name], count, own) for name, count in own.criteria.most_common()),
        people=tuple(_people(work, report)),
        more=_("Her står de første %(listed)s af %(changed)s.", listed=len(report.listed), changed=own.changed)
        if own.changed > len(report.listed)
        else "",
        elsewhere=_told_words(report.elsewhere, _("I andre kommuner: %(changed)s af %(people)s personer.")),
        has_others=report.elsewhere is not None,
        rules=tuple(labels[name] for name in told.criteria) if told else (),
        note=_note(report),
    )


def _bar(label: str, count: int, own: Tally) -> SimpleNamespace:
    text = ngettext("%(num)s person", "%(num)s personer", count)
    return SimpleNamespace(label=label, value=count, maximum=own.changed, text=text)


def _told_words(told: Told | None, text: str) -> str:
    words = text % {"changed": shown_words(told.changed), "people": shown_words(told.people)} if told else ""
    return words[:1].upper() + words[1:]


def _note(report: Report) -> str:
    """Why there is no more to see."""
    if report.own_told:
        return _("Du ser tal i femmere, og ingen under 5. Navne ser kun de, der arbejder med sagerne.")
    if report.leads and report.elsewhere is None:
        return _("Tal for andre kommuner vises kun for den første i en måned.")
    return ""


def _lead(own: Tally) -> str:
    if not own.people:
        return _("Der er ingen med i tilbuddet eller på vej ind hos jer.")
    if not own.changed:
        return ngettext(
            "Den ene person hos jer ville få det samme svar.",
            "Alle %(num)s personer hos jer ville få det samme svar.",
            own.people,
        )
    return _(
        "%(changed)s af %(people)s personer hos jer ville få et andet svar.", changed=own.changed, people=own.people
    )


def _causes(own: Tally) -> str:
    rules, time = own.causes[Cause.RULES], own.causes[Cause.TIME]
    if not own.changed:
        return ""
    if not time:
        return _("Det er reglerne, der gør det.")
    if not rules:
        return _("Det er kun tiden, der gør det. Reglerne flytter ingen.")
    return _("%(rules)s på grund af reglerne og %(time)s, fordi tiden går.", rules=rules, time=time)


def _moves(own: Counter[Way], told: Told | None, elsewhere: Told | None) -> Iterable[Move]:
    others = elsewhere.moves if elsewhere else {}
    mine = told.moves if told else {}
    for way in sorted(dict.fromkeys([*own, *mine, *others]), key=lambda way: (-own[way], way)):
        (was, was_kind), (becomes, becomes_kind) = _answer(way[0]), _answer(way[1])
        here = shown_words(mine.get(way, UNDER_FIVE)) if told else str(own[way])
        there = shown_words(others.get(way, UNDER_FIVE)) if elsewhere else ""
        yield Move(was, was_kind, becomes, becomes_kind, here, there)


def _answer(result: Result) -> tuple[str, str]:
    """A result as staff read it, and the kind of tag; a person gets no such answer from here."""
    kinds = {Result.LIKELY: "success", Result.MAYBE: "attention", Result.UNLIKELY: "neutral"}
    return verdict_word(result).capitalize(), kinds[result]


def _people(work: Work, report: Report) -> Iterable[PersonLine]:
    may_open = permits_place(work.actor, Permission.ENROLMENT_REVIEW)
    return (_person(one, may_open) for one in report.listed)


def _person(one: Changed, may_open: bool) -> PersonLine:
    (before, before_kind), (after, after_kind) = _answer(one.difference.before), _answer(one.difference.after)
    place = name_of(one.home_municipality)
    return PersonLine(
        who=one.name,
        href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id) if may_open else "",
        where=_("Med, %(place)s", place=place) if one.inside else _("Venter, %(place)s", place=place),
        before=before,
        before_kind=before_kind,
        after=after,
        after_kind=after_kind,
        reasons=tuple(_reason(reason) for reason in one.difference.reasons),
    )


def _reason(reason: Reason) -> ReasonLine:
    text = _("Kravet er der ikke mere.") if reason.after is None else reason.text
    if reason.before is None:
        text = _("Nyt krav. %(text)s", text=text)
    return ReasonLine(reason.label, text, _("Reglerne") if reason.cause is Cause.RULES else _("Tiden"))
