"""Why a placement stops, what came of it, and what follows for the person's case."""

from __future__ import annotations

STOP_REASONS = {
    "job": "Borgeren har fået job",
    "education": "Borgeren er begyndt på en uddannelse",
    "health": "Borgeren kan ikke lige nu",
    "not_a_match": "Det passede ikke sammen",
    "company": "Virksomheden kan ikke mere",
    "citizen": "Borgeren ønsker at stoppe",
    "programme": "Indsatsen er slut",
    "other": "Noget andet",
}
OUTCOMES = {
    "ordinary_job": "Ordinært job",
    "part_job": "Ordinært job på færre timer",
    "paid_hours": "Løntimer",
    "education": "Uddannelse",
    "own_place": "Fortsætter på sin egen arbejdsplads",
    "try_again": "Vil prøve et andet sted",
    "other_offer": "En anden indsats",
    "moved": "Flyttet",
    "health": "Helbredet kommer først nu",
    "other": "Noget andet",
}
GOES_ON = frozenset({"try_again"})
"""The case goes back to the matching; every other outcome closes it, and a new enrolment is always possible."""
