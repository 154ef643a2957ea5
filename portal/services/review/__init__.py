"""A caseworker's way through an enrolment: take it, ask, meet, decide, and write the plan together with the citizen."""

from portal.services.review.intake import (
    Admit,
    AskCitizen,
    BookMeeting,
    EndPause,
    MeetingDone,
    PutOnWaitingList,
    ResumeReview,
    Take,
    admit,
    ask_citizen,
    book_meeting,
    end_pause,
    meeting_done,
    put_on_waiting_list,
    resume_review,
    take,
)
from portal.services.review.plan import SendPlan, WritePlan, send_plan, write_plan
from portal.services.review.prefill import prefilled

__all__ = [
    "Admit",
    "AskCitizen",
    "BookMeeting",
    "EndPause",
    "MeetingDone",
    "PutOnWaitingList",
    "ResumeReview",
    "SendPlan",
    "Take",
    "WritePlan",
    "admit",
    "ask_citizen",
    "book_meeting",
    "end_pause",
    "meeting_done",
    "prefilled",
    "put_on_waiting_list",
    "resume_review",
    "send_plan",
    "take",
    "write_plan",
]
