"""How often something may be tried: per account, or whatever stands for one, and per address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """So many tries within a window. A whole town hall shares one address, so that its number is the larger."""

    name: str
    window: timedelta
    per_account: int
    per_address: int
    account: str = ""
    """Where nobody is logged in: the field of the form or address that stands for the account."""
    fails_closed: bool = False
    """What happens when the counting itself fails: nobody gets in, or everybody goes on."""

    def begins(self, now: datetime) -> datetime:
        """The beginning of the window that `now` lies in."""
        seconds = self.window.total_seconds()
        return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)

    def seconds_left(self, now: datetime) -> int:
        """Until it may be tried again: at least one."""
        return max(1, int((self.begins(now) + self.window - now).total_seconds()))


QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)

LOGIN = Limit("login", QUARTER, per_account=20, per_address=120, fails_closed=True)
DEMO_LOGIN = Limit("demo_login", QUARTER, per_account=600, per_address=3000, account="person", fails_closed=True)
"""Made-up people without a password: enough that a browser full of tests is never in the way."""
CODE = Limit("code", HOUR, per_account=20, per_address=60, account="code", fails_closed=True)
"""A secret link: 32 random bytes are not guessed, and this keeps it so."""
CALLBACK = Limit("callback", HOUR, per_account=3, per_address=30, account="phone")
SEARCH = Limit("search", QUARTER, per_account=120, per_address=1200)
"""What looks through many people at once."""
LOOK_UP = Limit("look_up", HOUR, per_account=20, per_address=200)
"""A person by her CPR number, or a case by its own. Whoever helps somebody has one of them at a time in front of her; a
list of numbers is not tried one by one."""
UPLOAD = Limit("upload", HOUR, per_account=60, per_address=200)
EXPORT = Limit("export", HOUR, per_account=20, per_address=200)
LIMITS = (LOGIN, DEMO_LOGIN, CODE, CALLBACK, SEARCH, LOOK_UP, UPLOAD, EXPORT)
