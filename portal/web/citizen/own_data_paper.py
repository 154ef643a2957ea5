"""All of it on paper: her own pages one after the other, in words she knows, and last a list of everything kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.complaint import decision_of
from portal.services.own_data import export
from portal.services.work import Work
from portal.store import agreements, enrolments, matches, placements
from portal.store.retention import RULES
from portal.web.citizen.agreement import show_agreement
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.check import show_receipt
from portal.web.citizen.conversation import show_conversation
from portal.web.citizen.decision import show_decision
from portal.web.citizen.own_data import show_own_data
from portal.web.citizen.placement import show_placement
from portal.web.citizen.plan import show_plan_of
from portal.web.citizen.proposal import show_proposal
from portal.web.i18n import gettext as _
from portal.web.papers import Block, Heading, Paper, Table, Text, download, of_page


@citizen.page("/min-side/oplysninger/hent.pdf", allow=Permission.MY_PAGE, queries=60)
def download_own_data_paper(work: Work) -> Response:
    """Everything to read and print. The personal number stands masked, as on the page: a paper is easily left behind."""
    html, _status = show_own_data(work)
    first = of_page(html)
    parts = [block for paper in _pages(work) for block in _as_part(paper)]
    return download(replace(first, blocks=(*first.blocks, *parts, *_kept(work))), "mine-oplysninger.pdf", work.now)


def _pages(work: Work) -> Iterator[Paper]:
    """Her pages, case by case: what she has sent, the plan, what was written, and then every proposal and placement."""
    assert work.actor.person_id is not None
    person = work.actor.person_id
    for case in enrolments.list_of_person(work.session, person):
        if case.submitted_at is not None:
            yield from (_page(work, show, case) for show in (show_receipt, show_conversation))
        if decision_of(work, case) is not None:
            yield _page(work, show_decision, case)
        if case.plan and case.plan.sent_at:
            yield _page(work, show_plan_of, case)
    for proposal in matches.list_of_person(work.session, person):
        yield _page(work, show_proposal, proposal)
    for placement in placements.list_of_person(work.session, person):
        yield _page(work, show_placement, placement)
        if agreements.find_current(work.session, placement.id) is not None:
            yield _page(work, show_agreement, placement)


def _page(work: Work, show: Callable[..., Any], record: Any) -> Paper:
    html, _status = show(work, record)
    return of_page(html)


def _as_part(paper: Paper) -> Iterator[Block]:
    """A paper inside another: its name and its headings one level further down."""
    yield Heading(2, paper.title)
    for block in paper.blocks:
        yield Heading(block.level + 1, block.text) if isinstance(block, Heading) else block


def _kept(work: Work) -> tuple[Block, ...]:
    """Every table that holds something about her, how much, and how long: from the schema itself, nothing forgotten."""
    assert work.actor.person_id is not None
    found = export(work, work.actor.person_id)["tables"]
    names = topics()
    rows = sorted(
        (names.get(table, _("Andet i din sag")), str(len(kept)), RULES[table].why) for table, kept in found.items()
    )
    return (
        Heading(2, _("Alt, hvad vi gemmer om dig")),
        Text.of(_("Vil du have hver eneste linje, så hent alt som JSON på siden Mine oplysninger.")),
        Table((_("Emne"), _("Antal"), _("Så længe gemmer vi det")), tuple(rows)),
    )


def topics() -> dict[str, str]:
    """What each table is called when one talks with the person it is about; one without a name is "Andet i din sag"."""
    return {
        "acceptance": _("Hvem der har sagt ja til en aftale"),
        "access_entry": _("Hvem der har set dine oplysninger"),
        "agreement": _("Aftaler"),
        "audit_entry": _("Hvad der er sket i din sag"),
        "check_in": _("Dine svar om, hvordan det går"),
        "checkpoint": _("Dage, hvor vi følger op"),
        "company_feedback": _("Det, virksomheden har sagt"),
        "concern": _("Bekymringer om et forløb"),
        "disclosure_consent": _("Det, du har ladet en virksomhed se"),
        "enrolment": _("Tilmeldinger"),
        "hearing": _("Spørgsmål til medarbejdernes repræsentant"),
        "login_session": _("Hvornår du har været logget på"),
        "match_lesson": _("Hvad et nej har lært os"),
        "meeting": _("Samtaler"),
        "message": _("Beskeder"),
        "outbox_message": _("Breve og sms’er, vi har sendt"),
        "person": _("Hvem du er"),
        "place_offer": _("Tilbud om en plads"),
        "placement": _("Forløb"),
        "placement_change": _("Ændringer i et forløb"),
        "placement_part": _("Dele af et forløb"),
        "plan": _("Planer"),
        "proposal": _("Forslag"),
        "refusal_letter": _("Afgørelser"),
        "specialist_proposal": _("En, du kan ringe til"),
        "user_account": _("Din adgang"),
    }
