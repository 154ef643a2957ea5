"""What can go wrong in the portal's own terms; each kind has one answer on the web (`web/errors.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID


class PortalError(Exception):
    """Root of the errors that pages know how to show."""


class NotFound(PortalError):
    """No such thing, or not one this person may know of: the two look the same from outside."""


class IllegalMove(PortalError):
    """The state machine does not list this move from the present state (answer 409)."""

    def __init__(self, machine: str, state: str, event: str) -> None:
        super().__init__(f"{machine}: {event} findes ikke fra {state}")
        self.machine, self.state, self.event = machine, state, event


class Stale(PortalError):
    """Somebody saved the same thing since the form was shown (answer 409). `changed` names the rows where several were."""

    def __init__(self, changed: Iterable[UUID] = ()) -> None:
        super().__init__()
        self.changed = frozenset(changed)


class Refused(PortalError):
    """A rule says no to this write; `text` tells the person why and what to do, in Danish.

    `field` names the form field the text belongs to, if it belongs to one.
    """

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.text, self.field = text, field


class Overtaken(Refused):
    """The same, because the world has moved since the form was shown (answer 409)."""
