"""A proposal in words: what everybody waits for, the limits it passed, and the parts of its points."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from portal.domain.workflow import PostingState, ProposalState
from portal.domain.workflow.proposal import BOTH_SAID_YES, PLACE_CLOSED
from portal.store.matches import ProposalRecord
from portal.web.i18n import clock, long_date, number, short_date
from portal.web.i18n import gettext as _


@dataclass(frozen=True)
class Part:
    """One part of the score, in thousandths of a point so that they add up to a hundred."""

    label: str
    sentence: str
    share: str
    weight: str
    points: str


def status_of(one: ProposalRecord) -> str:
    """The line on top: what is about to happen, or what everybody waits for."""
    if one.state == ProposalState.APPROVED and one.send_at:
        return _("Sendes klokken %(clock)s.", clock=clock(one.send_at))
    if one.state == ProposalState.SENT_TO_CITIZEN:
        return _("Sendt. %(who)s svarer senest %(date)s.", who=one.first_name, date=long_date(one.citizen_deadline))
    if one.state == ProposalState.SENT_TO_COMPANY:
        return _(
            "%(who)s har sagt ja. Virksomheden svarer senest %(date)s.",
            who=one.first_name,
            date=long_date(one.company_deadline),
        )
    if one.state in BOTH_SAID_YES:
        return _between_two_yes(one)
    if one.state == ProposalState.POSTPONED:
        return _("Udsat til %(date)s.", date=short_date(one.postponed_to))
    if one.state == ProposalState.CITIZEN_WANTS_TALK:
        return _("%(who)s vil gerne tale om det, før hun eller han svarer. Ring.", who=one.first_name)
    return _chosen_or_expired(one)


def _between_two_yes(one: ProposalRecord) -> str:
    """They know each other. A posting that closes does not undo that: somebody rings before they meet."""
    if one.posting_state == PostingState.CLOSED:
        return _(
            "Virksomheden har lukket opslaget, efter at begge sagde ja. Deres ja gælder stadig. "
            "Ring til %(company)s, før de mødes.",
            company=one.company_name,
        )
    if one.state == ProposalState.COMPANY_YES:
        return _("Begge har sagt ja og kan se, hvem den anden er. Aftal et møde.")
    return _("De mødes %(date)s klokken %(clock)s.", date=long_date(one.meeting_at), clock=clock(one.meeting_at))


def _chosen_or_expired(one: ProposalRecord) -> str:
    """Staff's own choice. Or no answer, which is not a no: ring first; from there the only way is to call it off."""
    if one.state == ProposalState.COMPUTED and one.picked_by:
        return _("Valgt med hånden. Grunden: %(note)s", note=one.note or "")
    if one.state == ProposalState.CITIZEN_EXPIRED:
        return _(
            "%(who)s har ikke svaret. Det er ikke et nej. Ring, og aflys bagefter. Så kan en ny kørsel foreslå "
            "det samme eller noget andet.",
            who=one.first_name,
        )
    if one.state == ProposalState.COMPANY_EXPIRED:
        return _(
            "%(company)s har ikke svaret. %(who)s ved, at vi leder videre. Ring til virksomheden, og aflys bagefter.",
            company=one.company_name,
            who=one.first_name,
        )
    if one.state == ProposalState.CANCELLED and one.reason == PLACE_CLOSED:
        return _("Virksomheden har lukket opslaget. Den næste kørsel leder videre for %(who)s.", who=one.first_name)
    return ""


def limit_row(limit: dict[str, Any]) -> SimpleNamespace:
    """A limit as a row of the list of criteria; what is unclear is for a person to settle."""
    unclear = limit.get("outcome") == "assess"
    return SimpleNamespace(
        text=limit_words().get(limit["code"], limit["code"]),
        outcome="unknown" if unclear else "met",
        label=_("Uklart") if unclear else _("Opfyldt"),
        reason=limit["sentence"],
        source=limit.get("source", ""),
    )


def limit_words() -> dict[str, str]:
    return {
        "kind": _("Formen er lovlig"),
        "duration": _("Længden"),
        "previous_company": _("Tidligere arbejdsgiver"),
        "hours": _("Timer"),
        "start": _("Start"),
        "travel": _("Afstand"),
        "needs": _("Hensyn kan gives"),
        "language": _("Sprog"),
        "licence": _("Kørekort og beviser"),
        "competence": _("Krav til kunnen"),
        "declined": _("Ingen nej fra før"),
        "open": _("Opslaget er åbent"),
        "headroom": _("Plads efter antal ansatte"),
    }


def part_words() -> dict[str, str]:
    return {
        "occupation": _("Ønske om job"),
        "competence": _("Kunnen"),
        "travel": _("Afstand"),
        "hours": _("Timer"),
        "support": _("Støtte og hensyn"),
        "waiting": _("Ventetid"),
    }


def part_row(part: dict[str, Any]) -> Part:
    most = part.get("max_points") or 0
    return Part(
        label=part_words().get(part["code"], part["code"]),
        sentence=part["sentence"],
        share=_("%(percent)s %%", percent=round(100 * part["points"] / most) if most else 0),
        weight=number(most / 10_000),
        points=number(round(part["points"] / 10_000, 1)),
    )
