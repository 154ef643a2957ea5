"""The Danish words staff see for the codes of the portal: states, kinds, answers and what has happened."""

from __future__ import annotations

from datetime import date

from portal.domain.placement_law import PlacementKind
from portal.web.caseworker.case_words import case_events
from portal.web.caseworker.company_words import company_events
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
        "suspended": (_("Vil stoppe"), "attention"),
        "ended": (_("Stoppet"), "neutral"),
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
    noun, _dot, event = action.partition(".")
    words = {
        "enrolment": _enrolment_events,
        "company": company_events,
        "posting": _posting_events,
        "proposal": _proposal_events,
        "specialist_proposal": _specialist_events,
        "placement": _placement_events,
    }.get(noun)
    return words().get(event, "") if words else ""


def _enrolment_events() -> dict[str, str]:
    return {
        "start": _("Tilmelding begyndt"),
        "begin": _("Tilmelding begyndt"),
        "submit": _("Tilmelding sendt"),
        "take": _("Sagen taget"),
        "ask_citizen": _("Spørgsmål sendt til borgeren"),
        "citizen_answered": _("Svar modtaget"),
        "book_meeting": _("Samtale aftalt"),
        "rebook_meeting": _("Samtale flyttet"),
        "meeting_accepted": _("Tiden passer borgeren"),
        "meeting_other_time": _("Borgeren vil gerne have en anden tid"),
        "meeting_done": _("Samtale holdt"),
        "admit": _("Optaget"),
        "put_on_waiting_list": _("Sat på venteliste"),
        "write_to_waiting": _("Brev om nummer på ventelisten"),
        "offer_place": _("Plads tilbudt til borgeren"),
        "remind_place": _("Borgeren mindet om at svare på pladsen"),
        "place_expire": _("Fristen gik uden svar på pladsen. Det er ikke et nej"),
        "place_settle": _("Borgeren vil stadig gerne have en plads"),
        "put_first": _("Sat først af dem fra samme dag"),
        "accept_place": _("Borgeren tog imod pladsen"),
        "propose_refusal": _("Indstillet til ikke optaget"),
        "write_letter": _("Brev om ikke optaget skrevet"),
        "hear": _("Borgeren hørt"),
        "note_hearing": _("Borgerens svar på høringen"),
        "refuse": _("Brev om ikke optaget sendt"),
        "reopen": _("Sagen taget op igen"),
        "send_back": _("Sendt tilbage til sagsbehandleren"),
        "agree_plan": _("Planen er aftalt. Klar til match"),
        "change_plan": _("Planen skal ændres"),
        "pause": _("Sat på pause"),
        "ask_resume": _("Spurgt, om pausen er slut"),
        "resume": _("I gang igen"),
        "withdraw": _("Trukket tilbage af borgeren"),
        "undo_withdrawal": _("Med igen"),
        "choose": _("Borgeren ændrede et valg"),
        "write_message": _("Besked skrevet"),
        "settle_messages": _("Beskeder læst eller klaret"),
    } | case_events()


def _ratio_events() -> dict[str, str]:
    return {
        "allow_ratio": _("Lov til at gå over forholdstallet"),
        "exceed_ratio": _("Besluttet over forholdstallet"),
    }


def _posting_events() -> dict[str, str]:
    return {
        "submit": _("Opslag sendt"),
        "ask_company": _("Spørgsmål sendt til virksomheden"),
        "company_answered": _("Svar modtaget"),
        "approve": _("Opslaget godkendt og åbnet"),
        "reject": _("Opslaget ikke godkendt"),
        "change": _("Opslaget ændret af virksomheden"),
        **_ratio_events(),
        "fill": _("Alle pladser optaget"),
        "pause": _("Sat på pause"),
        "resume": _("Åbnet igen"),
        "close": _("Lukket"),
        "lapse": _("Lukket, fordi virksomheden stopper"),
    }


def _proposal_events() -> dict[str, str]:
    return {
        "glance": _("Vurderet ud fra fakta"),
        "approve": _("Godkendt"),
        "undo_approval": _("Godkendelse fortrudt"),
        "choose": _("Valgt med hånden"),
        "discard": _("Forkastet"),
        "postpone": _("Udsat"),
        "take_up": _("Taget op igen"),
        "outdate": _("Forældet"),
        "send_to_citizen": _("Sendt til borgeren"),
        "citizen_yes": _("Borgeren sagde ja"),
        "citizen_no": _("Borgeren sagde nej tak"),
        "citizen_wants_talk": _("Borgeren vil tale om det først"),
        "remind_citizen": _("Borgeren mindet om at svare"),
        "citizen_expires": _("Fristen gik uden svar fra borgeren. Det er ikke et nej"),
        "citizen_regrets": _("Borgeren fortrød sit ja"),
        "citizen_declines": _("Borgeren sagde nej tak efter mødet"),
        "send_to_company": _("Sendt til virksomheden"),
        "opened_by_company": _("Set af virksomheden"),
        "company_yes": _("Virksomheden sagde ja. Navne vist for begge"),
        "company_no": _("Virksomheden sagde nej tak"),
        "remind_company": _("Virksomheden mindet om at svare"),
        "company_expires": _("Fristen gik uden svar fra virksomheden"),
        "company_declines": _("Virksomheden sagde nej tak efter mødet"),
        "agree_meeting": _("Møde aftalt"),
        "agree": _("Aftale indgået"),
        **_ratio_events(),
        "cancel": _("Aflyst"),
    }


def _specialist_events() -> dict[str, str]:
    return {"approve": _("Godkendt"), "discard": _("Forkastet"), "outdate": _("Forældet"), "end": _("Afsluttet")}


def _placement_events() -> dict[str, str]:
    return {
        "plan": _("Forløb planlagt"),
        "agreement": _("Aftalen skrevet"),
        "addendum": _("Tillæg til aftalen skrevet"),
        "accept": _("Sagt ja til aftalen"),
        "ask_representative": _("Talspersonen spurgt"),
        "hearing_confirmed": _("Talspersonen er enig"),
        "hearing_objected": _("Talspersonen har en bemærkning"),
        "hearing_asks": _("Talspersonen har et spørgsmål"),
        "weigh_objection": _("Bemærkningen er vurderet"),
        "reference": _("Nummer fra VITAS skrevet ind"),
        "accept_all": _("Alle har sagt ja til aftalen"),
        "start": _("Første dag bekræftet"),
        "report_absence": _("Fravær meldt"),
        "return": _("Tilbage igen"),
        "adjusted": _("Timer eller opgaver ændret"),
        "extended": _("Forlænget"),
        **_ratio_events(),
        "add_part": _("Løntimer lagt til"),
        "stop": _("Stoppet"),
        "complete": _("Gennemført"),
        "follow_up": _("Resultat skrevet"),
        "close": _("Opfølgning slut"),
        "cancel": _("Aflyst"),
        "checkpoint_done": _("Tjekpunkt holdt"),
        "feedback": _("Virksomheden har fortalt, hvordan det går"),
        "concern": _("Virksomheden skrev, at noget er svært"),
        "concern_answered": _("Virksomheden har fået svar"),
    }


def checkpoint_kind(kind: str) -> str:
    return {
        "first_day": _("Første dag"),
        "first_week": _("Efter en uge"),
        "midway": _("Midtvejs"),
        "step": _("Timerne stiger"),
        "ending": _("Før slut"),
        "follow_up_3": _("Efter 3 måneder"),
        "follow_up_6": _("Efter 6 måneder"),
    }[kind]
