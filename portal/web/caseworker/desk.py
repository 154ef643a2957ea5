"""My day: what is late, what is due today, and what waits for me."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, permits_place
from portal.domain.check_in import Concern
from portal.domain.errors import NotFound
from portal.domain.following import WarningKind
from portal.domain.workflow import CompanyState, EnrolmentState, OfferState, PostingState, ProposalState
from portal.services import callback, following
from portal.services.related import not_close
from portal.services.work import COPENHAGEN, Work, add_working_days
from portal.store import (
    check_ins,
    companies,
    conversations,
    enrolment_lists,
    matches,
    meetings,
    offers,
    placements,
    postings,
)
from portal.store.check_ins import WaitingCheckIn
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord, Undecided
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.desk_calls import Call, waiting_calls
from portal.web.caseworker.desk_runs import finished_runs
from portal.web.caseworker.paging import Paging, paging_of
from portal.web.caseworker.words import deadline_words, enrolment_state, proposal_state
from portal.web.check_in_words import concern_words
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, short_date
from portal.web.render import Page, render

E_, P = EnrolmentState, ProposalState
WITH_DEADLINE = [
    *(E_.SUBMITTED, E_.IN_REVIEW, E_.MEETING_BOOKED, E_.ADMITTED, E_.AWAITING_CITIZEN, E_.REFUSAL_PROPOSED),
    E_.PAUSED,
]
TO_CALL = {P.CITIZEN_WANTS_TALK, P.CITIZEN_EXPIRED, P.COMPANY_EXPIRED}
TO_AGREE = {P.COMPANY_YES, P.MEETING_AGREED}
RING_RANK = 4
"""Signs up to this rank mean that somebody should ring."""
TOLD = {WarningKind.CALL_TODAY, WarningKind.STRAIN}
"""Signs that rest on what a citizen told; where her answer itself waits, one line is enough."""


@dataclass(frozen=True)
class Task:
    when: str
    late: bool
    who: str
    what: str
    href: str


@dataclass(frozen=True)
class Count:
    number: int
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShowDesk(Page):
    greeting: str
    tasks: tuple[Task, ...]
    counts: tuple[Count, ...]
    calls: tuple[Call, ...]
    paging: Paging


@caseworker.page("/medarbejder", allow=Permission.STAFF_DESK, queries=17)
def show_desk(work: Work) -> tuple[str, int]:
    mine, people = work.actor.municipalities, permits_place(work.actor, Permission.CASE_LIST)
    runs = matches.list_undecided(work.session, mine, work.actor.related) if people else []
    told, asked = _told(work), _with_people(work, runs) if people else ()
    tasks = (*_check_ins(told), *_signs(work, {one.placement_id for one in told}), *asked)
    paging = paging_of(len(tasks))
    page = ShowDesk(
        title=_("Min dag"),
        greeting=_("Hej %(name)s. Her er det, der venter på dig.", name=work.actor.name.split(" ")[0]),
        tasks=tasks[paging.part(0)],
        counts=_counts(work, runs),
        calls=waiting_calls(work) if people else (),
        paging=paging,
    )
    return render("caseworker/desk/show.html", page)


def _with_people(work: Work, undecided: list[Undecided]) -> tuple[Task, ...]:
    """What those who work with people do; a company consultant follows placements only."""
    runs = (Task(late=False, **line) for line in finished_runs(work, undecided))
    return (*_other_times(work), *_messages(work), *_talks(work), *runs, *_offered(work), *_due(work))


@caseworker.action("/medarbejder", allow=Permission.CASE_LIST)
def finish_call(work: Work) -> Response:
    callback.finish(work, _id(request.form.get("callback_id", "")))
    flash(_("Godt. Navn og nummer er slettet nu."), "success")
    return redirect(url_for("caseworker.show_desk"), 303)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _due(work: Work) -> list[Task]:
    """Late and due today: my own cases and those nobody has."""
    mine = work.actor.municipalities
    due = enrolment_lists.list_due(work.session, mine, WITH_DEADLINE, work.today, work.actor.user_id)
    return [
        Task(
            when=deadline_words(case.deadline, work.today),
            late=case.deadline is not None and case.deadline < work.today,
            who=case.short_name,
            what=_what(case),
            href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        )
        for case in not_close(work, due)
    ]


def _told(work: Work) -> list[WaitingCheckIn]:
    """What citizens at a workplace told of their week, and I should ring about."""
    return [
        one
        for one in not_close(work, check_ins.list_waiting(work.session, work.actor.municipalities))
        if one.calls_for == Concern.CALL_TODAY or one.assigned_to in (None, work.actor.user_id)
    ]


def _check_ins(told: list[WaitingCheckIn]) -> list[Task]:
    return [
        Task(
            when=_("ring i dag") if one.calls_for == Concern.CALL_TODAY else _("ring"),
            late=one.calls_for == Concern.CALL_TODAY,
            who=one.short_name,
            what=concern_words(one.calls_for),
            href=url_for("caseworker.show_check_ins", placement_id=one.placement_id),
        )
        for one in told
    ]


def _other_times(work: Work) -> list[Task]:
    """Citizens who cannot come to the talk they were given a time for."""
    return [
        Task(
            when=_("ny tid"),
            late=False,
            who=one.short_name,
            what=_("Vil gerne have en anden tid til samtalen."),
            href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id),
        )
        for one in not_close(work, meetings.list_waiting(work.session, work.actor.municipalities))
        if one.assigned_to in (None, work.actor.user_id)
    ]


def _messages(work: Work) -> list[Task]:
    """Citizens who have written, in my own cases and those nobody has; late when the promised days have gone."""
    waiting = not_close(work, conversations.list_waiting(work.session, work.actor.municipalities))
    return [
        Task(
            when=short_date(one.at),
            late=add_working_days(one.at.astimezone(COPENHAGEN).date(), work.house.reply_days) < work.today,
            who=one.short_name,
            what=_("Ny besked. Svar, eller ring."),
            href=url_for("caseworker.show_conversation", enrolment_id=one.enrolment_id),
        )
        for one in waiting
        if one.assigned_to in (None, work.actor.user_id)
    ]


def _signs(work: Work, said: set[UUID]) -> list[Task]:
    """Placements that need somebody, by how pressing the sign is. A warning never acts by itself."""
    mine = work.actor.municipalities
    running = not_close(work, placements.list_of_municipalities(work.session, mine, placements.FOLLOWED))
    signs = following.signs_of(work, running)
    shown = {one.id: [sign for sign in signs[one.id] if sign.kind not in TOLD or one.id not in said] for one in running}
    first = sorted(((shown[one.id][0], one) for one in running if shown[one.id]), key=lambda found: found[0].rank)
    return [
        Task(
            when=_("ring") if sign.rank <= RING_RANK else _("se på det"),
            late=sign.rank <= RING_RANK,
            who=one.short_name,
            what=_("%(why)s %(todo)s", why=sign.why, todo=sign.todo),
            href=url_for("caseworker.show_placement", placement_id=one.id),
        )
        for sign, one in first
    ]


def _what(case: EnrolmentRecord) -> str:
    if case.state == E_.PAUSED:
        return _("Pausen er slut. Ring, og spørg, om borgeren er klar til at fortsætte.")
    return enrolment_state(case.state)[0]


def _talks(work: Work) -> list[Task]:
    """Proposals where a person has to ring or to agree something."""
    found = matches.list_in_states(work.session, work.actor.municipalities, sorted(TO_CALL | TO_AGREE))
    return [
        Task(
            when=_("ring") if one.state in TO_CALL else _("aftal"),
            late=one.state in TO_CALL,
            who=one.short_name,
            what=_to_do(one),
            href=url_for("caseworker.show_proposal", proposal_id=one.id),
        )
        for one in not_close(work, found)
    ]


def _offered(work: Work) -> list[Task]:
    """Places that somebody is offered: an adviser rings at once, and again when no answer came."""
    found = not_close(work, offers.list_to_call(work.session, work.actor.municipalities))
    mine = [one for one in found if one.assigned_to in (None, work.actor.user_id)]
    return [
        Task(
            when=_("ring"),
            late=one.state == OfferState.EXPIRED,
            who=one.short_name,
            what=_offer_words(one, work.house.programme(one.programme_code).name),
            href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id),
        )
        for one in mine
    ]


def _offer_words(one: offers.ToCall, programme: str) -> str:
    if one.state == OfferState.EXPIRED:
        return _("Intet svar på pladsen i %(program)s. Det er ikke et nej. Ring.", program=programme)
    day = short_date(one.deadline)
    return _("Tilbudt en plads i %(program)s, svarfrist %(date)s.", program=programme, date=day)


def _to_do(one: ProposalRecord) -> str:
    """The state and the place; where nobody has answered in time, also what to do about it."""
    words = {"title": one.title, "company": one.company_name}
    if one.state == P.CITIZEN_EXPIRED:
        return _("Intet svar fra borgeren om %(title)s. Ring, og aflys bagefter, så der kan komme et nyt.", **words)
    if one.state == P.COMPANY_EXPIRED:
        return _("Intet svar fra %(company)s om %(title)s. Ring til virksomheden, og aflys bagefter.", **words)
    return f"{proposal_state(one.state)[0]}: {one.title}"


def _counts(work: Work, undecided: list[Undecided]) -> tuple[Count, ...]:
    mine = work.actor.municipalities
    firms = companies.count_in_states(work.session, mine, [CompanyState.SUBMITTED, CompanyState.SUSPENDED])
    offers = postings.count_in_states(work.session, mine, [PostingState.SUBMITTED])
    of_companies = (
        Count(firms, ngettext("ny virksomhed", "nye virksomheder", firms), url_for("caseworker.list_companies")),
        Count(offers, ngettext("nyt opslag", "nye opslag", offers), url_for("caseworker.list_postings")),
    )
    if not permits_place(work.actor, Permission.CASE_LIST):
        return of_companies
    cases = enrolment_lists.count_by_state(work.session, mine, [E_.SUBMITTED, E_.ADMITTED], work.actor.related)
    new, plans = cases.get(E_.SUBMITTED, 0), cases.get(E_.ADMITTED, 0)
    computed = sum(one.proposals for one in undecided)
    queue = url_for("caseworker.list_enrolments")
    return (
        Count(new, ngettext("ny tilmelding", "nye tilmeldinger", new), queue),
        Count(plans, ngettext("plan at lave", "planer at lave", plans), f"{queue}?vis=igang"),
        Count(
            computed, ngettext("forslag at vurdere", "forslag at vurdere", computed), url_for("caseworker.list_runs")
        ),
        *of_companies,
    )
