"""A no to an enrolment, only by letter: facts, reason, rule, what instead, a hearing, a second person, and how to complain."""

from portal.services.refusal.deciding import Decide, Reopen, SendBack, decide, reopen, send_back
from portal.services.refusal.letter import complaint_text, letter_text
from portal.services.refusal.writing import (
    Hear,
    NoteHearing,
    Propose,
    WriteLetter,
    hear,
    note_hearing,
    propose,
    write_letter,
)

__all__ = [
    "Decide",
    "Hear",
    "NoteHearing",
    "Propose",
    "Reopen",
    "SendBack",
    "WriteLetter",
    "complaint_text",
    "decide",
    "hear",
    "letter_text",
    "note_hearing",
    "propose",
    "reopen",
    "send_back",
    "write_letter",
]
