"""What a citizen is told while her case goes from one municipality to another: who has it, why, and whom to ring."""

from __future__ import annotations

from portal.domain.municipalities import sender
from portal.services.work import Work
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage
from portal.store.transfers import CaseTransfer

LETTERS = {
    "flyt.spurgt": (
        "Din sag kan få en ny kommune",
        "Kære {fornavn}. {fra} har spurgt {til}, om de vil tage din sag i {program}. Grunden er: {grund} "
        "Du skal ikke gøre noget. {fra} hjælper dig, indtil {til} siger ja. Så skriver vi igen. "
        "Har du spørgsmål, eller vil du hellere noget andet, så ring på {telefon}. Venlig hilsen {fra}",
    ),
    "flyt.ja": (
        "Din sag er nu hos {til}",
        "Kære {fornavn}. {til} har sagt ja til din sag i {program}. {navn} er din rådgiver fra i dag. Det, du har "
        "skrevet og aftalt, er fulgt med. Er du i gang på en arbejdsplads, fortsætter det som aftalt. Et forslag, som du "
        "ikke har svaret på, er trukket tilbage. {til} leder videre. {fra} kan ikke længere læse din sag. "
        "Ring på {telefon}, hvis du har spørgsmål. Venlig hilsen {til}",
    ),
    "flyt.nej": (
        "Din sag bliver hos {fra}",
        "Kære {fornavn}. Din sag i {program} bliver hos {fra}. Alt er, som det var, og du skal ikke gøre noget. "
        "Har du spørgsmål, så ring på {telefon}. Venlig hilsen {fra}",
    ),
}


def offered(work: Work, row: Enrolment, transfer: CaseTransfer) -> None:
    _letter(work, row, "flyt.spurgt", transfer.from_municipality, transfer.to_municipality, grund=_sentence(transfer))


def accepted(work: Work, row: Enrolment, giver: str) -> None:
    """The row is with the new municipality already."""
    _letter(work, row, "flyt.ja", giver, row.operating_municipality, navn=work.actor.name)


def stays(work: Work, row: Enrolment, transfer: CaseTransfer) -> None:
    _letter(work, row, "flyt.nej", transfer.from_municipality, transfer.to_municipality)


def _sentence(transfer: CaseTransfer) -> str:
    """The reason with a full stop, so that the next sentence begins as one."""
    return transfer.reason if transfer.reason.endswith((".", "!", "?")) else f"{transfer.reason}."


def _letter(work: Work, row: Enrolment, template: str, giver: str, taker: str, **words: str) -> None:
    subject, body = LETTERS[template]
    known = {
        "fornavn": row.person.first_name,
        "fra": sender(giver),
        "til": sender(taker),
        "program": work.house.programme(row.programme_code).name,
        "telefon": work.house.support_phone,
        **words,
    }
    work.post(
        OutboxMessage(
            key=f"{template}:digital_post:{row.id}:{work.now:%Y%m%d%H%M%S%f}",
            channel="digital_post",
            template=template,
            person_id=row.person_id,
            recipient=row.person.full_name,
            subject=subject.format(**known),
            body=body.format(**known),
            created_at=work.now,
            due_at=work.now,
        )
    )
