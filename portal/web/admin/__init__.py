"""The administrators' pages: settings and totals, never anybody's case."""

from portal.web.admin import fairness, weights, weights_draft
from portal.web.admin.blueprint import admin

BLUEPRINTS = (admin,)

__all__ = ["BLUEPRINTS", "admin", "fairness", "weights", "weights_draft"]
