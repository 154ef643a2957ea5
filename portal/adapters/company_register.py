"""The company register (CVR): a demo one read from a packaged file, and a fake for tests.

The real one is asked in `cvr_index.py`, where the settings name it; outside production the demo's takes its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from portal.services.ports import RegisterDown, RegisteredCompany, RegisteredWorkplace

SHIPPED = "demo_register.toml"


@dataclass(frozen=True)
class DemoCompanyRegister:
    """Fictitious companies by their CVR number."""

    companies: Mapping[str, RegisteredCompany]

    @classmethod
    def shipped(cls) -> DemoCompanyRegister:
        """The register that comes with the package."""
        return cls.read(files("portal.adapters").joinpath(SHIPPED).read_text(encoding="utf-8"))

    @classmethod
    def read(cls, text: str) -> DemoCompanyRegister:
        """A register from TOML: `[[company]]` with `[[company.workplaces]]`."""
        return cls({row["cvr"]: _company(row) for row in tomllib.loads(text)["company"]})

    def find(self, cvr: str) -> RegisteredCompany | None:
        return self.companies.get(cvr)


def _company(row: dict[str, Any]) -> RegisteredCompany:
    workplaces = tuple(RegisteredWorkplace(**place) for place in row["workplaces"])
    return RegisteredCompany(**{**row, "workplaces": workplaces})


@dataclass
class FakeCompanyRegister:
    """A register for tests: holds what it is given, counts its questions, and can be down."""

    known: list[RegisteredCompany] = field(default_factory=list)
    down: bool = False
    asked: int = 0

    @classmethod
    def of(cls, *companies: RegisteredCompany) -> FakeCompanyRegister:
        return cls(list(companies))

    @classmethod
    def that_is_down(cls) -> FakeCompanyRegister:
        return cls(down=True)

    def find(self, cvr: str) -> RegisteredCompany | None:
        self.asked += 1
        if self.down:
            raise RegisterDown
        return _first(company for company in self.known if company.cvr == cvr)


def _first(companies: Iterable[RegisteredCompany]) -> RegisteredCompany | None:
    return next(iter(companies), None)
