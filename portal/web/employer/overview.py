"""The company's overview: what waits for it, its postings, who is there now, and how many places are left (V7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import CompanyRight, Permission
from portal.domain.workflow import CompanyState, PlacementState, PostingState, ProposalState
from portal.services import registration as service
from portal.services.following.company import RUNNING
from portal.services.posting import MAY_WRITE, PlaceCount, count_places, is_running_out
from portal.services.registration import Contact
from portal.services.work import Work
from portal.services.workplace_room import room_at
from portal.store import following, matches, placements, postings
from portal.store.companies import CompanyRecord
from portal.store.matches import ProposalRecord
from portal.store.placements import PlacementRecord, Seat
from portal.store.postings import PostingRecord
from portal.web.employer.blueprint import employer, own_company, seen_version, tried, with_company
from portal.web.employer.placements import day_words, feedback_points
from portal.web.employer.posting_guidance import kind_label
from portal.web.employer.posting_page import ReplyForm
from portal.web.employer.posting_summary import STATES, places_words
from portal.web.forms import FormView, filled
from portal.web.i18n import clock, long_date, ngettext, number, weekday_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

NOW = (PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT)


@dataclass(frozen=True)
class Task:
    """Something that waits for the company, with where to do it."""

    text: str
    note: str
    label: str
    href: str


@dataclass(frozen=True)
class PostingLine:
    title: str
    href: str
    state: str
    state_kind: str
    places: str


@dataclass(frozen=True)
class PlacementLine:
    title: str
    text: str
    state: str
    href: str


@dataclass(frozen=True)
class RoomLine:
    name: str
    text: str
    note: str


@dataclass(frozen=True, kw_only=True)
class OverviewPage(Page):
    company: str
    state: str
    state_kind: str
    state_text: str
    question: str
    reason: str
    version: int
    form: FormView
    tasks: tuple[Task, ...]
    postings: tuple[PostingLine, ...]
    may_post: bool
    placements: tuple[PlacementLine, ...]
    rooms: tuple[RoomLine, ...]
    specialists: tuple[str, ...]
    contact: Contact | None
    can_edit: bool


def states() -> dict[str, tuple[str, str]]:
    return {
        CompanyState.SUBMITTED: (_("Venter på kommunen"), "waiting"),
        CompanyState.AWAITING_COMPANY: (_("Venter på jer"), "attention"),
        CompanyState.APPROVED: (_("Godkendt"), "success"),
        CompanyState.REJECTED: (_("Ikke godkendt"), "neutral"),
        CompanyState.SUSPENDED: (_("På vej ud"), "neutral"),
        CompanyState.ENDED: (_("Samarbejdet er stoppet"), "neutral"),
    }


@employer.page("/virksomhed/overblik", allow=Permission.COMPANY_SEE, queries=13)
def show_overview(work: Work) -> Response | tuple[str, int]:
    company = own_company(work)
    if company is not None and company.state == CompanyState.DRAFT and not _runs(work):
        return render("employer/company/not_yet.html", Page(title=_("I er ved at blive tilmeldt")))
    if company is None or company.state == CompanyState.DRAFT:
        return redirect(url_for("employer.register"))
    return _overview(work, company, filled(ReplyForm))


def _runs(work: Work) -> bool:
    return work.actor.has_right(CompanyRight.ADMINISTRATE)


def _overview(work: Work, company: CompanyRecord, form: ReplyForm, status: int = 200) -> tuple[str, int]:
    own = postings.list_of_company(work.session, company.id)
    # Names are for those the company has chosen to follow candidates and placements: the others read of nobody.
    sees_people = work.actor.has_right(CompanyRight.CANDIDATES)
    known = matches.list_of_company(work.session, company.id) if sees_people else []
    hosted = placements.list_of_company(work.session, company.id) if sees_people else []
    seats = hosted if sees_people else placements.list_seats(work.session, company.id)
    counts = count_places(work, company.id)
    state, kind = states()[company.state]
    page = OverviewPage(
        title=_("Overblik"),
        company=company.name,
        state=state,
        state_kind=kind,
        state_text=_state_text(work, company),
        question=(company.question or "") if company.state == CompanyState.AWAITING_COMPANY and _runs(work) else "",
        reason=(company.decision_reason or "") if company.state == CompanyState.REJECTED else "",
        version=company.version,
        form=form.view(),
        tasks=(*_tasks(work, known, own), *_feedback_due(work, hosted)),
        postings=tuple(_posting_line(p, counts.get(p.id, PlaceCount())) for p in own if p.state != PostingState.CLOSED),
        may_post=company.state in MAY_WRITE and work.actor.has_right(CompanyRight.POSTINGS),
        placements=(
            *(_agreed_line(c) for c in known if c.state == ProposalState.COMPANY_YES),
            *(_placement_line(p) for p in hosted if p.state in NOW),
        ),
        rooms=tuple(_rooms(work, company, seats)),
        specialists=tuple(_specialists(company)),
        contact=service.contact_of(work, company),
        can_edit=company.state not in service.OVER and _runs(work),
    )
    return render("employer/company/overview.html", page, status)


def _state_text(work: Work, company: CompanyRecord) -> str:
    """What the company waits for until it is approved."""
    if company.state == CompanyState.SUBMITTED:
        deadline = weekday_date(service.receipt_of(work, company).deadline)
        return _("Vi ser på jeres oplysninger og vender tilbage senest %(deadline)s.", deadline=deadline)
    texts = {
        CompanyState.AWAITING_COMPANY: _("Vi mangler et svar fra jer, før vi kan godkende jer."),
        CompanyState.REJECTED: _("Vi kan ikke godkende jer lige nu. Ring til os, så ser vi på det sammen."),
        CompanyState.SUSPENDED: _(
            "I har bedt om at stoppe. Vi foreslår ikke nye kandidater. Det, der er aftalt, fortsætter, til I har talt "
            "om det med jeres kontakt."
        ),
        CompanyState.ENDED: _("I er ikke længere med. Ring til os, hvis I vil begynde igen."),
    }
    return texts.get(CompanyState(company.state), "")


def _tasks(work: Work, candidates: list[ProposalRecord], own: list[PostingRecord]) -> Iterable[Task]:
    """Candidates first: a person is waiting for the answer."""
    for one in candidates:
        if one.state == ProposalState.SENT_TO_COMPANY:
            yield Task(
                _("Kandidat %(code)s til %(title)s", code=one.candidate_code, title=one.title),
                _("Svar gerne senest %(date)s. Personen venter på jer.", date=long_date(one.company_deadline))
                if one.company_deadline
                else _("Personen venter på jeres svar."),
                _("Se kandidaten"),
                url_for("employer.show_candidate", proposal_id=one.id),
            )
        elif one.state == ProposalState.MEETING_AGREED and one.meeting_at:
            yield Task(
                _("Møde med %(name)s", name=one.full_name),
                _("%(day)s klokken %(clock)s", day=weekday_date(one.meeting_at), clock=clock(one.meeting_at)),
                _("Se mødet"),
                url_for("employer.show_candidate", proposal_id=one.id),
            )
    for posting in own:
        here = url_for("employer.show_posting", posting_id=posting.id)
        if posting.state == PostingState.AWAITING_COMPANY:
            yield Task(_("Spørgsmål om %(title)s", title=posting.title), _("Fra kommunen"), _("Svar"), here)
        if is_running_out(posting, work.today):
            note = _("Sidste dag, man kan begynde, er den %(day)s.", day=long_date(posting.start_to))
            yield Task(_("Er »%(title)s« stadig ledig?", title=posting.title), note, _("Svar med ét tryk"), here)
        if posting.state == PostingState.DRAFT:
            title = posting.title or _("Opslag uden overskrift")
            yield Task(_("Kladde: %(title)s", title=title), _("Kun I kan se den."), _("Gør den færdig"), here)


def _feedback_due(work: Work, placed: list[PlacementRecord]) -> Iterable[Task]:
    """Agreed points of feedback that have come and are not answered: a minute each."""
    running = {one.id: one for one in placed if one.state in RUNNING}
    points = following.list_checkpoints(work.session, running)
    given = {one.checkpoint_id for one in following.list_feedback(work.session, running)}
    for one in running.values():
        own = feedback_points([point for point in points if point.placement_id == one.id])
        for place, point in enumerate(own, 1):
            if point.id not in given and point.due_on <= work.today:
                yield Task(
                    _("Hvordan går det med %(name)s?", name=one.full_name),
                    _("%(when)s. Det tager ét minut.", when=day_words(point.kind)),
                    _("Giv tilbagemelding"),
                    url_for("employer.show_feedback", placement_id=one.id, nr=str(place)),
                )


def _posting_line(posting: PostingRecord, count: PlaceCount) -> PostingLine:
    state, kind = STATES[posting.state]
    return PostingLine(
        posting.title or _("Opslag uden overskrift"),
        url_for("employer.show_posting", posting_id=posting.id),
        state,
        kind,
        places_words(posting.places, count),
    )


def _agreed_line(candidate: ProposalRecord) -> PlacementLine:
    """Both have said yes, and it is the municipality's turn."""
    return PlacementLine(
        candidate.full_name,
        _("%(title)s. Kommunen ringer til jer og finder en tid, hvor I kan mødes.", title=candidate.title),
        _("Venter på kommunen"),
        url_for("employer.show_candidate", proposal_id=candidate.id),
    )


