"""The programmes with their versions: what counts now, what comes, what waits, and the way back (A1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from portal.domain.access import Permission, permits
from portal.domain.eligibility import Programme, State
from portal.domain.errors import Refused
from portal.domain.workflow import VersionState
from portal.programmes import shipped_text
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import ProgrammeHead, VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.words import (
    HARDNESS,
    STATES,
    period_words,
    places_words,
    result_word,
    rule_words,
    state_tag,
)
from portal.web.forms import DateParts, FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

DESK, EDIT = Permission.PROGRAMME_DESK, Permission.PROGRAMME_EDIT


@dataclass(frozen=True)
class ProgrammeRow:
    name: str
    href: str
    overview_href: str
    """Only for who leads it."""
    state: tuple[str, str]
    period: str
    places: str
    municipalities: str
    version: int
    waiting: str
    waiting_href: str


@dataclass(frozen=True, kw_only=True)
class ListProgrammes(Page):
    mine: tuple[ProgrammeRow, ...]
    others: tuple[ProgrammeRow, ...]


@dataclass(frozen=True)
class VersionRow:
    number: int
    state: tuple[str, str]
    valid: str
    author: str
    approver: str
    note: str
    href: str
    is_now: bool


@dataclass(frozen=True)
class CriterionRow:
    label: str
    rule: str
    hardness: str
    source: str


@dataclass(frozen=True)
class TrialRow:
    name: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class ShowProgramme(Page):
    code: str
    slug: str
    action: str
    in_force: ProgrammeRow | None
    versions: tuple[VersionRow, ...]
    criteria: tuple[CriterionRow, ...]
    trial_people: tuple[TrialRow, ...]
    draft_href: str
    draft_word: str
    number_now: int | None
    rollback_to: int | None
    form: FormView
    form_open: bool
    can_close: bool
    close: FormView
    close_open: bool


class CloseForm(PortalForm):
    last = DateParts("Sidste dag", [Required("Skriv den sidste dag, man kan komme ind.")])
    why = StringField(
        "Hvorfor?",
        [Required("Skriv kort, hvorfor programmet lukker."), MaxLength(200)],
        description="Den, der skal godkende, læser det.",
    )


class RollBackForm(PortalForm):
    reason = StringField("Hvorfor?", [Required("Skriv kort, hvorfor versionen skal væk."), MaxLength(200)])


@admin.page("/admin", allow=DESK)
def show_start(work: Work) -> AnyResponse:
    """The start page of the role is the list."""
    return redirect(url_for("admin.list_programmes"), 302)


@admin.page("/admin/programmer", allow=DESK)
def list_programmes(work: Work) -> tuple[str, int]:
    waiting = {one.code: one for one in store.list_open(work.session)}
    rows = [(one, _row(work, one, waiting.pop(one.code, None))) for one in work.house.programmes]
    new = tuple(_new_row(draft) for draft in waiting.values() if is_mine(work, draft.lead_municipality))
    mine = tuple(row for programme, row in rows if is_mine(work, programme.lead_municipality))
    others = tuple(row for programme, row in rows if not is_mine(work, programme.lead_municipality))
    page = ListProgrammes(title=_("Programmer"), mine=mine + new, others=others)
    return render("admin/programme/list.html", page)


@admin.page("/admin/programmer/<code>", allow=EDIT, load=store.get_programme)
def show_programme(work: Work, programme: ProgrammeHead) -> tuple[str, int]:
    return render("admin/programme/show.html", _page(work, programme, filled(RollBackForm)))


@admin.action("/admin/programmer/<code>", allow=EDIT, load=store.get_programme)
def act_on_programme(work: Work, programme: ProgrammeHead) -> AnyResponse | tuple[str, int]:
    if request.form.get("handling") == "luk":
        return _close(work, programme)
    if request.form.get("handling") != "rollback":
        number = request.form.get("number", type=int)
        draft = versions.begin_draft(work, versions.BeginDraft(programme.code, number))
        return redirect(url_for("admin.show_version", version_id=draft), 303)
    form = filled(RollBackForm)
    if not form.validate():
        return render("admin/programme/show.html", _page(work, programme, form), 422)
    seen = request.form.get("number", 0, type=int)
    versions.roll_back(work, versions.RollBack(programme.code, seen, form.reason.data or ""))
    flash(_("Rullet tilbage. Det gælder fra nu. Det, der er afgjort, står ved magt."), "success")
    return redirect(url_for("admin.show_programme", code=programme.code), 303)


def _close(work: Work, programme: ProgrammeHead) -> AnyResponse | tuple[str, int]:
    """ "Luk programmet": the other one who approves sees nothing but the new last day."""
    form = filled(CloseForm)
    if form.validate():
        try:
            draft = versions.close_programme(
                work, versions.CloseProgramme(programme.code, form.last.data, form.why.data or "")
            )
        except Refused as fault:
            form.add_error(fault.field, fault.text)
        else:
            flash(_("Sendt. Programmet lukker, når en anden end dig har godkendt det."), "success")
            return redirect(url_for("admin.show_version", version_id=draft), 303)
    return render("admin/programme/show.html", _page(work, programme, RollBackForm(), form), 422)


@admin.page("/admin/programmer/<code>/fil", allow=EDIT, load=store.get_programme)
def export_programme(work: Work, programme: ProgrammeHead) -> Response:
    """The version in force as its TOML file, for another municipality to take over."""
    current = next((one for one in work.house.programmes if one.code == programme.code), None)
    stored = {one.number: one for one in store.list_of(work.session, programme.code)}
    number = current.version if current else max(stored)
    toml = stored[number].text if number in stored else shipped_text(programme.code)
    return file_response(toml, programme.code, number)


def file_response(toml: str, code: str, number: int) -> Response:
    response = Response(toml, mimetype="application/toml")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{number}.toml"'
    return response


def is_mine(work: Work, lead: str) -> bool:
    return work.actor.role == "admin" or lead in work.actor.municipalities


def _row(work: Work, programme: Programme, waiting: VersionRecord | None) -> ProgrammeRow:
    mine = is_mine(work, programme.lead_municipality)
    return ProgrammeRow(
        name=programme.name,
        href=url_for("admin.show_programme", code=programme.code) if mine else "",
        overview_href=_overview_href(work, programme),
        state=state_tag(programme.term.state(work.today)),
        period=period_words(programme),
        places=places_words(programme),
        municipalities=", ".join(place.name for place in programme.municipalities),
        version=programme.version,
        waiting=STATES[waiting.state][0] if waiting and mine else "",
        waiting_href=url_for("admin.show_version", version_id=waiting.id) if waiting and mine else "",
    )


def _overview_href(work: Work, programme: Programme) -> str:
    may_see = permits(work.actor, Permission.PROGRAMME_OVERVIEW, programme)
    return url_for("admin.show_overview", code=programme.code) if may_see else ""


def _new_row(draft: VersionRecord) -> ProgrammeRow:
    programme = versions.parsed(draft, demo=False)
    return ProgrammeRow(
        name=programme.name,
        href=url_for("admin.show_programme", code=draft.code),
        overview_href="",
        state=(_("Ikke begyndt"), "neutral"),
        period=period_words(programme),
        places=places_words(programme),
        municipalities=", ".join(place.name for place in programme.municipalities),
        version=draft.number,
        waiting=STATES[draft.state][0],
        waiting_href=url_for("admin.show_version", version_id=draft.id),
    )


def _page(work: Work, head: ProgrammeHead, form: RollBackForm, closing: CloseForm | None = None) -> ShowProgramme:
    found = store.list_of(work.session, head.code)
    current = next((one for one in work.house.programmes if one.code == head.code), None)
    shown = current or versions.parsed(found[0], work.house.demo)
    waiting = next((one for one in found if one.state in store.OPEN), None)
    return ShowProgramme(
        title=shown.name,
        code=head.code,
        slug=shown.slug if current else "",
        action=url_for("admin.show_programme", code=head.code),
        in_force=_row(work, current, waiting) if current else None,
        versions=tuple(version_row(one, _is_now(one, current), work.today, _href(one)) for one in found),
        criteria=tuple(
            CriterionRow(one.label, rule_words(one.test), HARDNESS[one.hardness], one.source) for one in shown.criteria
        ),
        trial_people=tuple(TrialRow(one.name, result_word(one.expected)) for one in shown.trial_people),
        draft_href=url_for("admin.show_version", version_id=waiting.id) if waiting else "",
        draft_word=STATES[waiting.state][0] if waiting else "",
        number_now=current.version if current else None,
        rollback_to=rollback_to(found, work.today),
        form=form.view(),
        form_open=bool(form.errors),
        can_close=bool(current) and waiting is None and current.term.state(work.today) is not State.CLOSED,
        close=(closing or CloseForm(data={"last": work.today})).view(),
        close_open=bool(closing),
    )


def rollback_to(found: list[VersionRecord], today: date) -> int | None:
    """The version that counts again when the one in force is taken back."""
    begun = [one for one in found if one.state == VersionState.PUBLISHED and (one.valid_from or date.min) <= today]
    begun.sort(key=lambda one: (one.valid_from or date.min, one.number))
    earlier = versions.before_rollback(begun) if begun else None
    return earlier.number if earlier else None


def _is_now(one: VersionRecord, current: Programme | None) -> bool:
    return current is not None and one.number == current.version and one.state == VersionState.PUBLISHED


def _href(one: VersionRecord) -> str:
    return url_for("admin.show_version", version_id=one.id)


def version_row(one: VersionRecord, is_now: bool, today: date, href: str) -> VersionRow:
    """One version in the list of them."""
    label, kind = STATES[one.state]
    if is_now:
        label, kind = _("Gælder nu"), "active"
    elif one.state == VersionState.PUBLISHED and one.valid_from and one.valid_from > today:
        label, kind = _("Gælder senere"), "waiting"
    note = one.note or (_("Leveret med systemet") if one.author_id is None else "")
    return VersionRow(
        number=one.number,
        state=(label, kind),
        valid=long_date(one.valid_from)
        if one.valid_from
        else _("fra begyndelsen")
        if is_now or not one.author_id
        else "",
        author=one.author_name,
        approver=one.approver_name,
        note=note,
        href=href,
        is_now=is_now,
    )
