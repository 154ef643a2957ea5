"""Cases that come from and go to other municipalities: who asks, what comes along, and taking them or sending them back."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.municipalities import name_of, sender
from portal.services import transfer as service
from portal.services.work import Work
from portal.store import transfers, users
from portal.store.transfers import ACCEPTED, SENT_BACK, TAKEN_BACK, WAITING, TransferRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, sent_version
from portal.web.caseworker.words import enrolment_state
from portal.web.forms import FormView, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, short_date
from portal.web.render import Page, render

LIST = "/medarbejder/overdragelser"
URL = f"{LIST}/<uuid:transfer_id>"


class SendBackForm(PortalForm):
    why = TextAreaField(
        "Hvorfor sender I den tilbage?",
        [Required("Skriv, hvorfor I sender sagen tilbage."), MaxLength(500)],
        description="Den kommune, der spurgte, læser det.",
        render_kw={"kind": "text_area", "limit": 500},
    )


def _accept(work: Work, one: TransferRecord, form: PortalForm) -> None:
    service.accept_transfer(work, service.AnswerTransfer(one.id, sent_version()))


def _send_back(work: Work, one: TransferRecord, form: SendBackForm) -> None:
    service.send_back(work, service.AnswerTransfer(one.id, sent_version(), form.why.data or ""))


DEEDS = {
    "accept": Deed(_accept, lambda: _("Sagen er jeres nu, og du er rådgiver. Borgeren får et brev.")),
    "send_back": Deed(_send_back, lambda: _("Sagen er sendt tilbage. Borgeren får et brev."), SendBackForm),
}


@dataclass(frozen=True)
class Row:
    who: str
    programme: str
    from_: str
    to: str
    asked: str
    state: str
    state_kind: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ListTransfers(Page):
    coming: tuple[Row, ...]
    going: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ShowTransfer(Page):
    facts: tuple[str, ...]
    reason: str
    source: str
    outcome: str
    """What was answered; empty while it waits."""
    answer: str
    case_href: str
    action: str
    version: int
    tried: Tried
    form: FormView = field(default_factory=FormView)


@caseworker.page(LIST, allow=Permission.CASELOAD)
def list_transfers(work: Work) -> tuple[str, int]:
    found = transfers.list_of_municipalities(work.session, work.actor.municipalities, work.actor.related)
    mine = work.actor.municipalities
    # What was taken back before an answer is no longer anybody else's to read of.
    page = ListTransfers(
        title=_("Sager til og fra andre kommuner"),
        coming=tuple(
            _row(work, one, comes=True) for one in found if one.to_municipality in mine and one.state != TAKEN_BACK
        ),
        going=tuple(_row(work, one, comes=False) for one in found if one.from_municipality in mine),
    )
    return render("caseworker/transfer/list.html", page)


@caseworker.page(URL, allow=Permission.TRANSFER_ANSWER, load=transfers.get)
def show_transfer(work: Work, one: TransferRecord) -> tuple[str, int]:
    return _show(work, one, NOTHING_TRIED)


@caseworker.action(URL, allow=Permission.TRANSFER_ANSWER, load=transfers.get)
def answer_transfer(work: Work, one: TransferRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one, "transfer")
    if tried:
        return _show(work, transfers.get(work.session, one.id), tried)
    now = transfers.get(work.session, one.id)
    if now.state == ACCEPTED:
        return redirect(url_for("caseworker.show_enrolment", enrolment_id=now.enrolment_id), 303)
    return redirect(url_for("caseworker.list_transfers"), 303)


def _row(work: Work, one: TransferRecord, *, comes: bool) -> Row:
    """A case that has come, or that is still theirs, can be opened; one that has gone, by this way or another, cannot."""
    word, kind = _state(one)
    here = not comes and one.case_municipality == one.from_municipality
    return Row(
        who=one.who,
        programme=work.house.programme(one.programme_code).name,
        from_=sender(one.from_municipality),
        to=sender(one.to_municipality),
        asked=short_date(one.offered_at),
        state=word,
        state_kind=kind,
        href=url_for("caseworker.show_transfer", transfer_id=one.id)
        if comes
        else url_for("caseworker.show_transfer_offer", enrolment_id=one.enrolment_id)
        if here
        else "",
    )


def _state(one: TransferRecord) -> tuple[str, str]:
    return {
        WAITING: (_("Venter på svar"), "attention"),
        ACCEPTED: (_("Taget imod"), "success"),
        SENT_BACK: (_("Sendt tilbage"), "neutral"),
        TAKEN_BACK: (_("Taget tilbage"), "neutral"),
    }[one.state]


def _show(work: Work, one: TransferRecord, tried: Tried) -> tuple[str, int]:
    waits = one.state == WAITING
    has_come = one.state == ACCEPTED and one.case_municipality == one.to_municipality
    names = users.names_of(work.session, [one.offered_by])
    state = enrolment_state(one.case_state)[0]
    page = ShowTransfer(
        title=_("Vil I tage imod %(who)s?", who=one.who) if waits else _("Overdragelse af %(who)s", who=one.who),
        facts=(
            work.house.programme(one.programme_code).name,
            _("Sagen er nu: %(state)s", state=state) if waits else short_date(one.offered_at),
            _("Bopælskommune: %(home)s", home=name_of(one.home_municipality)),
        ),
        reason=one.reason,
        source=_(
            "%(name)s, %(kommune)s, %(day)s",
            name=names.get(one.offered_by, ""),
            kommune=sender(one.from_municipality),
            day=long_date(one.offered_at),
        ),
        outcome="" if waits else _state(one)[0],
        answer=one.answer or "",
        case_href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id) if has_come else "",
        action=url_for("caseworker.show_transfer", transfer_id=one.id),
        version=one.version,
        tried=tried,
        form=forms_of(DEEDS, ["send_back"], one, tried)["send_back"] if waits else FormView(),
    )
    return render("caseworker/transfer/show.html", page, tried.status if tried else 200)
