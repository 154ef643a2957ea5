"""A run of the matching: what is ready in the store goes in, proposals for a caseworker to judge come out."""

from portal.services.matching.run import RunMatching, run

__all__ = ["RunMatching", "run"]
