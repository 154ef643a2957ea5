"""Pages for administrators and programme managers: rules, settings and totals, never anybody's case."""

from portal.web.admin import (
    bench,
    criteria,
    draft,
    fairness,
    frame,
    law,
    new,
    programmes,
    questions,
    routes,
    texts,
    weights,
    weights_draft,
)
from portal.web.admin.blueprint import admin

BLUEPRINTS = (admin,)

__all__ = [
    "BLUEPRINTS",
    "admin",
    "bench",
    "criteria",
    "draft",
    "fairness",
    "frame",
    "law",
    "new",
    "programmes",
    "questions",
    "routes",
    "texts",
    "weights",
    "weights_draft",
]
