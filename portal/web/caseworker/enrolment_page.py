"""One enrolment: what the citizen wrote, what the rules say, what has happened, and what a caseworker can do now."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from portal.domain.access import Permission, permits
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.domain.workflow.enrolment import OPEN
from portal.services import places, review
from portal.services.work import Work
from portal.store import conversations, enrolments, meetings, people
from portal.store.enrolments import EnrolmentRecord
from portal.web.assisted_words import assisted_mark
from portal.web.caseworker import words
from portal.web.caseworker.answers import Answer, Group, contact_wish, facts_of, groups_of
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import (
    NOTHING_TRIED,
    ClockField,
    Deed,
    Tried,
    clock_text,
    forms_of,
    moment,
    perform,
    possible,
    sent_version,
)
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.lessons import Lessons, lessons_of
from portal.web.caseworker.room import SETTLE, room_of
from portal.web.caseworker.waiting_deeds import DEEDS as WAITING_DEEDS
from portal.web.conversation_thread import Line, lines_of
from portal.web.forms import DateParts, FormView, MaxLength, PortalForm, Required, choices
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

S = EnrolmentState
WITH_PLAN = frozenset({EnrolmentState.ADMITTED, EnrolmentState.READY_FOR_MATCH, EnrolmentState.IN_PLACEMENT})
SHOWN_MESSAGES = 3
"""The newest ones; the whole conversation is one press away."""
WITH_REFUSAL = frozenset({EnrolmentState.IN_REVIEW, EnrolmentState.REFUSAL_PROPOSED, EnrolmentState.REFUSED})
AREA = {"kind": "text_area", "limit": 1000}


class AskForm(PortalForm):
    question = TextAreaField(
        "Hvad vil du gerne vide?", [Required("Skriv, hvad du gerne vil vide."), MaxLength()], render_kw=AREA
    )
    deadline = DateParts("Svar gerne senest", [Required("Vælg en dato, der ligger efter i dag.")])


class MeetingForm(PortalForm):
    meeting_day = DateParts("Hvilken dag?", [Required("Vælg en dag for samtalen.")])
    meeting_clock = ClockField(
        "Klokken", [Required("Skriv klokkeslættet. For eksempel 10.30.")], description="For eksempel 10.30"
    )
    meeting_place = RadioField(
        "Hvor taler I sammen?",
        [Required("Vælg, hvor I skal tale sammen.")],
        choices=choices({"phone": "I telefonen", "office": "Hos os", "video": "På video", "walk": "På en gåtur"}),
        default="phone",
    )

    def validate(self, extra_validators: object = None) -> bool:
        good = super().validate()
        if good and self.meeting_clock.clock is None:
            self.add_error("meeting_clock", clock_text())
            return False
        return good


def _take(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.take(work, review.Take(case.id, sent_version()))


def _ask(work: Work, case: EnrolmentRecord, form: AskForm) -> None:
    command = review.AskCitizen(case.id, sent_version(), form.question.data or "", form.deadline.data)
    review.ask_citizen(work, command)


def _meet(work: Work, case: EnrolmentRecord, form: MeetingForm) -> None:
    at = moment(form.meeting_day.data, form.meeting_clock)
    review.book_meeting(work, review.BookMeeting(case.id, sent_version(), at, form.meeting_place.data or ""))


def _resume(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.resume_review(work, review.ResumeReview(case.id, sent_version()))


def _end_pause(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.end_pause(work, review.EndPause(case.id, sent_version()))


def _met(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.meeting_done(work, review.MeetingDone(case.id, sent_version()))


def _admit(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.admit(work, review.Admit(case.id, sent_version()))


def _wait(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    review.put_on_waiting_list(work, review.PutOnWaitingList(case.id, sent_version()))


def _settle(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
    places.back_in_turn(work, places.BackInTurn(case.id, sent_version()))


DEEDS = {
    "take": Deed(_take, lambda: _("Sagen er din nu. Borgeren kan se, hvem du er.")),
    "citizen_answered": Deed(_resume, lambda: _("Sagen er under behandling igen.")),
    "resume": Deed(_end_pause, lambda: _("Pausen er slut. Sagen fortsætter, hvor den var.")),
    "meeting_done": Deed(_met, lambda: _("Samtalen er noteret. Nu kan du beslutte.")),
    "admit": Deed(_admit, lambda: _("Borgeren er optaget og får besked. Næste skridt er planen.")),
    SETTLE: Deed(_settle, lambda: _("Borgeren står i køen igen og får tilbudt den næste plads.")),
    "ask_citizen": Deed(_ask, lambda: _("Spørgsmålet er sendt til borgeren."), AskForm),
    "book_meeting": Deed(_meet, lambda: _("Samtalen er aftalt. Borgeren får et brev."), MeetingForm),
    "rebook_meeting": Deed(_meet, lambda: _("Samtalen er flyttet. Borgeren får et brev."), MeetingForm),
    "put_on_waiting_list": Deed(_wait, lambda: _("Borgeren står på venteliste og får besked.")),
    **WAITING_DEEDS,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ShowEnrolment(Page):
    id: str
    action: str
    version: int
    who: str
    programme: str
    state: str
    state_kind: str
    deadline: str
    number: str
    submitted: object
    adviser: str
    assisted: str
    phone: str
    wish: str
    groups: tuple[Group, ...]
    facts: tuple[Answer, ...]
    verdict_word: str
    criteria: tuple[SimpleNamespace, ...]
    question: str
    reply: str
    decision_reason: str
    history: tuple[Entry, ...]
    plan_href: str
    by_hand_href: str
    meeting_wish: str
    conversation_href: str
    journal_href: str
    support_href: str
    related_action: str
    transfer_href: str
    """Where the case is given to another municipality; empty for who does not decide, and when it is over."""
    lines: tuple[Line, ...]
    lessons: Lessons
    room: tuple[str, ...]
    """How it stands with the places, where they are counted."""
    refusal_href: str
    """Where the letter of a refusal is built, read by a second person, or kept; empty where there is none to be."""
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    form: FormView = field(default_factory=FormView)


@caseworker.page(
    "/medarbejder/tilmeldinger/<uuid:enrolment_id>",
    allow=Permission.CASE_READ,
    load=enrolments.get,
    queries=15,
)
def show_enrolment(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return render("caseworker/enrolment/show.html", _page(work, case, NOTHING_TRIED))


@caseworker.action(
    "/medarbejder/tilmeldinger/<uuid:enrolment_id>", allow=Permission.ENROLMENT_REVIEW, load=enrolments.get
)
def decide_enrolment(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, case, "enrolment")
    if tried:
        return render("caseworker/enrolment/show.html", _page(work, case, tried), tried.status)
    return redirect(url_for("caseworker.show_enrolment", enrolment_id=case.id), 303)


def _page(work: Work, case: EnrolmentRecord, tried: Tried) -> ShowEnrolment:
    decides = permits(work.actor, Permission.ENROLMENT_REVIEW, case)
    room = room_of(work, case, possible(DEEDS, ENROLMENT, case.state, work.party))
    person = people.get(work.session, case.person_id)
    programme = work.house.programme(case.programme_code).name
    state, kind = words.enrolment_state(case.state)
    return ShowEnrolment(
        title=_("%(who)s · %(programme)s", who=case.short_name, programme=programme),
        id=str(case.id),
        action=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        version=case.version,
        who=case.full_name,
        programme=programme,
        state=state,
        state_kind=kind,
        deadline=words.deadline_words(case.deadline, work.today, waits=case.state == S.AWAITING_CITIZEN),
        number=case.number or "",
        submitted=case.submitted_at,
        adviser=case.adviser_name or "",
        assisted=assisted_mark(work, case),
        phone=case.answers.get("kontakt", {}).get("phone") or person.phone or "",
        wish=contact_wish(case.answers),
        groups=groups_of(case.answers),
        facts=facts_of(person.known_facts),
        verdict_word=words.verdict_word((case.verdict or {}).get("result")),
        criteria=tuple(_criterion(line) for line in (case.verdict or {}).get("criteria", [])),
        question=case.question or "",
        reply=case.reply or "",
        decision_reason=case.decision_reason or "",
        history=history_of(work, "enrolment", case.id),
        meeting_wish=_wish(work, case),
        lines=lines_of(conversations.list_of_enrolment(work.session, case.id), citizen_reads=False)[-SHOWN_MESSAGES:],
        lessons=lessons_of(work, case, decides),
        room=room.lines,
        deeds=room.deeds if decides else (),
        forms=forms_of(DEEDS, room.deeds, case, tried) if decides else {},
        tried=tried,
        form=tried.form,
        **_ways_on(case, decides),
    )


def _ways_on(case: EnrolmentRecord, decides: bool) -> dict[str, str]:
    """Where the case leads; a plan, the journal and a refusal belong to those who decide."""

    def to(view: str) -> str:
        return url_for(f"caseworker.{view}", enrolment_id=case.id)

    return {
        "plan_href": to("edit_plan") if decides and case.state in WITH_PLAN else "",
        "by_hand_href": to("list_by_hand") if decides and case.state == EnrolmentState.READY_FOR_MATCH else "",
        "conversation_href": to("show_conversation"),
        "journal_href": to("show_journal") if decides else "",
        "support_href": to("show_support"),
        "related_action": to("know_privately"),
        "transfer_href": to("show_transfer_offer") if decides and case.state in OPEN else "",
        "refusal_href": to("show_refusal") if decides and case.state in WITH_REFUSAL else "",
    }


def _wish(work: Work, case: EnrolmentRecord) -> str:
    """When the citizen can come instead, while that has not been answered."""
    if case.state != EnrolmentState.MEETING_BOOKED:
        return ""
    meeting = meetings.find(work.session, case.id)
    return meeting.wish if meeting else ""


def _criterion(line: dict[str, str]) -> SimpleNamespace:
    """One criterion of the frozen verdict, as the list of criteria shows it."""
    return SimpleNamespace(text=line["label"], outcome=line["outcome"], reason=line["text"], source=line["source"])
