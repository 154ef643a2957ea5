"""What citizens are told of their own steps: the receipt, and that they have left. Texts are `service-design.md` 5.3.

An SMS goes only to those who said yes, holds nothing private and no web address. The letter in Digital Post is the
formal one. What staff set in motion is told in `messages_staff`.
"""

from __future__ import annotations

from datetime import date

from portal.domain.eligibility import Programme
from portal.domain.municipalities import sender
from portal.services.work import COPENHAGEN, Work
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()

SMS = {
    "N03": (
        "Tak. Vi har fået det, du sendte. Du hører fra os senest {frist}. Du skal ikke gøre mere nu. Hilsen {service}"
    ),
}
LETTERS = {
    "N03": (
        "Kvittering for din tilmelding",
        "Kære {fornavn}. Vi har modtaget din tilmelding til {program} den {dato} klokken {kl}. Dit nummer er {nr}. "
        "En rådgiver læser den senest {frist}. Derefter aftaler vi en samtale. Du kan se og rette dine oplysninger på "
        "Min side. Har du spørgsmål, så ring på {telefon}. Venlig hilsen {kommune}",
    ),
    "N03S": (
        "Vi har udfyldt din tilmelding sammen",
        "Kære {fornavn}. {navn} fra {kommune} har udfyldt din tilmelding til {program} sammen med dig {hvor} den {dato} "
        "klokken {kl}. Dit nummer er {nr}. Er noget forkert, eller har du fortrudt? Så kan du rette det eller tage det "
        "tilbage til og med {fortrydelsesdato}. Det gør du på Min side. Du kan også ringe på {telefon}. Du skal ikke "
        "sige hvorfor. Venlig hilsen {kommune}",
    ),
    "N23": (
        "Din tilmelding er trukket tilbage",
        "Kære {fornavn}. Du har trukket din tilmelding tilbage den {dato}. "
        "Vi leder ikke længere efter et sted til dig. "
        "Fortryder du inden {fortrydelsesdato}, kan du komme med igen på Min side. Du er altid velkommen. "
        "Venlig hilsen {kommune}",
    ),
    "klage": (
        "Vi har fået din klage",
        "Kære {fornavn}. Vi har fået din klage den {dato}. Dit nummer er {nr}. Vi ser på sagen igen og skriver eller "
        "ringer til dig senest {frist}. Holder vi fast, sender vi din klage til Ankestyrelsen. Det koster ikke noget. "
        "Har du spørgsmål, så ring på {telefon}. Venlig hilsen {kommune}",
    ),
    "klage_changed": (
        "Svar på din klage",
        "Kære {fornavn}. Vi har set på din klage igen, og du får medhold. Afgørelsen bliver lavet om. Grunden er: {grund} "
        "Vi ringer til dig og fortæller, hvad der sker nu. Har du spørgsmål, så ring på {telefon}. Venlig hilsen {kommune}",
    ),
    "klage_upheld": (
        "Svar på din klage",
        "Kære {fornavn}. Vi har set på din klage igen. Vi er kommet frem til det samme som før. Grunden er: {grund} "
        "Nu sender vi din klage til Ankestyrelsen. Du skal ikke gøre mere. Ankestyrelsen skriver til dig. Det koster ikke "
        "noget. Har du spørgsmål, så ring på {telefon}. Venlig hilsen {kommune}",
    ),
}


def receipt(work: Work, row: Enrolment, programme: Programme) -> None:
    """N03: the enrolment has been received. A letter always, an SMS if chosen."""
    assert row.deadline is not None
    frist = _day(row.deadline)
    clock = work.now.astimezone(COPENHAGEN).strftime("%H.%M")
    _letter(work, row, "N03", program=programme.name, kl=clock, nr=row.number or "", frist=frist)
    contact = (row.answers or {}).get("kontakt", {})
    if "sms" in (contact.get("notify") or []):
        body = SMS["N03"].format(frist=frist, service=work.house.service_name)
        _post(work, row, "sms", "N03", contact["phone"], "", body)


def assisted(work: Work, row: Enrolment, programme: Programme, helper: str) -> None:
    """Beside the receipt: who filled it in together with her, and until when it can be put right or taken back."""
    assert row.assisted_until is not None
    where = "i telefonen" if row.assisted_way == "phone" else "hos os"
    clock = work.now.astimezone(COPENHAGEN).strftime("%H.%M")
    words = {"program": programme.name, "navn": helper, "hvor": where, "kl": clock, "nr": row.number or ""}
    _letter(work, row, "N03S", fortrydelsesdato=_day(row.assisted_until), **words)


def withdrawn(work: Work, row: Enrolment) -> None:
    """N23: the enrolment has been withdrawn, and until when that can be undone."""
    assert row.deadline is not None
    _letter(work, row, "N23", fortrydelsesdato=_day(row.deadline))


def complaint_received(work: Work, row: Enrolment, promised: date) -> None:
    """The receipt for a complaint: that it is here, what happens, and until when."""
    _letter(work, row, "klage", nr=row.number or "", frist=_day(promised))


def complaint_answered(work: Work, row: Enrolment, outcome: str, reason: str) -> None:
    """What came of the complaint, with the reason, and what happens next."""
    _letter(work, row, f"klage_{outcome}", grund=reason)


def _letter(work: Work, row: Enrolment, template: str, **words: str) -> None:
    subject, body = LETTERS[template]
    known = {
        "fornavn": row.person.first_name,
        "dato": _day(work.today),
        "telefon": work.house.support_phone,
        "kommune": sender(row.operating_municipality),
        **words,
    }
    _post(work, row, "digital_post", template, row.person.full_name, subject, body.format(**known))


def _post(work: Work, row: Enrolment, channel: str, template: str, recipient: str, subject: str, body: str) -> None:
    """The version is in the key: leaving, coming back and leaving again are two letters."""
    work.post(
        OutboxMessage(
            key=f"{template}:{channel}:{row.id}:{row.version}",
            channel=channel,
            template=template,
            person_id=row.person_id,
            recipient=recipient,
            subject=subject,
            body=body,
            created_at=work.now,
            due_at=work.now,
        )
    )


def _day(value: date) -> str:
    """7. december 2026"""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
