"""The Danish words staff see for the codes of the portal: states, kinds, answers and what has happened."""

from __future__ import annotations

from datetime import date

from portal.domain.placement_law import PlacementKind
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext


def enrolment_state(state: str) -> tuple[str, str]:
    """The word, and the kind of tag it is shown in."""
    return {
        "submitted": (_("Ny"), "attention"),
        "in_review": (_("Under behandling"), "active"),
        "awaiting_citizen": (_("Venter på borger"), "waiting"),
        "meeting_booked": (_("Samtale aftalt"), "active"),
        "admitted": (_("Optaget – plan laves"), "success"),
        "waiting_list": (_("På venteliste"), "waiting"),
        "refusal_proposed": (_("Indstillet til ikke optaget"), "attention"),
        "refused": (_("Ikke optaget"), "neutral"),
        "ready_for_match": (_("Klar til match"), "success"),
        "in_placement": (_("I forløb"), "success"),
        "paused": (_("Pause"), "waiting"),
        "withdrawn": (_("Trukket tilbage"), "neutral"),
        "closed": (_("Afsluttet"), "neutral"),
    }.get(state, (_("Kladde"), "neutral"))


def company_state(state: str) -> tuple[str, str]:
    return {
        "submitted": (_("Ny"), "attention"),
        "awaiting_company": (_("Venter på virksomheden"), "waiting"),
        "approved": (_("Godkendt"), "success"),
        "rejected": (_("Ikke godkendt"), "neutral"),
        "suspended": (_("I bero"), "waiting"),
        "ended": (_("Ophørt"), "neutral"),
    }.get(state, (_("Kladde"), "neutral"))


def posting_state(state: str) -> tuple[str, str]:
    return {
        "submitted": (_("Ny"), "attention"),
        "awaiting_company": (_("Venter på virksomheden"), "waiting"),
        "open": (_("Åbent"), "success"),
        "paused": (_("På pause"), "waiting"),
        "full": (_("Alle pladser optaget"), "neutral"),
        "closed": (_("Lukket"), "neutral"),
        "rejected": (_("Ikke godkendt"), "neutral"),
    }.get(state, (_("Kladde"), "neutral"))


def proposal_state(state: str) -> tuple[str, str]:
    return {
        "computed": (_("Skal vurderes"), "attention"),
        "approved": (_("Godkendt"), "success"),
        "discarded": (_("Forkastet"), "neutral"),
        "postponed": (_("Udsat"), "waiting"),
        "stale": (_("Forældet"), "neutral"),
        "sent_to_citizen": (_("Hos borgeren"), "waiting"),
        "citizen_yes": (_("Borgeren har sagt ja"), "success"),
        "citizen_no": (_("Borgeren har sagt nej tak"), "neutral"),
        "citizen_wants_talk": (_("Borgeren vil tale om det"), "attention"),
        "citizen_expired": (_("Intet svar fra borgeren"), "attention"),
        "sent_to_company": (_("Hos virksomheden"), "waiting"),
        "company_yes": (_("Begge har sagt ja"), "success"),
        "company_no": (_("Virksomheden har sagt nej tak"), "neutral"),
        "company_expired": (_("Intet svar fra virksomheden"), "attention"),
        "meeting_agreed": (_("Møde aftalt"), "active"),
        "agreement": (_("Aftale indgået"), "success"),
        "cancelled": (_("Aflyst"), "neutral"),
    }[state]


def placement_state(state: str) -> tuple[str, str]:
    return {
        "planned": (_("Planlagt"), "active"),
        "ready": (_("Klar til start"), "success"),
        "active": (_("I gang"), "success"),
        "absent": (_("Fravær"), "waiting"),
        "adjusted": (_("Justeres"), "active"),
        "extended": (_("Forlænges"), "active"),
        "stopped": (_("Stoppet"), "neutral"),
        "completed": (_("Gennemført"), "success"),
        "follow_up": (_("Opfølgning"), "waiting"),
        "closed": (_("Lukket"), "neutral"),
        "cancelled": (_("Aflyst"), "neutral"),
    }[state]


def kind_word(kind: str) -> str:
    """praktik, løntilskud …; nothing while the posting has none."""
    return PlacementKind(kind).label if kind else ""


def verdict_word(result: str | None) -> str:
    return {
        "likely": _("passer"),
        "maybe": _("tal med os"),
        "unlikely": _("passer nok ikke"),
    }.get(result or "", _("ikke tjekket"))


