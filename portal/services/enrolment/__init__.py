"""The citizen's own verbs in a case: answer, send, reply, agree the plan, pause, leave and come back."""

from portal.services.enrolment.assisted import (
    WAYS,
    BeginAssisted,
    CorrectStep,
    SaveAssisted,
    UndoAssisted,
    begin_assisted,
    correct_step,
    homes_of,
    may_correct,
    save_assisted,
    submit_assisted,
    undo_assisted,
)
from portal.services.enrolment.draft import DeleteDraft, Saved, SaveStep, delete_draft, fingerprint, save_step
from portal.services.enrolment.facts import facts_of_check, known_facts, wanted_of
from portal.services.enrolment.leave import (
    Pause,
    Resume,
    UndoWithdrawal,
    Withdraw,
    pause,
    resume,
    undo_withdrawal,
    withdraw,
)
from portal.services.enrolment.place import AcceptPlace, AnswerLater, accept_place, answer_later
from portal.services.enrolment.plan import AgreePlan, ChangePlan, agree_plan, ask_plan_change
from portal.services.enrolment.reply import AnswerQuestion, DeclineReason, answer_question, give_decline_reason
from portal.services.enrolment.steps import STEPS, is_complete, missing_steps, wanted_facts
from portal.services.enrolment.submit import Receipt, SubmitEnrolment, submit
from portal.services.enrolment.terms import already_enrolled, closed_text, refuse_closed
from portal.services.enrolment.warnings import text_warnings

__all__ = [
    "STEPS",
    "WAYS",
    "BeginAssisted",
    "CorrectStep",
    "SaveAssisted",
    "UndoAssisted",
    "begin_assisted",
    "correct_step",
    "homes_of",
    "may_correct",
    "save_assisted",
    "submit_assisted",
    "undo_assisted",
    "AcceptPlace",
    "AgreePlan",
    "AnswerLater",
    "AnswerQuestion",
    "ChangePlan",
    "DeclineReason",
    "DeleteDraft",
    "Pause",
    "Receipt",
    "Resume",
    "SaveStep",
    "Saved",
    "SubmitEnrolment",
    "UndoWithdrawal",
    "Withdraw",
    "accept_place",
    "agree_plan",
    "already_enrolled",
    "answer_later",
    "answer_question",
    "ask_plan_change",
    "closed_text",
    "delete_draft",
    "facts_of_check",
    "fingerprint",
    "give_decline_reason",
    "is_complete",
    "known_facts",
    "missing_steps",
    "pause",
    "refuse_closed",
    "resume",
    "save_step",
    "submit",
    "text_warnings",
    "undo_withdrawal",
    "wanted_facts",
    "wanted_of",
    "withdraw",
]
