"""Min side: where am I, what is next, and who has the ball."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import IllegalMove
from portal.domain.municipalities import sender
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.services.enrolment import (
    STEPS,
    AnswerQuestion,
    DeleteDraft,
    answer_question,
    delete_draft,
    is_complete,
    may_correct,
    text_warnings,
    wanted_of,
)
from portal.services.enrolment.draft import KEPT_FOR
from portal.services.places import line_place
from portal.services.work import Work
from portal.store import agreements, conversations, enrolments, health, matches, offers, people, placements, transfers
from portal.store.enrolments import EnrolmentRecord
from portal.store.people import Person
from portal.web.assisted_words import assisted_mark
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.conversation import unread_words
from portal.web.citizen.journey import Journey, NextStep, Step, next_step, timeline
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

E = EnrolmentState
HIDDEN = frozenset({E.DRAFT, E.DELETED})


@dataclass(frozen=True)
class Draft:
    """An enrolment that has been begun."""

    id: str
    program: str
    text: str
    href: str


@dataclass(frozen=True)
class CaseView:
    """One enrolment as Min side shows it."""

    id: str
    version: int
    program: str
    number: str
    sender: str
    state: str
    next: NextStep
    timeline: tuple[Step, ...]
    adviser: str
    adviser_phone: str
    is_open: bool
    has_plan: bool
    agreement_href: str
    """Where the agreement is read and accepted; empty until there is one."""
    decision_href: str
    """Where the decision about the enrolment stands, if there is one."""
    feedback_href: str
    """Where the company's own words about the placement stand; empty where there is no placement."""
    support_href: str
    """Where the words of a health professional stand; empty where nobody has been asked."""
    can_pause: bool
    can_withdraw: bool
    undo_until: str
    assisted: str
    """Who filled it in together with her, while that can be put right or taken back."""
    unread: str
    """"1 ny besked", or nothing."""


@dataclass(frozen=True, kw_only=True)
class MyPage(Page):
    name: str
    drafts: tuple[Draft, ...]
    cases: tuple[CaseView, ...]
    ended: tuple[CaseView, ...]
    reply_days: int


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    question: str
    form: FormView
    version: int
    action: str


@dataclass(frozen=True, kw_only=True)
class DeleteDraftPage(Page):
    program: str
    version: int
    action: str


class ReplyForm(PortalForm):
    reply = TextAreaField(
        _("Dit svar"),
        [Required(_("Skriv et svar, eller ring til os.")), MaxLength(1000)],
        render_kw={"kind": "text_area", "limit": 1000},
    )


@citizen.page("/min-side", allow=Permission.MY_PAGE, queries=9)
def show_my_page(work: Work) -> tuple[str, int]:
    assert work.actor.person_id is not None
    mine = enrolments.list_of_person(work.session, work.actor.person_id)
    drafts = [case for case in mine if case.state == E.DRAFT]
    person = people.get(work.session, work.actor.person_id) if drafts or not mine else None
    sent = [case for case in mine if case.state not in HIDDEN]
    views = _views(work, sent) if sent else []
    page = MyPage(
        title=_title(work, mine, person),
        name=person.first_name if person else mine[0].first_name,
        drafts=tuple(_draft(work, case, person) for case in drafts if person),
        cases=tuple(view for view in views if view.is_open),
        ended=tuple(view for view in views if not view.is_open),
        reply_days=work.house.reply_days,
    )
    return render("citizen/my_page/show.html", page)


def _title(work: Work, mine: list[EnrolmentRecord], person: Person | None) -> str:
    """Nothing begun yet, a draft on its way, or a greeting; then the name of the page."""
    if not mine:
        return _("Du er ikke tilmeldt noget endnu")
    if all(case.state == E.DRAFT for case in mine):
        return _("Du er godt i gang")
    return _("Hej %(name)s", name=person.first_name if person else mine[0].first_name)


def _views(work: Work, sent: list[EnrolmentRecord]) -> list[CaseView]:
    """Open cases first, those where we wait for the citizen before the others."""
    assert work.actor.person_id is not None
    proposals = matches.list_of_person(work.session, work.actor.person_id)
    places = placements.list_of_person(work.session, work.actor.person_id)
    journeys = [Journey.of(case, work.house.programme(case.programme_code).name, proposals, places) for case in sent]
    journeys = [_in_line(work, journey) if journey.case.state == E.WAITING_LIST else journey for journey in journeys]
    ways = transfers.ways_of_person(work.session, work.actor.person_id)
    journeys = [replace(one, transfer=ways.get(one.case.id), late=_late(work, one.case)) for one in journeys]
    unread = conversations.count_unread(work.session, work.actor.person_id)
    supported = health.list_supported(work.session, work.actor.person_id) if work.actor.person_id else frozenset()
    views = [_view(work, journey, unread.get(journey.case.id, 0), supported) for journey in journeys]
    return sorted(views, key=lambda view: (view.next.ball != "you", not view.unread))


def _late(work: Work, case: EnrolmentRecord) -> bool:
    return case.deadline is not None and case.deadline < work.today


