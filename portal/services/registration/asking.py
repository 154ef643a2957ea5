"""The company register asked before a transaction begins: it may take seconds, and a transaction holds locks."""

from __future__ import annotations

from portal.domain.values import Cvr, InvalidValue
from portal.services.ports import CompanyRegister, RegisterDown, RegisteredCompany


class AnsweredRegister:
    """The company register asked about one number beforehand: what it said, or that it did not answer."""

    def __init__(self, register: CompanyRegister, cvr: str) -> None:
        self.cvr, self.found, self.is_down = _digits(cvr), None, False
        try:
            self.found = register.find(self.cvr) if self.cvr else None
        except RegisterDown:
            self.is_down = True

    def find(self, cvr: str) -> RegisteredCompany | None:
        if self.is_down:
            raise RegisterDown
        return self.found if cvr == self.cvr else None


def _digits(cvr: str) -> str:
    try:
        return Cvr.parse(cvr).digits
    except InvalidValue:
        return ""
