"""A proposal's way through people's hands: a caseworker approves, citizen and company answer, and they meet."""

from portal.services.proposal.agreement import Agree, AgreeMeeting, agree, agree_meeting
from portal.services.proposal.answers import (
    AnswerAsCitizen,
    AnswerAsCompany,
    answer_as_citizen,
    answer_as_company,
    mark_opened_by_company,
)
from portal.services.proposal.deadlines import (
    expire_citizens,
    expire_companies,
    remind_citizens,
    remind_companies,
)
from portal.services.proposal.decision import (
    AllowRatio,
    Approve,
    Cancel,
    Discard,
    Postpone,
    TakeUp,
    UndoApproval,
    allow_ratio,
    approve,
    cancel,
    discard,
    postpone,
    take_up,
    undo_approval,
)
from portal.services.proposal.sending import send_due

__all__ = [
    "Agree",
    "AgreeMeeting",
    "AllowRatio",
    "AnswerAsCitizen",
    "AnswerAsCompany",
    "Approve",
    "Cancel",
    "Discard",
    "Postpone",
    "TakeUp",
    "UndoApproval",
    "agree",
    "agree_meeting",
    "allow_ratio",
    "answer_as_citizen",
    "answer_as_company",
    "approve",
    "cancel",
    "discard",
    "expire_citizens",
    "expire_companies",
    "mark_opened_by_company",
    "postpone",
    "remind_citizens",
    "remind_companies",
    "send_due",
    "take_up",
    "undo_approval",
]
