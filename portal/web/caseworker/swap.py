"""If this pair were changed by hand: what it would cost, and who would lose, in words and points."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.matching import ByHand, Move
from portal.domain.workflow import ProposalState
from portal.services import matching
from portal.services.work import Work
from portal.store import enrolments, matches, postings
from portal.store.matches import ProposalRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import sent_version
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.here import here
from portal.web.i18n import gettext as _
from portal.web.i18n import number
from portal.web.render import Page, render


@dataclass(frozen=True, kw_only=True)
class ShowSwap(Page):
    back: str
    what: str
    possible: bool
    sentences: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    action: str
    version: int
    may_choose: bool
    form: FormView


class ChooseForm(PortalForm):
    reason = TextAreaField(
        _("Hvorfor vælger du det her i stedet?"),
        [Required(_("Skriv, hvorfor du vælger det her i stedet.")), MaxLength()],
        description=_("Kun kommunen ser det."),
        render_kw={"kind": "text_area", "limit": 1000},
    )


@caseworker.page("/medarbejder/match/<uuid:proposal_id>/skift", allow=Permission.CASE_READ, load=matches.get, queries=7)
def show_swap(work: Work, one: ProposalRecord) -> tuple[str, int]:
    """`plads` is another place for the citizen, `borger` another citizen for the place."""
    return _swap(work, one, filled(ChooseForm))


@caseworker.action("/medarbejder/match/<uuid:proposal_id>/skift", allow=Permission.PROPOSAL_DECIDE, load=matches.get)
def choose_other(work: Work, one: ProposalRecord) -> Response | tuple[str, int]:
    form = filled(ChooseForm)
    if not form.validate():
        return _swap(work, one, form, 422)
    citizen, place = _asked("borger", one.enrolment_id), _asked("plads", one.posting_id)
    if {citizen, place}.isdisjoint({one.enrolment_id, one.posting_id}) or not _is_other(one, citizen, place):
        raise NotFound
    try:
        chosen = matching.choose(
            work, matching.ChooseByHand(one.id, sent_version(), citizen, place, form.reason.data or "")
        )
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _swap(work, one, form, 422)
    flash(_("Valgt. De andre er sat så godt, som det kan lade sig gøre. Læs forslaget, og godkend det."), "success")
    return redirect(url_for("caseworker.show_proposal", proposal_id=chosen), 303)


def _swap(work: Work, one: ProposalRecord, form: ChooseForm, status: int = 200) -> tuple[str, int]:
    citizen, place = _asked("borger", one.enrolment_id), _asked("plads", one.posting_id)
    found = matching.swap(work, one.run_id, citizen, place)
    people = [UUID(move.citizen_id) for move in found.moves]
    names = enrolments.names_of(work.session, one.operating_municipality, [citizen, *people], work.actor.related)
    places = [UUID(p) for move in found.moves for p in (move.from_place, move.to_place) if p]
    titles = postings.titles_of(work.session, [place, *places])
    if citizen not in names:
        raise NotFound
    who = {str(key): person.short_name for key, person in names.items()}
    page = ShowSwap(
        title=_("Hvis du skifter med hånden"),
        back=url_for("caseworker.show_proposal", proposal_id=one.id),
        what=_("%(who)s får %(place)s.", who=who[str(citizen)], place=titles.get(place, "")),
        possible=found.possible,
        sentences=_sentences(found),
        moves=tuple(_row(move, who, {str(key): title for key, title in titles.items()}) for move in found.moves),
        action=here(),
        version=one.version,
        may_choose=found.possible and one.state == ProposalState.COMPUTED and _is_other(one, citizen, place),
        form=form.view(),
    )
    return render("caseworker/match/swap.html", page, status)


def _asked(name: str, otherwise: UUID) -> UUID:
    try:
        return UUID(request.args[name]) if name in request.args else otherwise
    except ValueError:
        raise NotFound from None


def _is_other(one: ProposalRecord, citizen: UUID, place: UUID) -> bool:
    """Another pair than the proposal's own, which there is no reason to choose once more."""
    return (citizen, place) != (one.enrolment_id, one.posting_id)


def _sentences(found: ByHand) -> tuple[str, ...]:
    """The matching's own words; the sum of points as the pages show points, out of a hundred for each pair."""
    if not found.possible:
        return found.sentences
    sign = "+" if found.points_change > 0 else "−" if found.points_change < 0 else ""
    total = _("I alt %(sign)s%(points)s point.", sign=sign, points=_points(abs(found.points_change)))
    return (*found.sentences[:-1], total)


def _row(move: Move, who: dict[str, str], titles: dict[str, str]) -> tuple[str, ...]:
    nothing = _("Ingen plads")
    return (
        who.get(move.citizen_id, _("Ukendt")),
        titles.get(move.from_place or "", nothing),
        titles.get(move.to_place or "", nothing),
        _points(move.points_before),
        _points(move.points_after),
    )


def _points(points: int) -> str:
    return number(round(points / 10_000, 1))
