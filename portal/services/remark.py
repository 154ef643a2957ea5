"""Praise, faults and complaints about the service itself: anybody may write, and need not say who she is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from portal.domain.errors import Refused
from portal.services.work import Work, add_working_days
from portal.store import numbers
from portal.store.outbox import OutboxMessage

SUBJECTS = {"praise": "Ros", "fault": "Fejl på siden", "complaint": "Klage", "access": "Tilgængelighed"}
PERSONAL_NUMBER = re.compile(r"(?<!\d)([0-9]{6})[- ]?[0-9]{4}(?!\d)")


@dataclass(frozen=True)
class SendRemark:
    """What somebody wrote. `answer_to` is an e-mail or a number, if she wants an answer."""

    about: str
    words: str
    page: str = ""
    answer_to: str = ""


@dataclass(frozen=True)
class Receipt:
    number: str
    answer_by: date


def send_remark(work: Work, cmd: SendRemark) -> Receipt:
    """Mail it to those who run the service, with a number to come back with. The portal keeps no copy of its own.

    Mail is no place for personal numbers: the last four digits of anything that looks like one are taken out.
    """
    if cmd.about not in SUBJECTS or not cmd.words.strip():
        raise Refused("Skriv, hvad du vil fortælle os.", "words")
    series = f"R-{work.today.year}"
    number = f"{series}-{numbers.next_number(work.session, series):06d}"
    lines = [cmd.words.strip()]
    if cmd.page.strip():
        lines.append(f"Det handler om siden: {cmd.page.strip()}")
    lines.append(f"Svar til: {cmd.answer_to.strip()}" if cmd.answer_to.strip() else "Der er ikke bedt om svar.")
    message = OutboxMessage(
        key=f"remark:{number}",
        channel="email",
        template="remark",
        recipient=work.house.support_email,
        subject=f"{SUBJECTS[cmd.about]}, {number}",
        body=PERSONAL_NUMBER.sub(r"\1-····", "\n\n".join(lines)),
        created_at=work.now,
        due_at=work.now,
    )
    work.post(message)
    work.session.flush()
    work.audit("remark", "send", message.id, about=cmd.about)
    return Receipt(number, add_working_days(work.today, work.house.reply_days))
