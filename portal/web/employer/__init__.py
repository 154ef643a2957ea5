"""The company's pages: registration, overview, postings and candidates."""

from portal.web.employer import (  # noqa: F401  the routes register themselves
    agreement,
    candidates,
    feedback,
    leaving,
    overview,
    placements,
    posting_page,
    posting_steps,
    profile,
    registration,
    specialists,
    users,
    workplace,
)
from portal.web.employer.blueprint import employer

BLUEPRINTS = (employer,)
