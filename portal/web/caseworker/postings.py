"""Postings to approve: what is to be done, what the law says about it, and yes, a question or no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.competences import COMPETENCES
from portal.domain.workflow import POSTING, PostingState
from portal.programmes.occupations import occupation_title
from portal.services import approval
from portal.services.work import Work
from portal.store import companies, placements, postings
from portal.store.postings import PostingRecord
from portal.web.caseworker import words
from portal.web.caseworker.answers import Answer
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.checks import Shown, shown
from portal.web.caseworker.companies import AskForm, RejectForm
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, possible, sent_version
from portal.web.caseworker.demands import demand_words
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.paging import SIZE, Paging, paging_of
from portal.web.caseworker.ratio import ALLOW, RatioWord, allow_deed, ratio_word
from portal.web.forms import FormView, PortalForm
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext, number
from portal.web.render import Page, render

S = PostingState
VIEWS = {
    "nye": [S.SUBMITTED, S.AWAITING_COMPANY],
    "aabne": [S.OPEN, S.PAUSED],
    "slut": [S.FULL, S.CLOSED, S.REJECTED],
}


def _approve(work: Work, posting: PostingRecord, form: PortalForm) -> None:
    approval.approve_posting(work, approval.ApprovePosting(posting.id, sent_version()))


def _ask(work: Work, posting: PostingRecord, form: AskForm) -> None:
    approval.ask_about_posting(work, approval.AskAboutPosting(posting.id, sent_version(), form.question.data or ""))


def _reject(work: Work, posting: PostingRecord, form: RejectForm) -> None:
    approval.reject_posting(work, approval.RejectPosting(posting.id, sent_version(), form.reason.data or ""))


DEEDS = {
    "approve": Deed(_approve, lambda: _("Opslaget er åbent. Det er med i den næste match.")),
    "ask_company": Deed(_ask, lambda: _("Spørgsmålet er sendt til virksomheden."), AskForm),
    "reject": Deed(_reject, lambda: _("Opslaget er ikke godkendt. Virksomheden får besked."), RejectForm),
    ALLOW: allow_deed(approval.allow_ratio, approval.AllowRatio),
}


@dataclass(frozen=True)
class Row:
    id: UUID
    href: str
    title: str
    company: str
    town: str
    kind: str
    hours: str
    places: int
    state: str
    state_kind: str


@dataclass(frozen=True, kw_only=True)
class ListPostings(Page):
    summary: str
    view: str
    views: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    paging: Paging


@dataclass(frozen=True, kw_only=True)
class ShowPosting(Page):
    action: str
    version: int
    posting: PostingRecord
    lead: str
    company_href: str
    state: str
    state_kind: str
    facts: tuple[Answer, ...]
    tasks: tuple[str, ...]
    checks: tuple[Shown, ...]
    history: tuple[Entry, ...]
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    ratio: RatioWord
    form: FormView = field(default_factory=FormView)


@caseworker.page("/medarbejder/opslag", allow=Permission.STAFF_DESK)
def list_postings(work: Work) -> tuple[str, int]:
    view = request.args.get("vis", "nye")
    view = view if view in VIEWS else "nye"
    mine, states = work.actor.municipalities, VIEWS[view]
    count = postings.count_in_states(work.session, mine, states)
    paging = paging_of(count)
    found = postings.list_page(work.session, mine, states, paging.offset, SIZE)
    labels = {"nye": _("Nye"), "aabne": _("Åbne"), "slut": _("Optagne og lukkede")}
    here = url_for("caseworker.list_postings")
    page = ListPostings(
        title=_("Opslag"),
        summary=ngettext("%(num)s opslag", "%(num)s opslag", count),
        view=view,
        views=tuple((name, label, f"{here}?vis={name}") for name, label in labels.items()),
        rows=tuple(_row(posting) for posting in found),
        paging=paging,
    )
    return render("caseworker/posting/list.html", page)


@caseworker.page(
    "/medarbejder/opslag/<uuid:posting_id>", allow=Permission.POSTING_REVIEW, load=postings.get, queries=10
)
def show_posting(work: Work, posting: PostingRecord) -> tuple[str, int]:
    return render("caseworker/posting/show.html", _page(work, posting, NOTHING_TRIED))


@caseworker.action("/medarbejder/opslag/<uuid:posting_id>", allow=Permission.POSTING_REVIEW, load=postings.get)
def decide_posting(work: Work, posting: PostingRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, posting, "posting")
    if tried:
        return render("caseworker/posting/show.html", _page(work, posting, tried), tried.status)
    return redirect(url_for("caseworker.show_posting", posting_id=posting.id), 303)


def hours_words(low: float, high: float) -> str:
    if low == high:
        return _("%(hours)s timer om ugen", hours=number(low))
    return _("%(low)s–%(high)s timer om ugen", low=number(low), high=number(high))


def _row(posting: PostingRecord) -> Row:
    state, kind = words.posting_state(posting.state)
    return Row(
        id=posting.id,
        href=url_for("caseworker.show_posting", posting_id=posting.id),
        title=posting.title or _("Uden titel"),
        company=posting.company_name,
        town=posting.town or "",
        kind=words.kind_word(posting.kind),
        hours=hours_words(posting.hours_min, posting.hours_max),
        places=posting.places,
        state=state,
        state_kind=kind,
    )


def _page(work: Work, posting: PostingRecord, tried: Tried) -> ShowPosting:
    company = companies.get(work.session, posting.company_id)
    there = placements.list_supported(work.session, [posting.workplace_id]) if posting.workplace_id else []
    deeds = possible(DEEDS, POSTING, posting.state, work.party)
    state, kind = words.posting_state(posting.state)
    checks = approval.checks_for(work, posting, company, there)
    return ShowPosting(
        title=posting.title or _("Opslag uden titel"),
        action=url_for("caseworker.show_posting", posting_id=posting.id),
        version=posting.version,
        posting=posting,
        lead=_(
            "%(kind)s hos %(company)s", kind=words.kind_word(posting.kind).capitalize(), company=posting.company_name
        ),
        company_href=url_for("caseworker.show_company", company_id=posting.company_id),
        state=state,
        state_kind=kind,
        facts=tuple(_facts(posting)),
        tasks=tuple(line for line in posting.tasks.splitlines() if line.strip()),
        checks=shown(checks),
        history=history_of(work, "posting", posting.id),
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, posting, tried),
        tried=tried,
        ratio=_ratio(work, posting, checks, tried),
        form=tried.form,
    )


def _ratio(work: Work, posting: PostingRecord, checks: Iterable[approval.Check], tried: Tried) -> RatioWord:
    """Only where the numbers stop it is there anything to give one's word for."""
    if not any(one.may_be_exceeded and one.outcome == "unmet" for one in checks):
        return RatioWord()
    return ratio_word(work, "posting", posting, [posting.kind], posting.start_from or work.today, tried)


