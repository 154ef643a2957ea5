"""The agreement about a placement: written by staff, accepted by all, heard by the employees, and changed by addendum."""

from portal.services.agreement.accepting import Accept, accept, parties_of, renew, settle, settle_of_hearing
from portal.services.agreement.hearing import (
    AnswerHearing,
    AskRepresentative,
    WeighObjection,
    answer_hearing,
    ask_representative,
    hearing_state,
    weigh_objection,
)
from portal.services.agreement.terms import draft_terms
from portal.services.agreement.writing import SetReference, WriteAgreement, needs_reference, set_reference, write

__all__ = [
    "Accept",
    "AnswerHearing",
    "AskRepresentative",
    "SetReference",
    "WeighObjection",
    "WriteAgreement",
    "accept",
    "answer_hearing",
    "ask_representative",
    "draft_terms",
    "hearing_state",
    "needs_reference",
    "parties_of",
    "renew",
    "set_reference",
    "settle",
    "settle_of_hearing",
    "weigh_objection",
    "write",
]