def _in_line(work: Work, journey: Journey) -> Journey:
    """With the number in line and a range for the wait, or the place that is offered."""
    case = journey.case
    offer = offers.find_unsettled(work.session, case.id)
    programme = work.house.programme(case.programme_code)
    line = None if offer else line_place(work, programme, case.home_municipality, case.id)
    return replace(journey, line=line, offer=offer)


def _view(work: Work, journey: Journey, unread: int, supported: frozenset[UUID]) -> CaseView:
    case = journey.case
    leaving = case.state == E.WITHDRAWN and case.deadline is not None and work.today <= case.deadline
    return CaseView(
        id=str(case.id),
        version=case.version,
        program=journey.programme,
        number=case.number or "",
        sender=sender(case.operating_municipality),
        state=case.state,
        next=next_step(journey),
        timeline=timeline(journey),
        adviser=case.adviser_name or "",
        adviser_phone=case.adviser_phone or work.house.support_phone,
        is_open=ENROLMENT.allows(case.state, "withdraw"),
        has_plan=case.plan is not None and case.plan.sent_at is not None,
        agreement_href=_agreement_href(work, journey),
        decision_href=_decision_href(case),
        feedback_href=url_for("citizen.show_feedback", placement_id=journey.placement.id) if journey.placement else "",
        support_href=url_for("citizen.show_support", enrolment_id=case.id) if case.id in supported else "",
        can_pause=ENROLMENT.allows(case.state, "pause", Party.CITIZEN),
        can_withdraw=ENROLMENT.allows(case.state, "withdraw", Party.CITIZEN),
        undo_until=long_date(case.deadline) if leaving else "",
        assisted=assisted_mark(work, case) if may_correct(case, work.today) else "",
        unread=unread_words(unread),
    )


def _agreement_href(work: Work, journey: Journey) -> str:
    if journey.placement is None or agreements.find_current(work.session, journey.placement.id) is None:
        return ""
    return url_for("citizen.show_agreement", placement_id=journey.placement.id)


def _decision_href(case: EnrolmentRecord) -> str:
    is_decided = case.state == E.REFUSED or case.admitted_at is not None
    return url_for("citizen.show_decision", enrolment_id=case.id) if is_decided else ""


def _draft(work: Work, case: EnrolmentRecord, person: Person) -> Draft:
    programme = work.house.programme(case.programme_code)
    wanted = wanted_of(programme, person, case.answers)
    done = [step for step in STEPS if is_complete(step, case.answers, wanted)]
    first = next((step for step in STEPS if step not in done), None)
    return Draft(
        id=str(case.id),
        program=programme.name,
        text=_(
            "Du har svaret på %(count)s af %(total)s trin. Vi gemmer dine svar til %(date)s.",
            count=len(done),
            total=len(STEPS),
            date=long_date(_kept_until(case.updated_at)),
        ),
        href=url_for("citizen.show_step", program=programme.slug, step=first)
        if first
        else url_for("citizen.show_check", program=programme.slug),
    )


def _kept_until(touched: datetime) -> datetime:
    return touched + KEPT_FOR


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/svar", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def show_question(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    if enrolment.state != E.AWAITING_CITIZEN:
        return redirect(url_for("citizen.show_my_page"))
    return render("citizen/my_page/question.html", _question_page(enrolment, ReplyForm()))


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/svar", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def reply_to_question(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(ReplyForm)
    if not form.validate():
        return render("citizen/my_page/question.html", _question_page(enrolment, form), 422)
    text = (form.reply.data or "").strip()
    answer_question(work, AnswerQuestion(enrolment.id, request.form.get("version", 0, int), text))
    flash(_("Tak for dit svar. Nu er det vores tur."), "success")
    for warning in text_warnings(text):
        flash(warning, "warning")
    return redirect(url_for("citizen.show_my_page"), 303)


def _question_page(enrolment: EnrolmentRecord, form: ReplyForm) -> QuestionPage:
    return QuestionPage(
        title=_("Vi har et spørgsmål til dig"),
        question=enrolment.question or "",
        form=form.view(),
        version=enrolment.version,
        action=url_for("citizen.show_question", enrolment_id=enrolment.id),
    )


@citizen.page("/min-side/tilmelding/<uuid:enrolment_id>/slet", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def show_delete_draft(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    if enrolment.state != E.DRAFT:
        return redirect(url_for("citizen.show_my_page"))
    page = DeleteDraftPage(
        title=_("Vil du slette dine svar?"),
        program=work.house.programme(enrolment.programme_code).name,
        version=enrolment.version,
        action=url_for("citizen.show_delete_draft", enrolment_id=enrolment.id),
    )
    return render("citizen/my_page/delete_draft.html", page)


@citizen.action("/min-side/tilmelding/<uuid:enrolment_id>/slet", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def throw_draft_away(work: Work, enrolment: EnrolmentRecord) -> Response:
    if enrolment.state not in HIDDEN:
        raise IllegalMove("enrolment", enrolment.state, "delete")
    delete_draft(work, DeleteDraft(enrolment.id, request.form.get("version", 0, int)))
    flash(_("Dine svar er slettet."), "success")
    return redirect(url_for("citizen.show_my_page"), 303)
