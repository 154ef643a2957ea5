"""The words of the letters: the hearing before a decision, and the decision itself (N11, with complaint guidance)."""

from __future__ import annotations

from datetime import date

from portal.domain.municipalities import sender
from portal.domain.placement_law import Deadline
from portal.services.deadlines import deadline_of
from portal.services.messages import MONTHS
from portal.services.work import Work
from portal.store.enrolments import Enrolment, EnrolmentRecord
from portal.store.refusals import RefusalLetter, RefusalRecord

HEARING = (
    "Før vi beslutter noget",
    "Kære {first_name}. Du har meldt dig til {programme}. Vi overvejer at sige nej til en plads. Vi lægger vægt på dette: "
    "{facts} Er det rigtigt? Skriv til os, eller ring på {phone} senest den {until}. Så læser vi dit svar, før vi beslutter "
    "noget. Du behøver ikke svare. Venlig hilsen {adviser}",
)
DECISION = (
    "Svar på din tilmelding",
    "Kære {first_name}. Du har meldt dig til {programme}. Vi har læst det, du skrev, og talt med dig. Vi kan ikke give dig "
    "en plads nu. Grunden er: {reason} Vi har lagt vægt på: {facts} Reglen står i {rule}. Vi foreslår i stedet: {alternative} "
    "{complaint} Ring på {phone}, hvis du vil have svaret forklaret. Venlig hilsen {adviser}",
)
COMPLAINT = (
    "Er du ikke enig? Du kan klage inden {time} fra den dag, du fik brevet. Send klagen til {sender}. Vi ser på sagen igen. "
    "Fastholder vi afgørelsen, sender vi klagen til Ankestyrelsen."
)


def complaint_text(work: Work, case: Enrolment | EnrolmentRecord) -> str:
    """Always the same words, and never left out."""
    time = deadline_of(work, Deadline.COMPLAINT).words
    return COMPLAINT.format(time=time, sender=sender(case.operating_municipality))


def letter_text(
    work: Work, case: Enrolment | EnrolmentRecord, first_name: str, letter: RefusalLetter | RefusalRecord, adviser: str
) -> tuple[str, str]:
    """Subject and body of the decision, as the citizen reads it."""
    subject, body = DECISION
    return subject, body.format(
        first_name=first_name,
        programme=work.house.programme(case.programme_code).name,
        reason=sentence(letter.reason),
        facts=sentence(letter.facts),
        rule=letter.rule.strip().rstrip("."),
        alternative=sentence(letter.alternative),
        complaint=complaint_text(work, case),
        phone=work.house.support_phone,
        adviser=adviser,
    )


def sentence(text: str) -> str:
    """Ends with a full stop, so that the next sentence can follow."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def day(value: date) -> str:
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
