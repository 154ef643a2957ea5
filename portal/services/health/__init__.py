"""Support from a health professional: asking for it, taking it on, telling what was seen, and an emergency's look."""

from portal.services.health.feedback import GiveFeedback, give_feedback, suggestion_of
from portal.services.health.support import (
    AskForSupport,
    OpenInEmergency,
    TakeSupport,
    ask_for_support,
    end_support,
    open_in_emergency,
    take_support,
)

__all__ = [
    "AskForSupport",
    "GiveFeedback",
    "OpenInEmergency",
    "TakeSupport",
    "ask_for_support",
    "end_support",
    "give_feedback",
    "open_in_emergency",
    "suggestion_of",
    "take_support",
]
