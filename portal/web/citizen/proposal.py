"""A proposal to the citizen: what it is, why it came, what the company sees, and three answers that are all alright."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.accommodations import ACCOMMODATIONS, describe
from portal.domain.errors import Refused
from portal.domain.placement_law import PlacementKind
from portal.domain.workflow import ProposalState as S
from portal.services.enrolment import DeclineReason, give_decline_reason
from portal.services.proposal import AnswerAsCitizen, answer_as_citizen
from portal.services.work import Work
from portal.store import enrolments, matches
from portal.store.matches import ProposalRecord
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.journey import called_off_text
from portal.web.hours_words import hours_in_short, hours_lines
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.permission_words import yes_text
from portal.web.render import Page, render

ANSWERS = {"ja": "yes", "nej": "no", "hoer": "wants_talk"}
NOT_A_REASON = "waiting"
"""How long somebody has waited counts in the matching, but says nothing about whether the place fits."""
VIEWS = {
    S.SENT_TO_CITIZEN: "ask",
    S.CITIZEN_WANTS_TALK: "talk",
    S.CITIZEN_YES: "yes",
    S.SENT_TO_COMPANY: "yes",
    S.CITIZEN_NO: "no",
    S.CITIZEN_EXPIRED: "expired",
    S.COMPANY_YES: "match",
    S.MEETING_AGREED: "match",
    S.AGREEMENT: "agreed",
}
"""Which face of the page a state shows; all others: the proposal is over, and not because of the citizen."""


@dataclass(frozen=True)
class Workplace:
    """Who it is. Shown only when both have said yes."""

    company: str
    name: str
    address: str
    town: str
    specialist: str
    specialist_phone: str
    meeting_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ProposalPage(Page):
    view: str
    text: str
    adviser: str
    adviser_phone: str
    message: str
    job: str
    kind_note: str
    town: str
    km: float
    duration: str
    hours_lines: tuple[str, ...]
    working_times: str
    tasks: tuple[str, ...]
    start_on: date
    needs_met: tuple[str, ...]
    needs_to_ask: tuple[str, ...]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    considered: tuple[str, ...]
    deadline: date | None
    company_deadline: date | None
    can_regret: bool
    yes_text: str
    workplace: Workplace | None
    version: int
    action: str
    needs_href: str
    pdf_href: str


@dataclass(frozen=True, kw_only=True)
class WhyPage(Page):
    reasons: tuple[tuple[str, str], ...]
    action: str


@citizen.page("/min-side/forslag/<uuid:proposal_id>", allow=Permission.PROPOSAL_ANSWER, load=matches.get)
def show_proposal(work: Work, proposal: ProposalRecord) -> tuple[str, int]:
    return render("citizen/proposal/show.html", _page(work, proposal))


@citizen.action("/min-side/forslag/<uuid:proposal_id>", allow=Permission.PROPOSAL_ANSWER, load=matches.get)
def answer_proposal(work: Work, proposal: ProposalRecord) -> Response:
    answer = ANSWERS.get(request.form.get("svar", ""), "")
    command = AnswerAsCitizen(proposal.id, request.form.get("version", 0, int), answer, read=yes_text())
    try:
        answer_as_citizen(work, command)
    except Refused as refusal:
        flash(refusal.text, "warning")
    else:
        if answer == "no":
            return redirect(url_for("citizen.show_why", proposal_id=proposal.id), 303)
    return redirect(url_for("citizen.show_proposal", proposal_id=proposal.id), 303)


def decline_reasons() -> dict[str, str]:
    return {
        "tasks": _("Opgaverne"),
        "hours": _("Timerne"),
        "place": _("Stedet"),
        "time": _("Tidspunktet"),
        "health": _("Jeg kan ikke klare det lige nu"),
        "other": _("Noget andet"),
    }


@citizen.page("/min-side/forslag/<uuid:proposal_id>/hvorfor", allow=Permission.PROPOSAL_ANSWER, load=matches.get)
def show_why(work: Work, proposal: ProposalRecord) -> Response | tuple[str, int]:
    if proposal.state != S.CITIZEN_NO:
        return redirect(url_for("citizen.show_proposal", proposal_id=proposal.id))
    page = WhyPage(
        title=_("Tak for dit svar"),
        reasons=tuple(decline_reasons().items()),
        action=url_for("citizen.show_why", proposal_id=proposal.id),
    )
    return render("citizen/proposal/why.html", page)


@citizen.action("/min-side/forslag/<uuid:proposal_id>/hvorfor", allow=Permission.PROPOSAL_ANSWER, load=matches.get)
def tell_why(work: Work, proposal: ProposalRecord) -> Response:
    reason = request.form.get("grund", "")
    if reason in decline_reasons():
        give_decline_reason(work, DeclineReason(proposal.id, reason))
        flash(_("Tak. Så finder vi noget bedre næste gang."), "success")
    return redirect(url_for("citizen.show_my_page"), 303)


def _page(work: Work, proposal: ProposalRecord) -> ProposalPage:
    view = VIEWS.get(S(proposal.state), "over")
    adviser = proposal.adviser_name or _("Din rådgiver")
    needs = _needs(work, proposal)
    return ProposalPage(
        title=_title(view),
        view=view,
        text=_over_text(proposal),
        adviser=adviser,
        adviser_phone=proposal.adviser_phone or work.house.support_phone,
        message=proposal.message or "",
        job=_("%(kind)s: %(title)s", kind=PlacementKind(proposal.kind).label.capitalize(), title=proposal.title),
        kind_note=kind_note(proposal.kind),
        town=proposal.town,
        km=proposal.distance_km,
        duration=_duration(proposal),
        hours_lines=hours_lines(proposal.hours_steps),
        working_times=proposal.working_times,
        tasks=tuple(line.strip(" -•") for line in proposal.tasks.splitlines() if line.strip(" -•")),
        start_on=proposal.start_on,
        needs_met=tuple(describe(need) for need in needs if _is_met(need, proposal)),
        needs_to_ask=tuple(describe(need) for need in needs if not _is_met(need, proposal)),
        reasons=_sentences(proposal, "for"),
        doubts=_sentences(proposal, "against"),
        considered=tuple(proposal.considered or ()),
        deadline=proposal.citizen_deadline,
        company_deadline=proposal.company_deadline,
        can_regret=view == "yes" and proposal.company_opened_at is None,
        yes_text=yes_text(),
        workplace=_workplace(proposal) if proposal.names_shown else None,
        version=proposal.version,
        action=url_for("citizen.show_proposal", proposal_id=proposal.id),
        needs_href=url_for("citizen.ask_needs", proposal_id=proposal.id),
        pdf_href=url_for("citizen.download_proposal", proposal_id=proposal.id),
    )


def _needs(work: Work, proposal: ProposalRecord) -> list[dict[str, Any]]:
    """The needs agreed in the plan; what the company can give of them stands in its posting."""
    plan = enrolments.get(work.session, proposal.enrolment_id).plan
    return (plan.needs or []) if plan else []


def _is_met(need: dict[str, Any], proposal: ProposalRecord) -> bool:
    """Offered by the company, or one of those a place must meet before it can be proposed at all."""
    return need["code"] in proposal.offers or ACCOMMODATIONS[need["code"]].blocks


def _sentences(proposal: ProposalRecord, side: str) -> tuple[str, ...]:
    return tuple(
        part["sentence"] for part in proposal.parts if part["for_or_against"] == side and part["code"] != NOT_A_REASON
    )


def _workplace(proposal: ProposalRecord) -> Workplace:
    return Workplace(
        company=proposal.company_name,
        name=proposal.workplace_name,
        address=proposal.address,
        town=proposal.town,
        specialist=proposal.specialist_name or "",
        specialist_phone=proposal.specialist_phone or "",
        meeting_at=proposal.meeting_at,
    )


def _duration(proposal: ProposalRecord) -> str:
    """Where the hours begin, whether they rise, and how long it lasts."""
    hours, weeks = hours_in_short(proposal.hours_steps), proposal.weeks
    rises = len(proposal.hours_steps) > 1
    if weeks is None:
        text = _("%(hours)s. Der er ingen fast slutdag.") if rises else _("%(hours)s uden fast slutdag")
        return text % {"hours": hours.rstrip(".")}
    long = ngettext("%(num)s uge", "%(num)s uger", weeks)
    text = _("%(hours)s. Det varer %(weeks)s.") if rises else _("%(hours)s i %(weeks)s")
    return text % {"hours": hours.rstrip("."), "weeks": long}


def _title(view: str) -> str:
    titles = {
        "ask": _("Vi har et forslag til dig"),
        "talk": _("Vi ringer til dig"),
        "yes": _("Godt. Vi spørger virksomheden"),
        "no": _("Tak for dit svar"),
        "expired": _("Fristen er gået"),
        "match": _("Virksomheden vil gerne møde dig"),
        "agreed": _("Din aftale"),
    }
    return titles.get(view, _("Forslaget gælder ikke længere"))


def _over_text(proposal: ProposalRecord) -> str:
    texts = {
        S.COMPANY_NO: _("Virksomheden sagde nej tak denne gang. Det siger ikke noget om dig. Vi leder videre."),
        S.COMPANY_EXPIRED: _("Virksomheden nåede ikke at svare. Det siger ikke noget om dig. Vi leder videre."),
    }
    return texts.get(S(proposal.state), called_off_text(proposal))


def kind_note(kind: str) -> str:
    """What the kind of placement means for the person's work and money."""
    notes = {
        PlacementKind.WORK_TRIAL: _(
            "Praktik: Du prøver arbejdet i nogle uger. Du beholder dine penge fra kommunen eller a-kassen."
        ),
        PlacementKind.WAGE_SUBSIDY_JOB: _("Løntilskud: Du bliver ansat og får løn. Virksomheden får et tilskud."),
        PlacementKind.PAID_HOURS: _("Løntimer: Du får almindelig løn for de timer, du arbejder."),
        PlacementKind.FLEX_JOB: _(
            "Fleksjob: Du bliver ansat med timer og opgaver, der passer til dig. Kommunen supplerer din løn."
        ),
        PlacementKind.ORDINARY_JOB: _("Job: Du bliver ansat på almindelige vilkår."),
    }
    return notes[PlacementKind(kind)]