def fit_word(points: int) -> tuple[str, str]:
    """The fit as a word: strong from 75 per cent of the points, good from 50, otherwise possible."""
    if points >= 750_000:
        return _("Stærkt"), "success"
    return (_("Godt"), "active") if points >= 500_000 else (_("Muligt"), "neutral")


def deadline_words(deadline: date | None, today: date, *, waits: bool = False) -> str:
    """How much time there is, in words; while the citizen has the ball, the clock stands still."""
    if waits:
        return _("venter på borger")
    if deadline is None:
        return _("ingen frist")
    days = (deadline - today).days
    if days < 0:
        return ngettext("%(num)s dag over", "%(num)s dage over", -days)
    if days == 0:
        return _("i dag")
    return _("i morgen") if days == 1 else ngettext("om %(num)s dag", "om %(num)s dage", days)


def waited_words(since: date | None, today: date) -> str:
    days = max(0, (today - since).days) if since else 0
    return ngettext("%(num)s dag", "%(num)s dage", days)


def event_words(action: str) -> str:
    """What has happened, as a line of the history."""
    return {
        "enrolment.start": _("Tilmelding begyndt"),
        "enrolment.begin": _("Tilmelding begyndt"),
        "enrolment.submit": _("Tilmelding sendt"),
        "enrolment.take": _("Sagen taget"),
        "enrolment.ask_citizen": _("Spørgsmål sendt til borgeren"),
        "enrolment.citizen_answered": _("Svar modtaget"),
        "enrolment.book_meeting": _("Samtale aftalt"),
        "enrolment.rebook_meeting": _("Samtale flyttet"),
        "enrolment.meeting_done": _("Samtale holdt"),
        "enrolment.admit": _("Optaget"),
        "enrolment.put_on_waiting_list": _("Sat på venteliste"),
        "enrolment.propose_refusal": _("Indstillet til ikke optaget"),
        "enrolment.send_back": _("Sendt tilbage til sagsbehandleren"),
        "enrolment.agree_plan": _("Planen er aftalt. Klar til match"),
        "enrolment.change_plan": _("Planen skal ændres"),
        "enrolment.pause": _("Sat på pause"),
        "enrolment.resume": _("I gang igen"),
        "enrolment.withdraw": _("Trukket tilbage af borgeren"),
        "enrolment.undo_withdrawal": _("Med igen"),
        "company.submit": _("Tilmelding sendt"),
        "company.ask_company": _("Spørgsmål sendt til virksomheden"),
        "company.company_answered": _("Svar modtaget"),
        "company.approve": _("Virksomheden godkendt"),
        "company.reject": _("Virksomheden ikke godkendt"),
        "posting.submit": _("Opslag sendt"),
        "posting.ask_company": _("Spørgsmål sendt til virksomheden"),
        "posting.company_answered": _("Svar modtaget"),
        "posting.approve": _("Opslaget godkendt og åbnet"),
        "posting.reject": _("Opslaget ikke godkendt"),
        "posting.change": _("Opslaget ændret af virksomheden"),
        "posting.fill": _("Alle pladser optaget"),
        "posting.pause": _("Sat på pause"),
        "posting.resume": _("Åbnet igen"),
        "posting.close": _("Lukket"),
        "proposal.approve": _("Godkendt"),
        "proposal.undo_approval": _("Godkendelse fortrudt"),
        "proposal.discard": _("Forkastet"),
        "proposal.postpone": _("Udsat"),
        "proposal.take_up": _("Taget op igen"),
        "proposal.outdate": _("Forældet"),
        "proposal.send_to_citizen": _("Sendt til borgeren"),
        "proposal.citizen_yes": _("Borgeren sagde ja"),
        "proposal.citizen_no": _("Borgeren sagde nej tak"),
        "proposal.citizen_wants_talk": _("Borgeren vil tale om det først"),
        "proposal.citizen_regrets": _("Borgeren fortrød sit ja"),
        "proposal.citizen_declines": _("Borgeren sagde nej tak efter mødet"),
        "proposal.send_to_company": _("Sendt til virksomheden"),
        "proposal.opened_by_company": _("Set af virksomheden"),
        "proposal.company_yes": _("Virksomheden sagde ja. Navne vist for begge"),
        "proposal.company_no": _("Virksomheden sagde nej tak"),
        "proposal.company_declines": _("Virksomheden sagde nej tak efter mødet"),
        "proposal.agree_meeting": _("Møde aftalt"),
        "proposal.agree": _("Aftale indgået"),
        "proposal.cancel": _("Aflyst"),
        "placement.plan": _("Forløb planlagt"),
    }.get(action, "")
