"""The kinds of placement, the sectors and the three answers the law can give."""

from collections.abc import Iterable
from enum import StrEnum


class PlacementKind(StrEnum):
    """What a placement, or a part of one, can be."""

    WORK_TRIAL = "work_trial"
    WAGE_SUBSIDY_JOB = "wage_subsidy_job"
    PAID_HOURS = "paid_hours"
    FLEX_JOB = "flex_job"
    ORDINARY_JOB = "ordinary_job"

    @property
    def label(self) -> str:
        """The Danish word, as it stands inside a sentence."""
        return _KIND_LABELS[self]


class Sector(StrEnum):
    """Public means state, region, municipality, or at least half paid by public money."""

    PRIVATE = "private"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return _SECTOR_LABELS[self]


class Allowed(StrEnum):
    """Yes, no, or: a person must judge."""

    YES = "yes"
    ASSESS = "assess"
    NO = "no"


def gravest(answers: Iterable[Allowed]) -> Allowed:
    """No beats assess, assess beats yes; nothing said at all is yes."""
    return max(answers, key=list(Allowed).index, default=Allowed.YES)


_KIND_LABELS = {
    PlacementKind.WORK_TRIAL: "praktik",
    PlacementKind.WAGE_SUBSIDY_JOB: "løntilskud",
    PlacementKind.PAID_HOURS: "løntimer",
    PlacementKind.FLEX_JOB: "fleksjob",
    PlacementKind.ORDINARY_JOB: "ordinært job",
}
_SECTOR_LABELS = {Sector.PRIVATE: "privat", Sector.PUBLIC: "offentlig"}
