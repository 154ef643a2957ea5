"""What a company is told about what it did itself: a receipt by e-mail to its recruitment specialist."""

from __future__ import annotations

from datetime import date

from portal.domain.municipalities import sender
from portal.services.messages_staff import day_words
from portal.services.work import Work
from portal.store.companies import Company
from portal.store.outbox import OutboxMessage

RECEIVED_SUBJECT = "Jeres tilmelding til {service}"
RECEIVED = (
    "Hej {name}. Tak for jeres tilmelding. Vi ser på den og vender tilbage senest {deadline}. Venlig hilsen {sender}"
)


def registration_received(work: Work, company: Company, deadline: date) -> None:
    """N30: the registration is received. A company has at least one specialist when it sends."""
    to = next(person for person in company.specialists if person.active)
    words = {
        "name": to.name,
        "service": work.house.service_name,
        "deadline": day_words(deadline),
        "sender": sender(company.operating_municipality),
    }
    work.post(
        OutboxMessage(
            key=f"N30.modtaget:email:{company.id}",
            channel="email",
            template="N30",
            company_id=company.id,
            recipient=to.email,
            subject=RECEIVED_SUBJECT.format(**words),
            body=RECEIVED.format(**words),
            created_at=work.now,
            due_at=work.now,
        )
    )
