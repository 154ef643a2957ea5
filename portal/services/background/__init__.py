"""What happens by itself, without anybody asking: deadlines, drafts, pauses, what is to be forgotten, and letters."""

from portal.services.background.drafts import delete_drafts, remind_of_drafts, warn_of_deletion
from portal.services.background.pauses import ask_about_pauses
from portal.services.background.rounds import run_due
from portal.services.background.traces import forget_traces

__all__ = [
    "ask_about_pauses",
    "delete_drafts",
    "forget_traces",
    "remind_of_drafts",
    "run_due",
    "warn_of_deletion",
]
