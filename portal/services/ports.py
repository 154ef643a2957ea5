"""What the services need from the world outside, as protocols. `adapters` makes them real, with a fake beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.domain.access import Door


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, with a time zone."""
        ...


@dataclass(frozen=True)
class RegisteredWorkplace:
    """A production unit as the company register knows it."""

    p_number: str
    name: str
    address: str
    postal_code: str
    town: str
    municipality: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class RegisteredCompany:
    """A company as the company register (CVR) knows it."""

    cvr: str
    name: str
    address: str
    industry: str
    sector: str
    status: str
    """active, closed or bankrupt."""
    workplaces: tuple[RegisteredWorkplace, ...]


class RegisterDown(RuntimeError):
    """The register does not answer. Nothing is known about the company, for or against."""


class CompanyRegister(Protocol):
    def find(self, cvr: str) -> RegisteredCompany | None:
        """The company with this CVR number, or None when there is none. Raises RegisterDown."""
        ...


class NoRegister:
    """No register is named in the settings: nothing is known of any company."""

    def find(self, cvr: str) -> RegisteredCompany | None:
        raise RegisterDown


@dataclass(frozen=True)
class Letter:
    """One message to one person or company. `key` makes a repeat harmless."""

    key: str
    channel: str
    recipient: str
    subject: str
    body: str


class NotDelivered(RuntimeError):
    """The receiver did not take the letter; it is tried again later."""


class PostOffice(Protocol):
    def deliver(self, letter: Letter) -> None:
        """Hand a letter over. Delivering the same key twice is the same as once. Raises NotDelivered."""
        ...


@dataclass(frozen=True)
class Departure:
    """On the way to the provider: where to, and what must be remembered until the answer comes."""

    url: str
    door: Door
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, repr=False)
class Identity:
    """Whom a provider vouches for. `subject` is its own unchanging name for the person, never an e-mail."""

    door: Door
    subject: str
    given_name: str = ""
    family_name: str = ""
    cpr: str | None = None
    cvr: str | None = None


class LoginFailed(RuntimeError):
    """The provider's answer cannot be trusted; `reason` is a code for the log, without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LoginCancelled(LoginFailed):
    """The person turned back at the provider."""


class ProviderDown(LoginFailed):
    """The provider does not answer, or not with anything that makes sense."""


class IdentityProvider(Protocol):
    @property
    def doors(self) -> frozenset[Door]:
        """The ways in that have a provider."""
        ...

    def begin(self, door: Door) -> Departure:
        """Where to send the browser. Raises ProviderDown."""
        ...

    def complete(self, departure: Departure, answer: Mapping[str, str]) -> Identity:
        """Judge what the browser came back with. Raises LoginFailed, LoginCancelled or ProviderDown."""
        ...

    def goodbye(self, door: Door) -> str | None:
        """Where the person also leaves the provider, if it has such a place."""
        ...


class NoProvider:
    """Nobody can log in: no provider is named in the settings."""

    doors: frozenset[Door] = frozenset()

    def begin(self, door: Door) -> Departure:
        raise ProviderDown("not_configured")

    def complete(self, departure: Departure, answer: Mapping[str, str]) -> Identity:
        raise ProviderDown("not_configured")

    def goodbye(self, door: Door) -> str | None:
        return None


@dataclass(frozen=True)
class Ports:
    clock: Clock
    companies: CompanyRegister
    post: PostOffice
    identities: IdentityProvider = field(default_factory=NoProvider)
