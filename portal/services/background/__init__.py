"""What happens by itself, without anybody asking: deadlines, drafts, pauses, what is to be forgotten, and letters."""

from portal.services.background.drafts import delete_drafts, remind_of_drafts, warn_of_deletion
from portal.services.background.pauses import ask_about_pauses
from portal.services.background.rounds import run_due
from portal.services.background.traces import forget_traces
from portal.services.background.weeks import ask_afterwards, ask_how_it_goes, remind_of_first_day

__all__ = [
    "ask_about_pauses",
    "ask_afterwards",
    "ask_how_it_goes",
    "delete_drafts",
    "forget_traces",
    "remind_of_first_day",
    "remind_of_drafts",
    "run_due",
    "warn_of_deletion",
]
