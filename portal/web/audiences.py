"""The blueprints of the portal, one or more for each audience."""

from __future__ import annotations

from flask import Blueprint, Flask

from portal.web.admin import BLUEPRINTS as ADMIN
from portal.web.caseworker import BLUEPRINTS as CASEWORKER
from portal.web.citizen import BLUEPRINTS as CITIZEN
from portal.web.employer import BLUEPRINTS as EMPLOYER
from portal.web.health import BLUEPRINTS as HEALTH
from portal.web.pages import Rule
from portal.web.public import BLUEPRINTS as PUBLIC
from portal.web.public import DEMO


def blueprints(*, demo: bool) -> tuple[Blueprint, ...]:
    """All of them; those for trying things out only outside production."""
    return (*PUBLIC, *CITIZEN, *EMPLOYER, *CASEWORKER, *HEALTH, *ADMIN, *(DEMO if demo else ()))


def refuse_undecided_routes(app: Flask) -> None:
    """Public, too, is a decision someone wrote down: an endpoint without one stops the start."""
    undecided = [name for name, view in app.view_functions.items() if not isinstance(getattr(view, "rule", None), Rule)]
    if undecided:
        raise RuntimeError(f"Ruter uden tilladelse: {', '.join(undecided)}")
