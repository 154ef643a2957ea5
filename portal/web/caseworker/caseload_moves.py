"""Giving cases to advisers: the new ones shared evenly, or some handed over. First how it would be, then by a press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from portal.domain.access import Permission
from portal.domain.caseload import MOST_MOVED, WEIGHT, Adviser
from portal.domain.errors import NotFound, Refused, Stale
from portal.services import caseload as service
from portal.services.related import not_close
from portal.services.work import Work
from portal.store import enrolment_lists
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.caseload import load_text, may_lead
from portal.web.caseworker.queue import rank, urgency
from portal.web.caseworker.words import enrolment_state
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render

SHARE, MOVE = "/medarbejder/fordeling/nye", "/medarbejder/fordeling/flyt"


class ReasonForm(PortalForm):
    reason = StringField(
        "Hvorfor?",
        [Required("Skriv kort, hvorfor sagerne skifter rådgiver."), MaxLength(200)],
        description="Det gemmes med flytningen. Skriv ikke om borgeren.",
    )


@dataclass(frozen=True)
class CaseRow:
    id: UUID
    version: int
    href: str
    who: str
    programme: str
    state: str
    why: str
    chosen: bool
    to: str
    """The id of the adviser who would get it."""


@dataclass(frozen=True, kw_only=True)
class MoveCases(Page):
    lead: str
    rows: tuple[CaseRow, ...]
    advisers: tuple[tuple[str, str], ...]
    effect: tuple[str, ...]
    """How each adviser's load would become."""
    warning: str
    action: str
    source: str
    chosen: bool
    to: str
    overtaken: bool
    most: int
    form: FormView = field(default_factory=FormView)


@caseworker.page(SHARE, allow=Permission.CASELOAD, queries=7)
def share_cases(work: Work) -> tuple[str, int]:
    return _share(work, ReasonForm(data={"reason": _("Fordelt jævnt")}))


@caseworker.action(SHARE, allow=Permission.CASELOAD)
def save_shares(work: Work) -> Response | tuple[str, int]:
    form = filled(ReasonForm)
    return _save(work, form, _asked("til"), lambda status, changed: _share(work, form, status, changed))


def _share(work: Work, form: ReasonForm, status: int = 200, changed: bool = False) -> tuple[str, int]:
    """The new ones by urgency, each with whoever has most room left; the caseworker may choose another."""
    team = service.team_of(work)
    free = not_close(work, enrolment_lists.list_assigned(work.session, work.actor.municipalities, None))
    cases = sorted(free, key=lambda one: rank(work, one))[:MOST_MOVED]
    wanted = service.proposed(work, cases, team) | _asked("til")
    page = MoveCases(
        title=_("Fordel sager jævnt"),
        lead=_("Det her er et forslag. Intet flyttes, før du trykker Gem."),
        rows=tuple(_row(work, case, wanted.get(case.id)) for case in cases),
        advisers=_names(work, team),
        effect=tuple(_effect(work, team, cases, wanted)),
        warning=_over(team, cases, wanted),
        action=url_for("caseworker.share_cases"),
        source="",
        chosen=bool(cases),
        to="",
        overtaken=changed,
        most=MOST_MOVED,
        form=form.view(),
    )
    return render("caseworker/caseload/share.html", page, status)


@caseworker.page(MOVE, allow=Permission.CASELOAD, queries=7)
def move_cases(work: Work) -> tuple[str, int]:
    return _move(work, ReasonForm())


@caseworker.action(MOVE, allow=Permission.CASELOAD)
def save_move(work: Work) -> Response | tuple[str, int]:
    form = filled(ReasonForm)
    to = _uuid(request.form.get("til", ""))
    moves = {_uuid(one): to for one in request.form.getlist("valg")}
    return _save(work, form, moves, lambda status, changed: _move(work, form, status, changed))


