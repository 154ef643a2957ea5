"""Where the citizen is: seven steps, the next one, and who has the ball. Read from states, nothing is stored for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for

from portal.domain.workflow import EnrolmentState as E
from portal.domain.workflow import PlacementState
from portal.domain.workflow import ProposalState as P
from portal.domain.workflow.proposal import NAMES_SHOWN, PLACE_CLOSED
from portal.services.places import LinePlace
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.store.offers import OfferRecord
from portal.store.placements import PlacementRecord
from portal.store.transfers import TransferRecord
from portal.web.citizen.transfer import transfer_text
from portal.web.citizen.waiting import offer_button, promise_text, waiting_text
from portal.web.i18n import clock, long_date, short_date, weekday_date
from portal.web.i18n import gettext as _

YOU, US, COMPANY = "you", "us", "company"
RUNNING = frozenset({PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT})
POSITIONS = {
    E.SUBMITTED: 1,
    E.IN_REVIEW: 1,
    E.AWAITING_CITIZEN: 1,
    E.WAITING_LIST: 1,
    E.REFUSAL_PROPOSED: 1,
    E.MEETING_BOOKED: 2,
    E.REFUSED: 3,
    E.ADMITTED: 4,
    E.READY_FOR_MATCH: 5,
    E.IN_PLACEMENT: 6,
    E.CLOSED: 7,
}


@dataclass(frozen=True)
class Step:
    """One of the seven steps, as the component `timeline` shows it."""

    title: str
    state: str
    when: str
    text: str


@dataclass(frozen=True)
class NextStep:
    """What happens now, and who has the ball: you, us or the company."""

    text: str
    ball: str
    button: str = ""
    href: str = ""


@dataclass(frozen=True)
class Journey:
    """One case with what belongs to it: its newest proposal and its newest placement."""

    case: EnrolmentRecord
    programme: str
    proposal: ProposalRecord | None
    placement: PlacementRecord | None
    line: LinePlace | None = None
    """Where she stands on the waiting list, while she is on it."""
    offer: OfferRecord | None = None
    """The place she has been offered, or has not answered about."""
    transfer: TransferRecord | None = None
    """Her case's way to another municipality, when it is on it or has gone it."""
    late: bool = False
    """Has the day passed by which she was promised to hear from us?"""

    @classmethod
    def of(
        cls,
        case: EnrolmentRecord,
        programme: str,
        proposals: Sequence[ProposalRecord],
        placements: Sequence[PlacementRecord],
    ) -> Journey:
        """The proposal the citizen should answer comes before others; otherwise the newest one counts."""
        own = [p for p in proposals if p.enrolment_id == case.id and (p.state != P.CANCELLED or p.is_called_off)]
        own.sort(key=lambda p: (p.state == P.SENT_TO_CITIZEN, p.state in NAMES_SHOWN, p.created_at))
        places = [p for p in placements if p.enrolment_id == case.id]
        places.sort(key=lambda p: (p.state in RUNNING, p.created_at))
        return cls(case, programme, own[-1] if own else None, places[-1] if places else None)

    @property
    def state(self) -> str:
        """The state the way is shown from: in a pause, and after leaving, the one before."""
        return (
            (self.case.state_before or E.SUBMITTED) if self.case.state in (E.PAUSED, E.WITHDRAWN) else self.case.state
        )

    @property
    def position(self) -> int:
        if self.state == E.READY_FOR_MATCH and self.placement and self.placement.state in RUNNING:
            return 6
        return POSITIONS.get(E(self.state), 1)

    @property
    def adviser(self) -> str:
        return self.case.adviser_name or _("Din rådgiver")

    @property
    def frist(self) -> str:
        return weekday_date(self.case.deadline) if self.case.deadline else ""


def timeline(journey: Journey) -> tuple[Step, ...]:
    """Always seven steps: those behind are ticked, one is here, the others are still to come."""
    case, here = journey.case, journey.position
    titles = (
        _("Tilmelding"),
        _("Samtale"),
        _("Du er med"),
        _("Din plan"),
        _("Forslag"),
        _("I gang"),
        _("Efter"),
    )
    whens = {1: short_date(case.submitted_at), 3: short_date(case.admitted_at), 4: short_date(case.ready_at)}
    behind = {3: _("Du er med i %(program)s. Velkommen.", program=journey.programme), 4: _("Din plan er på plads.")}
    refused = case.state == E.REFUSED
    steps = []
    for number, title in enumerate(titles, 1):
        if number == here:
            state = "stopped" if refused or case.state == E.WITHDRAWN else "current"
            text = " ".join(filter(None, (here_text(journey), transfer_text(journey.transfer))))
            steps.append(Step(title, state, whens.get(number, ""), text))
        elif number < here:
            steps.append(Step(title, "done", whens.get(number, ""), behind.get(number, "")))
        else:
            steps.append(Step(title, "later", "", ""))
    return tuple(steps)


