"""Mit forløb: where, when, whom to ask for, how the hours rise; and a page for the first day to print or save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.placement_law import PlacementKind
from portal.domain.workflow import PLACEMENT, Party
from portal.domain.workflow import PlacementState as S
from portal.services.check_in import kind_now, week_of
from portal.services.following import ReportAbsence, Return, report_absence, return_from_absence
from portal.services.work import Work
from portal.store import check_ins, enrolments, matches, placements
from portal.store.check_ins import WEEKLY
from portal.store.enrolments import EnrolmentRecord
from portal.store.placements import PartRecord, PlacementRecord
from portal.web.check_in_words import Curve, curve_of
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.plan import Rung
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number, short_date, weekday_date
from portal.web.render import Page, render

ALLOW = Permission.PLACEMENT_OWN
PATH = "/min-side/forloeb/<uuid:placement_id>"
BEFORE = frozenset({S.PLANNED, S.READY})


@dataclass(frozen=True)
class Part:
    kind: str
    tasks: tuple[str, ...]
    ladder: tuple[Rung, ...]
    most_hours: float


@dataclass(frozen=True)
class FirstDay:
    day: str
    address: str
    workplace: str
    contact: str
    contact_phone: str
    times: str


@dataclass(frozen=True, kw_only=True)
class PlacementPage(Page):
    status: str
    company: str
    period: str
    before: bool
    running: bool
    can_report: bool
    """She is at work and can say that she is ill today."""
    can_return: bool
    version: int
    action: str
    ask: str
    """What to press to tell how it goes; empty when there is nothing to tell now."""
    ask_href: str
    answered: bool
    first: FirstDay
    first_day_href: str
    pdf_href: str
    parts: tuple[Part, ...]
    curve: Curve
    adviser: str
    adviser_phone: str
    write_href: str
    proposal_href: str


@citizen.page(PATH, allow=ALLOW, load=placements.get, queries=6)
def show_placement(work: Work, placement: PlacementRecord) -> tuple[str, int]:
    return render("citizen/placement/show.html", _page(work, placement))


@citizen.action(PATH, allow=ALLOW, load=placements.get)
def tell_absence(work: Work, placement: PlacementRecord) -> Response:
    """Ill today, or back again: one press, no reason asked. Pressed once more it changes nothing."""
    version, deed = request.form.get("version", 0, int), request.form.get("handling")
    if deed == "syg" and placement.state != S.ABSENT:
        report_absence(work, ReportAbsence(placement.id, version))
        flash(_("Vi har noteret, at du er syg i dag. God bedring."), "success")
    elif deed == "tilbage" and placement.state == S.ABSENT:
        return_from_absence(work, Return(placement.id, version))
        flash(_("Godt at have dig tilbage. Sig til, hvis du har brug for noget andet end før."), "success")
    return redirect(url_for("citizen.show_placement", placement_id=placement.id), 303)


@citizen.page(f"{PATH}/foerste-dag", allow=ALLOW, load=placements.get, queries=6)
def show_first_day(work: Work, placement: PlacementRecord) -> tuple[str, int]:
    """One sheet of paper with all that is needed on the first day; it can be printed, and saved without a connection."""
    return render("citizen/placement/first_day.html", _page(work, placement, _("Din første dag")))


def _page(work: Work, one: PlacementRecord, title: str = "") -> PlacementPage:
    case = enrolments.get(work.session, one.enrolment_id)
    told = check_ins.list_of_placements(work.session, [one.id])
    kind = kind_now(work, one)
    week = week_of(work, one, kind) if kind else None
    return PlacementPage(
        title=title or _("Dit forløb hos %(company)s", company=one.company_name),
        status=_status(one),
        company=one.company_name,
        period=_period(one.start_on, one.end_on),
        before=one.state in BEFORE,
        running=kind == WEEKLY,
        can_report=PLACEMENT.allows(one.state, "report_absence", Party.CITIZEN),
        can_return=PLACEMENT.allows(one.state, "return", Party.CITIZEN),
        version=one.version,
        action=url_for("citizen.show_placement", placement_id=one.id),
        ask=_ask(kind),
        ask_href=url_for("citizen.show_check_in", placement_id=one.id) if kind else "",
        answered=any(it.kind == kind and it.week == week for it in told),
        first=_first(work, one),
        first_day_href=url_for("citizen.show_first_day", placement_id=one.id),
        pdf_href=url_for("citizen.download_first_day", placement_id=one.id),
        parts=tuple(_part(part, work.today) for part in one.parts),
        curve=curve_of(told),
        adviser=case.adviser_name or _("Din rådgiver"),
        adviser_phone=_phone(work, case),
        write_href=url_for("citizen.show_conversation", enrolment_id=case.id),
        proposal_href=url_for("citizen.show_proposal", proposal_id=one.proposal_id) if one.proposal_id else "",
    )


def _phone(work: Work, case: EnrolmentRecord) -> str:
    return case.adviser_phone or work.house.support_phone


def _ask(kind: str | None) -> str:
    if kind is None:
        return ""
    return (
        _("Tre korte spørgsmål. Du må springe over.") if kind == WEEKLY else _("Fire korte spørgsmål om tiden efter.")
    )


def _status(one: PlacementRecord) -> str:
    if one.state in BEFORE:
        return _("Du begynder %(date)s.", date=weekday_date(one.start_on))
    texts = {
        S.ABSENT: _("Du er meldt syg. God bedring. Der sker ikke noget, før du er klar."),
        S.STOPPED: _("Forløbet stoppede før tid. Det sker for mange. Lad os tale om, hvad du har brug for nu."),
        S.CANCELLED: _("Forløbet blev ikke til noget. Det siger ikke noget om dig. Vi leder videre."),
        S.COMPLETED: _("Forløbet er slut. Din rådgiver ringer til dig om, hvad der så skal ske."),
        S.FOLLOW_UP: _("Forløbet er slut. Vi spørger igen, hvordan det går."),
        S.CLOSED: _("Forløbet er slut. Du er altid velkommen igen."),
    }
    return texts.get(S(one.state), _("Du er i gang. Fortæl os, hvordan det går."))


def _period(start: date, end: date | None) -> str:
    if end is None:
        return _("Fra %(start)s, uden fast slutdag", start=long_date(start))
    return _("%(start)s til %(end)s", start=long_date(start), end=long_date(end))


def _first(work: Work, one: PlacementRecord) -> FirstDay:
    """Whom to ask for stands in the proposal; somebody who develops in her own job knows it already."""
    proposal = matches.get(work.session, one.proposal_id) if one.proposal_id else None
    return FirstDay(
        day=weekday_date(one.start_on),
        address=f"{one.address}, {one.town}",
        workplace=one.workplace_name,
        contact=(proposal.specialist_name if proposal else None) or "",
        contact_phone=(proposal.specialist_phone if proposal else None) or "",
        times=proposal.working_times if proposal else "",
    )


def _part(part: PartRecord, today: date) -> Part:
    return Part(
        kind=PlacementKind(part.kind).label.capitalize(),
        tasks=tuple(line.strip(" -•") for line in part.tasks.splitlines() if line.strip(" -•")),
        ladder=_ladder(part, today),
        most_hours=max((float(step["hours"]) for step in part.hours_ladder), default=37),
    )


def _ladder(part: PartRecord, today: date) -> tuple[Rung, ...]:
    """Each step with the day it begins; the one of today is marked."""
    rungs = []
    for now, after in pairwise([*part.hours_ladder, None]):
        assert now is not None
        begins = date.fromisoformat(now["from"])
        ends = date.fromisoformat(after["from"]) - timedelta(days=1) if after else part.end_on
        here = begins <= today and (ends is None or today <= ends)
        text = _("%(hours)s timer om ugen", hours=number(now["hours"]))
        rungs.append(Rung(float(now["hours"]), text, _("fra %(day)s", day=short_date(begins)), here))
    return tuple(rungs)
