"""What the services need from the world outside, as protocols. `adapters` makes them real, with a fake beside each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


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
class Ports:
    clock: Clock
    companies: CompanyRegister
    post: PostOffice