def _facts(posting: PostingRecord) -> list[Answer]:
    start = _("%(first)s til %(last)s", first=long_date(posting.start_from), last=long_date(posting.start_to))
    length = ngettext("%(num)s uge", "%(num)s uger", posting.weeks) if posting.weeks else _("ingen slutdato")
    return [
        Answer(_("Job"), occupation_title(posting.occupation)),
        Answer(_("Timer"), hours_words(posting.hours_min, posting.hours_max)),
        Answer(_("Længde"), length),
        Answer(_("Start"), start if posting.start_from and posting.start_to else ""),
        Answer(_("Arbejdstid"), posting.working_times),
        Answer(_("Pladser"), str(posting.places)),
        Answer(_("Sted"), ", ".join(filter(None, (posting.workplace_name, posting.town)))),
        Answer(_("Tager imod"), posting.specialist_name or ""),
        Answer(_("Skal kunne"), _listed(posting.competences_must, COMPETENCES)),
        Answer(_("Godt at kunne"), _listed(posting.competences_nice, COMPETENCES)),
        Answer(_("Arbejdet kræver"), ", ".join(demand_words(posting.demands))),
        Answer(
            _("Kan tage hensyn til"),
            ", ".join(ACCOMMODATIONS[c].citizen for c in posting.offers if c in ACCOMMODATIONS),
        ),
    ]


def _listed(codes: list[str], labels: dict[str, Any]) -> str:
    return ", ".join(labels.get(code, code) for code in codes)
