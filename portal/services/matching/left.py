"""Who got no place this time, as it is kept: why, which places were nearly possible, and what would lift it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from portal.domain.matching import NearMiss, Unmatched
from portal.services.matching.places import Places


def reasons_of(left: Unmatched, places: Places) -> dict[str, Any]:
    """In sentences and counts; a place by its title and town, so that a page needs no other look-up."""
    counts = dict(left.limits)
    limits = [{"code": code, "count": count} for code, count in sorted(counts.items(), key=lambda one: -one[1])]
    reasons = [{"code": "why", "sentence": sentence, "count": 0} for sentence in left.sentences]
    nearest = [_near(miss, places) for miss in left.nearest]
    return {"enrolment_id": left.citizen_id, "reasons": reasons, "limits": limits, "nearest": nearest}


def _near(miss: NearMiss, places: Places) -> dict[str, Any]:
    posting = places.by_id[UUID(miss.place_id)]
    town = posting.workplace.town if posting.workplace else ""
    return {
        "posting_id": miss.place_id,
        "title": posting.title,
        "town": town,
        "limit": miss.limit,
        "short_by": miss.short_by,
        "sentence": miss.sentence,
    }