def _move(work: Work, form: ReasonForm, status: int = 200, changed: bool = False) -> tuple[str, int]:
    """Some of one adviser's cases to another: chosen first, then how it would be, then moved."""
    source = _uuid(request.values.get("fra", ""))
    team = service.team_of(work)
    giver = next((one for one in team if one.id == source), None)
    if giver is None or not may_lead(work, source):
        raise NotFound
    chosen = {_uuid(one) for one in request.values.getlist("valg")}
    to = request.values.get("til", "")
    cases = not_close(work, enrolment_lists.list_assigned(work.session, work.actor.municipalities, source))
    picked = [case for case in cases if case.id in chosen]
    wanted = {case.id: _uuid(to) for case in picked} if to else {}
    shown = picked if wanted else cases
    page = MoveCases(
        title=_("Flyt sager fra %(name)s", name=giver.name),
        lead=_("Vælg sager og ny rådgiver. Du ser, hvordan det bliver, før noget flyttes."),
        rows=tuple(_row(work, case, wanted.get(case.id), chosen=case.id in chosen) for case in shown),
        advisers=tuple(pair for pair in _names(work, team) if pair[0] != str(source)),
        effect=tuple(_effect(work, team, picked, wanted)) if wanted else (),
        warning=_over(team, picked, wanted),
        action=url_for("caseworker.move_cases"),
        source=str(source),
        chosen=bool(wanted),
        to=to,
        overtaken=changed,
        most=MOST_MOVED,
        form=form.view(),
    )
    return render("caseworker/caseload/move.html", page, status)


def _save(work: Work, form: ReasonForm, moves: dict[UUID, UUID], again) -> Response | tuple[str, int]:  # type: ignore[no-untyped-def]
    if not form.validate():
        return again(422, False)
    versions = {one: request.form.get(f"version-{one}", 0, type=int) for one in moves}
    command = service.HandOverCases(
        tuple(service.Move(one, versions[one], to) for one, to in moves.items()), form.reason.data or ""
    )
    try:
        service.hand_over(work, command)
    except Stale:
        work.session.rollback()
        return again(409, True)
    except Refused as fault:
        form.add_error("reason", fault.text)
        return again(422, False)
    flash(ngettext("%(num)s sag er flyttet.", "%(num)s sager er flyttet.", len(moves)), "success")
    return redirect(url_for("caseworker.show_caseload"), 303)


def _asked(prefix: str) -> dict[UUID, UUID]:
    """Who was chosen for each case: the fields `til-<case>`."""
    found = {}
    for name, value in request.form.items():
        if name.startswith(f"{prefix}-") and value:
            found[_uuid(name.removeprefix(f"{prefix}-"))] = _uuid(value)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _names(work: Work, team: Iterable[Adviser]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.id), one.name) for one in team if not one.is_away(work.today))


def _row(work: Work, case: EnrolmentRecord, to: UUID | None, *, chosen: bool = True) -> CaseRow:
    return CaseRow(
        id=case.id,
        version=case.version,
        href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        who=case.short_name,
        programme=work.house.programme(case.programme_code).name,
        state=enrolment_state(case.state)[0],
        why=urgency(work, case).why,
        chosen=chosen,
        to=str(to) if to else "",
    )


def _after(team: Iterable[Adviser], cases: Iterable[EnrolmentRecord], wanted: dict[UUID, UUID]) -> list[Adviser]:
    """The team as it would be."""
    found = {one.id: one for one in team}
    for case in cases:
        to, weight = wanted.get(case.id), WEIGHT.get(case.state, 0)
        if to not in found:
            continue
        giver = found.get(case.assigned_to) if case.assigned_to else None
        if giver is not None:
            found[giver.id] = replace(giver, load=round(giver.load - weight, 1), cases=giver.cases - 1)
        taker = found[to]
        found[to] = replace(taker, load=round(taker.load + weight, 1), cases=taker.cases + 1)
    return list(found.values())


def _effect(work: Work, team: list[Adviser], cases: list[EnrolmentRecord], wanted: dict[UUID, UUID]) -> Iterable[str]:
    for before, after in zip(team, _after(team, cases, wanted), strict=True):
        if before != after:
            yield _(
                "%(name)s: før %(before)s, nu %(after)s",
                name=after.name,
                before=before.cases,
                after=load_text(after, work.today),
            )


def _over(team: list[Adviser], cases: list[EnrolmentRecord], wanted: dict[UUID, UUID]) -> str:
    """Who would get above the limit. It is said, not forbidden: a person decides."""
    after = _after(team, cases, wanted)
    names = [new.name for old, new in zip(team, after, strict=True) if new.load > new.limit and new.load > old.load]
    return _("Over grænsen: %(names)s. Du kan flytte alligevel.", names=", ".join(names)) if names else ""
