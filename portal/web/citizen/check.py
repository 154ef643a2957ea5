"""Checking the answers, sending them, and the receipt that stays for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectMultipleField

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import sender
from portal.domain.workflow import ENROLMENT, Party
from portal.services import places
from portal.services.enrolment import STEPS, SubmitEnrolment, is_complete, submit
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.citizen.begin import already, closed
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import Case, case_of, is_interest
from portal.web.citizen.step_forms import FORMS
from portal.web.citizen.steps import group_names
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number
from portal.web.places_words import wait_text
from portal.web.render import Page, render


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    href: str


@dataclass(frozen=True)
class Group:
    id: str
    heading: str
    rows: tuple[Row, ...]
    missing: bool


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    program: str
    interest: bool
    groups: tuple[Group, ...]
    action: str
    back: str
    version: int
    errors: tuple[tuple[str, str], ...]

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    number: str
    sent_at: datetime
    deadline: date | None
    sender: str
    interest: bool
    contact_way: str
    waiting_list: bool
    wait: str
    phone: str
    enrolment_id: str
    answers: tuple[Group, ...]
    can_withdraw: bool


@citizen.page("/tilmeld/<program>/tjek", allow=Permission.ENROL)
def show_check(work: Work, program: str) -> Response | tuple[str, int]:
    case = case_of(work, program)
    if case.is_sent:
        return already(case.programme)
    if case.enrolment is None:
        return redirect(url_for("citizen.begin", program=case.programme.slug))
    return render("citizen/enrolment/check.html", _page(case))


@citizen.action("/tilmeld/<program>/tjek", allow=Permission.ENROL)
def send(work: Work, program: str) -> Response | tuple[str, int]:
    case = case_of(work, program)
    if case.enrolment is None:
        return redirect(url_for("citizen.begin", program=case.programme.slug), 303)
    command = SubmitEnrolment(case.enrolment.id, request.form.get("version", 0, int))
    try:
        receipt = submit(work, command)
    except Refused as refusal:
        if refusal.field is None:
            return closed(work, case.programme, 422)
        return render("citizen/enrolment/check.html", _page(case, tried=True), 422)
    if receipt.again:
        flash(_("Vi har allerede fået dit svar. Du behøver ikke sende det igen."), "info")
    return redirect(url_for("citizen.show_receipt", enrolment_id=receipt.enrolment_id), 303)


@citizen.page(
    "/min-side/tilmelding/<uuid:enrolment_id>/kvittering", allow=Permission.ENROLMENT_OWN, load=enrolments.get
)
def show_receipt(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    if enrolment.number is None or enrolment.submitted_at is None:
        raise NotFound
    return render("citizen/enrolment/receipt.html", _receipt(work, enrolment, enrolment.number, enrolment.submitted_at))


def _receipt(work: Work, enrolment: EnrolmentRecord, number: str, sent_at: datetime) -> ReceiptPage:
    programme, waits = work.house.programme(enrolment.programme_code), enrolment.state == "submitted"
    interest = is_interest(programme)
    found, home = places.of_programme(work, programme), enrolment.home_municipality
    full = found.is_full_for(home)
    return ReceiptPage(
        title=_("Tak, %(name)s. Vi har modtaget din interesse", name=enrolment.first_name)
        if interest
        else _("Tak, %(name)s. Vi har modtaget din tilmelding", name=enrolment.first_name),
        number=number,
        sent_at=sent_at,
        deadline=enrolment.deadline if waits else None,
        sender=sender(enrolment.operating_municipality),
        interest=interest,
        contact_way=enrolment.answers.get("kontakt", {}).get("contact_way", "call"),
        waiting_list=waits and full,
        wait=wait_text(places.wait_for_newcomer(work, found, home)) if waits and full else "",
        phone=work.house.support_phone,
        enrolment_id=str(enrolment.id),
        answers=_sent_groups(enrolment.answers),
        can_withdraw=ENROLMENT.allows(enrolment.state, "withdraw", Party.CITIZEN),
    )


def _page(case: Case, tried: bool = False) -> CheckPage:
    groups = tuple(_group(case, step) for step in STEPS)
    assert case.enrolment is not None
    return CheckPage(
        title=_("Tjek dine svar, før du sender"),
        program=case.programme.name,
        interest=is_interest(case.programme),
        groups=groups,
        action=url_for("citizen.show_check", program=case.programme.slug),
        back=url_for("citizen.show_step", program=case.programme.slug, step=STEPS[-1]),
        version=case.enrolment.version,
        errors=tuple(
            (group.id, _("Svar på trinnet »%(step)s«", step=group.heading))
            for group in groups
            if tried and group.missing
        ),
    )


def _group(case: Case, step: str) -> Group:
    wanted = case.wanted()
    missing = not is_complete(step, case.answers, wanted)
    href = url_for("citizen.show_step", program=case.programme.slug, step=step, ret=1)
    return Group(f"gruppe-{step}", group_names()[step], _rows(step, case.answers, wanted, href), missing)


def _sent_groups(answers: Mapping[str, Any]) -> tuple[Group, ...]:
    """What was sent, to read: the questions asked then are those that have an answer now."""
    asked = tuple(answers.get("rammer") or ())
    return tuple(
        Group(f"sendt-{step}", group_names()[step], _rows(step, answers, asked, ""), missing=False) for step in STEPS
    )


def _rows(step: str, answers: Mapping[str, Any], wanted: tuple[str, ...], href: str) -> tuple[Row, ...]:
    """Every question of the step with its answer in words; what is not there is either skipped or missing."""
    form = FORMS[step](data={})
    form.drop_unwanted(wanted)
    kept: Mapping[str, Any] = answers.get(step) or {}
    skipped = _("Du har sprunget det her over")
    missing = _("Her mangler vi et svar")
    rows = []
    for field in form:
        name = field.short_name
        text = answer_words(field, kept.get(name), bool(kept.get("talk")))
        if not text and name == "notify" and name in kept:
            text = _("Nej tak")
        rows.append(Row(label_of(step, field), text or (missing if field.flags.required else skipped), href))
    return tuple(rows)


def label_of(step: str, field: Any) -> str:
    """A row needs a label of its own where the step's heading asks the question."""
    own = {
        "interests": _("Det har du lyst til"),
        "good_at": _("Det er du god til"),
        "needs": _("Det skal en arbejdsplads tage hensyn til"),
        "other": _("Andet, vi skal vide"),
        "support": _("Støtte undervejs"),
    }
    return own.get(field.short_name, field.label.text)


def answer_words(field: Any, value: Any, talk: bool = False) -> str:
    """An answer as the citizen read it when choosing; lists one to a line."""
    if isinstance(field, RadioField | SelectMultipleField):
        chosen = value if isinstance(value, list) else [value]
        if talk and field.short_name == "needs":
            chosen = [*chosen, "talk"]
        return "\n".join(choice.label for choice in field.iter_choices() if choice.value in chosen)
    if isinstance(value, int | float):
        return _("%(hours)s timer om ugen", hours=number(value))
    if value and field.short_name.endswith("_since"):
        return long_date(date.fromisoformat(value))
    return value or ""