def _placement_line(placement: PlacementRecord) -> PlacementLine:
    words = {
        PlacementState.PLANNED: _("Planlagt"),
        PlacementState.READY: _("Klar til at begynde"),
        PlacementState.ACTIVE: _("I gang"),
        PlacementState.ABSENT: _("Fraværende"),
    }
    kinds = ", ".join(dict.fromkeys(kind_label(part.kind) for part in placement.parts))
    hours = [step["hours"] for part in placement.parts for step in part.hours_ladder[:1]]
    begins = _("%(kind)s fra %(date)s", kind=kinds, date=long_date(placement.start_on))
    rises = any(len(part.hours_ladder) > 1 for part in placement.parts)
    weekly = _("begynder med %(hours)s timer om ugen") if rises else _("%(hours)s timer om ugen")
    weekly = weekly % {"hours": number(sum(hours))} if hours else ""
    return PlacementLine(
        placement.full_name,
        ", ".join(filter(None, (begins, weekly))),
        words[PlacementState(placement.state)],
        url_for("employer.show_placement", placement_id=placement.id),
    )


def _rooms(work: Work, company: CompanyRecord, placed: Sequence[PlacementRecord | Seat]) -> Iterable[RoomLine]:
    """Places with support at each workplace that has given numbers (forholdstal)."""
    for place in company.workplaces:
        room = room_at(work.house.law, place, work.today, placed)
        if room is not None:
            used = _("%(used)s af %(limit)s pladser brugt", used=number(round(room.used_number, 2)), limit=room.limit)
            yield RoomLine(place.name, used, room.text)


def _specialists(company: CompanyRecord) -> Iterable[str]:
    for person in company.specialists:
        if person.active:
            room = ngettext("tager imod %(num)s person", "tager imod %(num)s personer", person.capacity)
            yield _("%(name)s (%(room)s)", name=person.name, room=room)


@employer.action("/virksomhed/overblik", allow=Permission.COMPANY_REGISTER)
@with_company
def answer_question(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    """What the municipality asked before it can approve the company."""
    form = filled(ReplyForm)
    command = service.ReplyToQuestion(seen_version(), form.reply.data or "")
    if not tried(form, lambda: service.reply_to_question(work, command)):
        return _overview(work, company, form, 422)
    flash(_("Tak. Kommunen ser på jeres svar."), "success")
    return redirect(url_for("employer.show_overview"), 303)
