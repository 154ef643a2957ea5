"""Nobody is asked more than six questions for one programme, in whatever order the common ones are asked."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.eligibility import Programme, Question, questions_of
from portal.domain.eligibility.fit import check_length
from portal.domain.eligibility.reader import InvalidProgramme
from portal.domain.errors import Refused


def refuse_long(programmes: Iterable[Programme], common: Iterable[Question]) -> None:
    """Raises Refused where a programme's longest way through these questions is too long."""
    common = tuple(common)
    try:
        for programme in programmes:
            check_length(programme, questions_of(common, [programme]))
    except InvalidProgramme as fault:
        raise Refused(f"{programme.name}: {fault.sentence}") from None