def here_text(journey: Journey) -> str:
    """The sentence at "Du er her", by state."""
    case = journey.case
    if case.state == E.PAUSED:
        return _("Du holder pause til %(date)s. Vi forstyrrer dig ikke imens.", date=long_date(case.deadline))
    if case.state == E.WITHDRAWN:
        return _("Du har trukket din tilmelding tilbage. Du er velkommen igen.")
    if journey.position == 5:
        return proposal_text(journey)
    if journey.position == 6:
        return placement_text(journey)
    return _TEXTS[E(journey.state)](journey)


def _submitted(journey: Journey) -> str:
    if journey.late or not journey.case.deadline:
        return _("Vi har modtaget din tilmelding. En rådgiver læser den.")
    return _("Vi har modtaget din tilmelding. En rådgiver læser den senest %(frist)s.", frist=journey.frist)


def _plan_text(journey: Journey) -> str:
    plan = journey.case.plan
    if plan is None or plan.sent_at is None:
        return _("Du og %(adviser)s laver en plan sammen.", adviser=journey.adviser)
    if plan.citizen_comment:
        return _("Du har bedt om at få planen ændret. %(adviser)s ser på det.", adviser=journey.adviser)
    if plan.citizen_agreed_at is None:
        return _("Din plan er klar. Læs den, og sig, om den passer.")
    return _("Du har sagt ja til planen. %(adviser)s ser på den en sidste gang.", adviser=journey.adviser)


def _meeting_text(journey: Journey) -> str:
    """While a talk is arranged, its day is the day the case waits for."""
    if not journey.case.deadline:
        return _("Du og %(adviser)s skal tale sammen.", adviser=journey.adviser)
    return _("Du og %(adviser)s skal tale sammen %(day)s.", adviser=journey.adviser, day=journey.frist)


_TEXTS: dict[E, Callable[[Journey], str]] = {
    E.SUBMITTED: _submitted,
    E.IN_REVIEW: lambda j: _("%(adviser)s ser på din tilmelding lige nu.", adviser=j.adviser),
    E.REFUSAL_PROPOSED: lambda j: _("%(adviser)s ser på din tilmelding lige nu.", adviser=j.adviser),
    E.AWAITING_CITIZEN: lambda j: _("Vi mangler et svar fra dig. Det tager under to minutter."),
    E.WAITING_LIST: lambda j: waiting_text(j.line, j.offer),
    E.MEETING_BOOKED: lambda j: _meeting_text(j),
    E.REFUSED: lambda j: _("Vi har sendt dig et brev i Digital Post. Ring, hvis du vil have det forklaret."),
    E.ADMITTED: _plan_text,
    E.CLOSED: lambda j: _("Vi er færdige for nu. Du er altid velkommen igen."),
}


def proposal_text(journey: Journey) -> str:
    """How far the newest proposal has come."""
    proposal = journey.proposal
    looking = _(
        "Vi leder efter et sted, der passer til dig. Du hører fra os hver anden uge, også hvis der ikke er nyt."
    )
    if proposal is None:
        return looking
    if proposal.state == P.SENT_TO_CITIZEN:
        return _(
            "Vi har et forslag til dig. Læs det, og svar senest %(date)s.", date=long_date(proposal.citizen_deadline)
        )
    if proposal.state == P.MEETING_AGREED and proposal.meeting_at:
        return _(
            "Du og virksomheden mødes %(date)s klokken %(clock)s.",
            date=weekday_date(proposal.meeting_at),
            clock=clock(proposal.meeting_at),
        )
    texts = {
        P.CITIZEN_WANTS_TALK: _("%(adviser)s ringer og fortæller mere om forslaget.", adviser=journey.adviser),
        P.CITIZEN_YES: _("Du har sagt ja. Nu spørger vi virksomheden."),
        P.SENT_TO_COMPANY: _("Du har sagt ja. Nu spørger vi virksomheden."),
        P.CITIZEN_NO: _("Du har sagt nej tak. Det er helt i orden. Vi leder videre."),
        P.CITIZEN_EXPIRED: _("Fristen er gået. Det er helt i orden. Vi ringer til dig, eller du kan ringe til os."),
        P.COMPANY_YES: _("Virksomheden vil gerne møde dig. %(adviser)s aftaler en tid.", adviser=journey.adviser),
        P.COMPANY_NO: _("Virksomheden sagde nej tak denne gang. Det siger ikke noget om dig. Vi leder videre."),
        P.COMPANY_EXPIRED: _("Virksomheden nåede ikke at svare. Det siger ikke noget om dig. Vi leder videre."),
        P.AGREEMENT: _("I er enige. %(adviser)s gør aftalen klar.", adviser=journey.adviser),
        P.CANCELLED: called_off_text(proposal),
    }
    return texts.get(P(proposal.state), looking)


