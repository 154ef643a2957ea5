"""The health professionals' pages: those they support, what they need to know of them, and what they saw at work."""

from portal.web.health import case, desk, feedback
from portal.web.health.blueprint import health

BLUEPRINTS = (health,)

__all__ = ["BLUEPRINTS", "case", "desk", "feedback", "health"]
