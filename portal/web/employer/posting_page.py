"""A posting of the company's own: its state, what stands in it, what has happened, and what can be done (V10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import STAFF_ROLES, CompanyRight, Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import POSTING, Party, PostingState
from portal.services import posting as service
from portal.services.work import Work
from portal.store import audit, companies, postings
from portal.store.audit import AuditEntry
from portal.store.postings import PostingRecord
from portal.web.employer.blueprint import employer, seen_version, tried
from portal.web.employer.fields import words
from portal.web.employer.posting_guidance import room_lines
from portal.web.employer.posting_summary import STATES, places_words, posting_rows
from portal.web.employer.registration_summary import Group, Row
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import clock, long_date, short_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

OVER = frozenset({PostingState.CLOSED, PostingState.REJECTED})


class ReplyForm(PortalForm):
    reply = words(_("Jeres svar"), _("Skriv jeres svar."), _("Skriv ikke navne eller noget om sygdom."), limit=1000)


@dataclass(frozen=True)
class Entry:
    when: str
    text: str
    who: str


@dataclass(frozen=True, kw_only=True)
class PostingPage(Page):
    posting: PostingRecord
    state: str
    state_kind: str
    explanation: str
    groups: tuple[Group, ...]
    history: tuple[Entry, ...]
    events: tuple[str, ...]
    still_open: str
    """The question whether the place is still there, when it is time for it; else empty."""
    can_copy: bool
    form: FormView


def explanations() -> dict[str, str]:
    return {
        PostingState.DRAFT: _("Kun I kan se opslaget. Gør det færdigt, og send det."),
        PostingState.SUBMITTED: _("Kommunen ser på opslaget. I kan rette det imens."),
        PostingState.AWAITING_COMPANY: _("Kommunen har et spørgsmål, før opslaget kan åbne."),
        PostingState.OPEN: _("Vi leder efter en person, der passer til opgaverne. I hører fra os, når der er én."),
        PostingState.PAUSED: _("Vi foreslår ikke nogen, før I åbner opslaget igen."),
        PostingState.FULL: _("Alle pladser er i brug. Opslaget åbner igen, når en plads bliver fri."),
        PostingState.CLOSED: _("Opslaget er lukket. Forløb, der er i gang, fortsætter."),
        PostingState.REJECTED: _("Opslaget blev ikke åbnet. Ring til os, så finder vi en anden vej."),
    }


def happenings() -> dict[str, str]:
    return {
        "begin": _("Opslaget er begyndt."),
        "submit": _("Opslaget er sendt til kommunen."),
        "ask_company": _("Kommunen har stillet et spørgsmål."),
        "company_answered": _("I har svaret på spørgsmålet."),
        "approve": _("Opslaget er godkendt og åbnet."),
        "reject": _("Opslaget blev ikke åbnet."),
        "pause": _("Opslaget er sat på pause."),
        "resume": _("Opslaget er åbnet igen."),
        "fill": _("Alle pladser er i brug."),
        "free_place": _("En plads er blevet fri."),
        "close": _("Opslaget er lukket."),
        "lapse": _("Opslaget er lukket, før kommunen læste det."),
        "copy": _("Opslaget er kopieret fra et tidligere."),
        "keep_open": _("Pladsen er stadig ledig. Man kan begynde otte uger længere."),
        "change": _("Opslaget er rettet og sendt til kommunen igen."),
    }


@employer.page("/virksomhed/opslag/<uuid:posting_id>", allow=Permission.POSTING_SEE, load=postings.get, queries=11)
def show_posting(work: Work, posting: PostingRecord) -> Response | tuple[str, int]:
    if posting.state == PostingState.DRAFT and work.actor.has_right(CompanyRight.POSTINGS):
        return redirect(url_for("employer.new_posting", step="tjek"))
    return _page(work, posting, filled(ReplyForm))


def _page(work: Work, posting: PostingRecord, form: ReplyForm, status: int = 200) -> tuple[str, int]:
    state, kind = STATES[posting.state]
    may_write = work.actor.has_right(CompanyRight.POSTINGS)
    can_change = may_write and posting.state in service.CHANGEABLE

    def edit(step: str) -> str:
        return url_for("employer.edit_posting", posting_id=posting.id, step=step) if can_change else ""

    where = Group(
        _("Stedet"),
        (
            Row(_("Arbejdsplads"), ", ".join(filter(None, (posting.workplace_name, posting.town)))),
            Row(_("Tager imod"), posting.specialist_name or ""),
            Row(_("Pladser lige nu"), _places(work, posting)),
            *(Row(_("Plads efter antal ansatte"), line) for line in _rooms(work, posting)),
        ),
    )
    page = PostingPage(
        title=posting.title,
        posting=posting,
        state=state,
        state_kind=kind,
        explanation=explanations()[PostingState(posting.state)],
        groups=(*posting_rows(posting, edit), where),
        history=_history(audit.list_about(work.session, "posting", posting.id)),
        events=POSTING.events(posting.state, Party.COMPANY) if may_write else (),
        still_open=_still_open(work, posting) if may_write else "",
        can_copy=may_write and posting.state != PostingState.DRAFT,
        form=form.view(),
    )
    return render("employer/posting/show.html", page, status)


def _places(work: Work, posting: PostingRecord) -> str:
    counts = service.count_places(work, posting.company_id)
    return places_words(posting.places, counts.get(posting.id, service.PlaceCount()))


def _still_open(work: Work, posting: PostingRecord) -> str:
    if not service.is_running_out(posting, work.today):
        return ""
    assert posting.start_to is not None
    return _(
        "Sidste dag, man kan begynde, er den %(day)s. Siger I ja, kan man begynde til og med den %(until)s.",
        day=long_date(posting.start_to),
        until=long_date(service.until_when(posting, work.today)),
    )


def _rooms(work: Work, posting: PostingRecord) -> tuple[str, ...]:
    """Told as long as somebody may still begin there."""
    if posting.state in OVER:
        return ()
    return room_lines(work, posting, companies.get(work.session, posting.company_id))


def _history(entries: list[AuditEntry]) -> tuple[Entry, ...]:
    """What has happened, newest first, in words; saved steps are not news."""
    words_for = happenings()
    told = [(entry, words_for.get(entry.action.partition(".")[2])) for entry in entries]
    return tuple(
        Entry(
            _("%(day)s kl. %(clock)s", day=short_date(entry.at), clock=clock(entry.at)),
            text,
            _("Kommunen") if entry.actor_role in STAFF_ROLES else "",
        )
        for entry, text in reversed(told)
        if text
    )


STEERING: dict[str, Callable[[Work, service.SteerPosting], None]] = {
    "pause": service.pause,
    "resume": service.resume,
    "close": service.close,
    "keep_open": service.keep_open,
}


@employer.action("/virksomhed/opslag/<uuid:posting_id>", allow=Permission.POSTING_OWN, load=postings.get)
def act_on_posting(work: Work, posting: PostingRecord) -> Response | tuple[str, int]:
    """One button each: pause, open again, close, answer the question, or throw a draft away."""
    chosen = request.form.get("handling", "")
    if chosen == "svar":
        return _reply(work, posting)
    if chosen == "slet":
        service.discard_draft(work, service.SteerPosting(posting.id, seen_version()))
        flash(_("Kladden er slettet."), "success")
        return redirect(url_for("employer.show_overview"), 303)
    if chosen == "kopier":
        return _copy(work, posting)
    if chosen not in STEERING:
        raise NotFound
    STEERING[chosen](work, service.SteerPosting(posting.id, seen_version()))
    flash(_done()[chosen], "success")
    return redirect(url_for("employer.show_posting", posting_id=posting.id), 303)


def _done() -> dict[str, str]:
    return {
        "pause": _("Opslaget er sat på pause."),
        "resume": _("Opslaget er åbent igen."),
        "close": _("Opslaget er lukket."),
        "keep_open": _("Tak. Opslaget bliver stående."),
    }


def _copy(work: Work, posting: PostingRecord) -> Response:
    """A new draft like this one, at the first step that still needs an answer: the dates."""
    try:
        service.copy(work, service.CopyPosting(posting.id))
    except Refused as fault:
        flash(fault.text, "info")
        return redirect(url_for("employer.new_posting", step="form"), 303)
    flash(_("Opslaget er kopieret til en kladde. Vælg, hvornår man kan begynde."), "success")
    return redirect(url_for("employer.new_posting", step="tid"), 303)


def _reply(work: Work, posting: PostingRecord) -> Any:
    form = filled(ReplyForm)
    command = service.ReplyToQuestion(posting.id, seen_version(), form.reply.data or "")
    if not tried(form, lambda: service.reply_to_question(work, command)):
        return _page(work, posting, form, 422)
    flash(_("Tak. Kommunen ser på jeres svar."), "success")
    return redirect(url_for("employer.show_posting", posting_id=posting.id), 303)