def called_off_text(proposal: ProposalRecord) -> str:
    """Why a place she was asked about is gone, and that it is not because of her."""
    if proposal.reason == PLACE_CLOSED:
        return _("Virksomheden har lukket opslaget. Det siger ikke noget om dig. Vi leder videre.")
    return _("Pladsen er ikke ledig mere. Det siger ikke noget om dig. Vi leder videre.")


def placement_text(journey: Journey) -> str:
    """What is agreed, or going on, or over."""
    place = journey.placement
    if place is None:
        return _("Du er i gang. Fortæl os, hvordan det går.")
    if place.state == PlacementState.STOPPED:
        return _("Forløbet stoppede før tid. Det sker for mange. Lad os tale om, hvad du har brug for nu.")
    if place.state in (PlacementState.PLANNED, PlacementState.READY):
        return _("Du begynder %(date)s hos %(company)s.", date=weekday_date(place.start_on), company=place.company_name)
    return _("Du er i gang hos %(company)s. Fortæl os, hvordan det går.", company=place.company_name)


def next_step(journey: Journey) -> NextStep:
    """The card at the top: what to do, or that there is nothing to do and when you hear from us."""
    case, proposal = journey.case, journey.proposal
    if case.state == E.AWAITING_CITIZEN:
        href = url_for("citizen.show_question", enrolment_id=case.id)
        return NextStep(case.question or here_text(journey), YOU, _("Svar på spørgsmålet"), href)
    if case.state == E.WAITING_LIST and journey.offer:
        href = url_for("citizen.show_place", enrolment_id=case.id)
        return NextStep(here_text(journey), YOU, offer_button(journey.offer), href)
    if case.state == E.MEETING_BOOKED:
        href = url_for("citizen.show_meeting", enrolment_id=case.id)
        return NextStep(_meeting_text(journey), US, _("Se din samtale"), href)
    if journey.position == 4 and _plan_waits(journey):
        href = url_for("citizen.show_plan_of", enrolment_id=case.id)
        return NextStep(here_text(journey), YOU, _("Læs din plan"), href)
    if journey.position == 5 and proposal and case.state == E.READY_FOR_MATCH:
        return _proposal_step(journey, proposal)
    if journey.position == 6 and journey.placement and journey.placement.state in RUNNING:
        return _placement_step(journey, journey.placement)
    if case.state in (E.SUBMITTED, E.IN_REVIEW, E.REFUSAL_PROPOSED) and case.deadline:
        return NextStep(promise_text(journey.frist, journey.late), US)
    return NextStep(here_text(journey), YOU if case.state == E.PAUSED else US)


def _placement_step(journey: Journey, place: PlacementRecord) -> NextStep:
    """Where and when she begins, with the whole agreement one tap away."""
    href = url_for("citizen.show_placement", placement_id=place.id)
    before = place.state in (PlacementState.PLANNED, PlacementState.READY)
    return NextStep(here_text(journey), US, _("Se din første dag") if before else _("Fortæl, hvordan det går"), href)


def _plan_waits(journey: Journey) -> bool:
    plan = journey.case.plan
    return bool(plan and plan.sent_at and not plan.citizen_agreed_at and not plan.citizen_comment)


def _proposal_step(journey: Journey, proposal: ProposalRecord) -> NextStep:
    href = url_for("citizen.show_proposal", proposal_id=proposal.id)
    text = proposal_text(journey)
    if proposal.state == P.SENT_TO_CITIZEN:
        return NextStep(text, YOU, _("Læs forslaget"), href)
    if proposal.state in (P.CITIZEN_YES, P.SENT_TO_COMPANY):
        return NextStep(text, COMPANY, _("Se forslaget"), href)
    if proposal.state in NAMES_SHOWN or proposal.state == P.CITIZEN_WANTS_TALK:
        return NextStep(text, US, _("Se forslaget"), href)
    return NextStep(text, US)
