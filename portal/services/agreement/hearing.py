"""The employees' say before the first day: one link without account, one answer, and a person who weighs an objection."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.placement_law import PlacementKind, employee_statement
from portal.services.work import Work
from portal.store import agreements, placements, postings
from portal.store.agreements import Hearing, HearingRecord
from portal.store.outbox import OutboxMessage
from portal.store.placements import Placement, PlacementRecord

LASTS = timedelta(days=14)
ANSWERS = ("confirmed", "objected", "asks")
OWN_CASE = "{name} tager selv imod personen og kan ikke også svare for kollegerne. Spørg en anden medarbejder."
MAIL = (
    "Et spørgsmål til dig som talsperson",
    "Hej {name}. {company} vil gerne tage imod en person. Vil du svare på, om der er et rimeligt forhold mellem ansatte "
    "og personer med støtte? Det tager to tryk: {link} Linket virker én gang og til og med den {date}. "
    "Spørg os på {phone}. Venlig hilsen {service}",
)


@dataclass(frozen=True)
class AskRepresentative:
    """`link` is the address of the page with {code} where the code goes."""

    placement_id: UUID
    email: str
    link: str


@dataclass(frozen=True)
class AnswerHearing:
    code: str
    answer: str
    words: str = ""


@dataclass(frozen=True)
class WeighObjection:
    """An objection does not bind the municipality; a person says what she weighed."""

    placement_id: UUID
    words: str


@dataclass(frozen=True)
class HearingState:
    """Where it stands: not_needed, missing, asked, expired, confirmed, objected or weighed; and the law's sentence."""

    code: str
    text: str
    citation: str
    last: HearingRecord | None

    @property
    def is_settled(self) -> bool:
        return self.code in ("not_needed", "confirmed", "weighed")


def hearing_state(work: Work, row: Placement | PlacementRecord) -> HearingState:
    """Is the employees' statement needed for any part, and has it come?"""
    fte = placements.last_fte(work.session, row.workplace_id)
    found = [
        employee_statement(work.house.law, PlacementKind(part.kind), fte if fte is not None else 2, part.start_on)
        for part in row.parts
    ]
    needed = next((one for one in found if one.needed), None)
    last = next(iter(agreements.list_hearings(work.session, row.id)), None)
    if needed is None:
        return HearingState("not_needed", found[0].text if found else "", found[0].citation if found else "", last)
    return HearingState(_code(last, work.now), needed.text, needed.citation, last)


def _code(last: HearingRecord | None, now: datetime) -> str:
    if last is None:
        return "missing"
    if last.weighed_at is not None:
        return "weighed"
    if last.answer in ("objected", "asks"):
        return "objected"
    if last.answer == "confirmed":
        return "confirmed"
    return "expired" if last.expires_at <= now else "asked"


def ask_representative(work: Work, cmd: AskRepresentative) -> None:
    """Send the link. A new question makes the earlier one's link useless."""
    row = placements.for_update(work.session, cmd.placement_id)
    if not cmd.email.strip():
        raise Refused("Skriv talspersonens e-mail.", "email")
    _refuse_own_case(work, row, cmd.email)
    for earlier in agreements.rows_of_hearings(work.session, row.id):
        if earlier.answered_at is None:
            earlier.expires_at = min(earlier.expires_at, work.now)
    code = secrets.token_urlsafe(24)
    one = Hearing(
        placement_id=row.id,
        code_hash=agreements.code_hash(code),
        recipient=cmd.email.strip(),
        asked_at=work.now,
        expires_at=work.now + LASTS,
    )
    work.session.add(one)
    work.session.flush()
    _post(work, row, one, cmd.link.replace("{code}", code))
    work.audit("placement", "ask_representative", row.id, municipality=row.operating_municipality)


def _refuse_own_case(work: Work, row: Placement, email: str) -> None:
    """Who receives the person does not also speak for the employees about it (`domain.md` D.4)."""
    receiver = postings.find_specialist(work.session, row.posting_id) if row.posting_id else None
    same_name = row.workplace.representative_name.strip().casefold()
    if receiver and (receiver.email.casefold() == email.strip().casefold() or receiver.name.casefold() == same_name):
        raise Refused(OWN_CASE.format(name=receiver.name), "email")


def _post(work: Work, row: Placement, one: Hearing, link: str) -> None:
    subject, body = MAIL
    last_day = (one.expires_at - timedelta(days=1)).date()
    work.post(
        OutboxMessage(
            key=f"hearing:email:{one.id}",
            channel="email",
            template="hearing",
            company_id=row.company_id,
            recipient=one.recipient,
            subject=subject,
            body=body.format(
                name=row.workplace.representative_name or "talsperson",
                company=row.company.name,
                link=link,
                date=f"{last_day.day}.{last_day.month}.",
                phone=work.house.support_phone,
                service=work.house.service_name,
            ),
            created_at=work.now,
            due_at=work.now,
        )
    )


def answer_hearing(work: Work, cmd: AnswerHearing) -> None:
    """Agree, object with words, or ask. The first answer counts; an objection goes to the caseworker."""
    one = agreements.find_hearing(work.session, cmd.code, lock=True)
    if one is None:
        raise NotFound
    if one.answered_at is not None or one.expires_at <= work.now:
        return
    if cmd.answer not in ANSWERS:
        raise Refused("Vælg et svar.", "answer")
    if cmd.answer != "confirmed" and not cmd.words.strip():
        raise Refused("Skriv med dine egne ord, hvad vi skal vide.", "words")
    one.answer, one.words, one.answered_at = cmd.answer, cmd.words.strip() or None, work.now
    work.audit(
        "placement",
        f"hearing_{cmd.answer}",
        one.placement_id,
        municipality=one.placement.operating_municipality,
    )


def weigh_objection(work: Work, cmd: WeighObjection) -> None:
    """What the caseworker found out, and why the placement may begin all the same."""
    if not cmd.words.strip():
        raise Refused("Skriv, hvad du har lagt vægt på.", "words")
    row = placements.for_update(work.session, cmd.placement_id)
    last = next(iter(agreements.rows_of_hearings(work.session, row.id)), None)
    if last is None or last.answer not in ("objected", "asks"):
        raise NotFound
    last.weighed_words, last.weighed_by, last.weighed_at = cmd.words.strip(), work.actor.user_id, work.now
    work.session.flush()
    work.audit("placement", "weigh_objection", row.id, municipality=row.operating_municipality)
