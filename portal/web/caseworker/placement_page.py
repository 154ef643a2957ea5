"""One placement: what needs somebody, its calendar, its hours ladder, what the company says, and what staff can do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.following import OUTCOMES, STOP_REASONS, EarlyWarning
from portal.services import following as service
from portal.services.work import Work
from portal.store import following, placements, users
from portal.store.following import ChangeRecord, CheckpointRecord, ConcernRecord
from portal.store.placements import PartRecord, PlacementRecord
from portal.web import feedback_words
from portal.web.caseworker import words
from portal.web.caseworker.addresses import case_address, proposal_address
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Tried, forms_of, perform
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.placement_deeds import DEEDS, deed_words, part_choices, possible_deeds
from portal.web.caseworker.ratio import RatioWord, ratio_word
from portal.web.forms import FormView
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number, short_date
from portal.web.render import Page, render


@dataclass(frozen=True)
class Part:
    kind: str
    period: str
    tasks: tuple[str, ...]
    ladder: tuple[SimpleNamespace, ...]


@dataclass(frozen=True)
class Point:
    """One line of the calendar. `form` is there when it can be written down now."""

    id: UUID
    day: date
    what: str
    state: str
    state_kind: str
    words: str
    due: bool


@dataclass(frozen=True)
class Feedback:
    day: date
    lines: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True)
class Note:
    """What was changed, from which day, and the words for it."""

    text: str
    day: date
    written: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ShowPlacement(Page):
    placement: PlacementRecord
    action: str
    state: str
    state_kind: str
    period: str
    outcome: str
    warnings: tuple[EarlyWarning, ...]
    concerns: tuple[ConcernRecord, ...]
    points: tuple[Point, ...]
    due_points: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    feedback: tuple[Feedback, ...]
    notes: tuple[Note, ...]
    agreement_href: str
    proposal_href: str
    enrolment_href: str
    company_href: str
    history: tuple[Entry, ...]
    deeds: tuple[str, ...]
    deed_words: dict[str, tuple[str, str]]
    forms: dict[str, FormView]
    tried: Tried
    ratio: RatioWord
    form: FormView = field(default_factory=FormView)


PATH = "/medarbejder/forloeb/<uuid:placement_id>"


@caseworker.page(PATH, allow=Permission.PLACEMENT_FOLLOW, load=placements.get, queries=14)
def show_placement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    return render("caseworker/placement/show.html", _page(work, one, NOTHING_TRIED))


@caseworker.action(PATH, allow=Permission.PLACEMENT_FOLLOW, load=placements.get)
def follow_placement(work: Work, one: PlacementRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one, "placement")
    if tried:
        return render("caseworker/placement/show.html", _page(work, one, tried), tried.status)
    return redirect(url_for("caseworker.show_placement", placement_id=one.id), 303)


def _page(work: Work, one: PlacementRecord, tried: Tried) -> ShowPlacement:
    state, kind = words.placement_state(one.state)
    concerns = following.list_concerns(work.session, [one.id])
    points = tuple(_point(day, work.today) for day in following.list_checkpoints(work.session, [one.id]))
    deeds = possible_deeds(
        one, due=any(point.due for point in points), concerns=any(c.handled_at is None for c in concerns)
    )
    proposal = one.proposal_id
    return ShowPlacement(
        title=_("%(who)s hos %(company)s", who=one.full_name, company=one.company_name),
        placement=one,
        action=url_for("caseworker.show_placement", placement_id=one.id),
        state=state,
        state_kind=kind,
        period=_period(one.start_on, one.end_on),
        outcome=OUTCOMES.get(one.outcome or "", ""),
        warnings=service.signs_of(work, [one])[one.id],
        concerns=tuple(concerns),
        points=points,
        due_points=tuple((str(p.id), f"{short_date(p.day)}: {p.what}") for p in points if p.due),
        parts=tuple(_part(part, work.today) for part in one.parts),
        feedback=tuple(
            Feedback(given.sent_at.date(), feedback_words.lines(given.answers), given.words or "")
            for given in following.list_feedback(work.session, [one.id])
        ),
        notes=_notes(work, one),
        agreement_href=url_for("caseworker.show_agreement", placement_id=one.id),
        proposal_href=proposal_address(work, proposal) if proposal else "",
        enrolment_href=case_address(work, one.enrolment_id),
        company_href=url_for("caseworker.show_company", company_id=one.company_id),
        history=history_of(work, "placement", one.id),
        deeds=tuple(deeds),
        deed_words=deed_words(),
        forms=_forms(one, deeds, tried),
        tried=tried,
        ratio=ratio_word(work, "placement", one, [part.kind for part in one.parts], work.today, tried),
        form=tried.form,
    )


def _forms(one: PlacementRecord, deeds: list[str], tried: Tried) -> dict[str, FormView]:
    """The part of an adjustment is asked only where there are several."""
    views = forms_of(DEEDS, deeds, one, tried)
    if "adjust" in views:
        fields = views["adjust"]
        if len(one.parts) > 1:
            fields["part"] = replace(fields["part"], options=part_choices(one))
        else:
            fields.pop("part", None)
    return views


def _notes(work: Work, one: PlacementRecord) -> tuple[Note, ...]:
    found = following.list_changes(work.session, one.id)
    names = users.names_of(work.session, {note.made_by for note in found if note.made_by})
    return tuple(_note(note, names.get(note.made_by, "") if note.made_by else "") for note in found)


def _note(one: ChangeRecord, name: str) -> Note:
    texts = {
        "start": _("Første dag"),
        "absence": _("Fravær fra"),
        "return": _("Tilbage"),
        "adjust": _("Timer eller opgaver ændret fra"),
        "extend": _("Forlænget fra"),
        "add_part": _("Løntimer fra"),
        "stop": _("Stoppet: %(why)s", why=STOP_REASONS.get(one.code, "")),
        "complete": _("Slut"),
        "outcome": _("Resultat: %(what)s", what=OUTCOMES.get(one.code, "")),
        "close": _("Opfølgning slut"),
        "ratio": _("Lov til at gå over forholdstallet, da forløbet blev aftalt"),
    }
    text = texts.get(one.kind, one.kind)
    if one.by_phone:
        text = _("%(text)s (i telefonen)", text=text)
    return Note(
        text, one.day, _("Skrevet %(day)s af %(name)s", day=short_date(one.made_at), name=name), one.words or ""
    )


def _point(one: CheckpointRecord, today: date) -> Point:
    due = one.done_at is None and one.due_on <= today
    if one.done_at is not None:
        state, kind = _("Holdt"), "success"
    elif one.due_on < today:
        state, kind = _("Over tiden"), "attention"
    else:
        state, kind = (_("I dag"), "attention") if due else (_("Kommer"), "neutral")
    return Point(one.id, one.due_on, words.checkpoint_kind(one.kind), state, kind, one.words or "", due)


def _period(start: date, end: date | None) -> str:
    if end is None:
        return _("Fra %(start)s, uden slutdato", start=long_date(start))
    return _("%(start)s til %(end)s", start=long_date(start), end=long_date(end))


def _part(part: PartRecord, today: date) -> Part:
    return Part(
        kind=words.kind_word(part.kind).capitalize(),
        period=_period(part.start_on, part.end_on),
        tasks=tuple(line for line in part.tasks.splitlines() if line.strip()),
        ladder=tuple(_steps(part, today)),
    )


def _steps(part: PartRecord, today: date) -> list[SimpleNamespace]:
    """The hours ladder as the component draws it; the step of today is marked."""
    days = [date.fromisoformat(step["from"]) for step in part.hours_ladder]
    found = []
    for index, step in enumerate(part.hours_ladder):
        last = days[index + 1] - timedelta(days=1) if index + 1 < len(days) else part.end_on
        found.append(
            SimpleNamespace(
                hours=step["hours"],
                hours_text=_("%(hours)s timer om ugen", hours=number(step["hours"])),
                period=_("fra %(day)s", day=short_date(days[index])),
                current=days[index] <= today and (last is None or today <= last),
            )
        )
    return found
