"""Jobs and skills found by title: the shipped list first, then what has been imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from portal.domain.competences import COMPETENCES, OTHER_WORDS
from portal.domain.errors import Refused
from portal.domain.spelling import meant
from portal.domain.titles import Found, Title, find, find_near, search_text, terms_of
from portal.programmes.occupations import shipped_occupations
from portal.services.work import Work
from portal.store import occupations
from portal.store.occupations import Counts, OccupationRow

THE_LIST = UUID(int=0)
"""What the trail calls the list as a whole."""


@dataclass(frozen=True)
class ImportOccupations:
    """The whole list as one file has it; `digest` is the file's, so that the trail tells which one it was."""

    rows: tuple[OccupationRow, ...]
    digest: str


def search_occupations(work: Work, words: str) -> Found:
    """Every title is read for a misspelt word only, so the usual search stays one bounded query."""
    found = _find(work, words)
    if found:
        return Found(found)
    instead = meant(
        terms_of(words), [*map(search_text, shipped_occupations()), *occupations.search_texts(work.session)]
    )
    return Found(_find(work, instead), instead) if instead else Found(())


def _find(work: Work, words: str) -> tuple[Title, ...]:
    return find((*shipped_occupations(), *occupations.find(work.session, words)), words)


def known_occupations(work: Work, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that are on a list; the database is only asked about what the shipped list does not have."""
    wanted = frozenset(keys)
    shipped = wanted & {one.key for one in shipped_occupations()}
    return shipped | occupations.known(work.session, wanted - shipped)


def search_competences(words: str) -> Found:
    return find_near((Title(code, text, OTHER_WORDS.get(code, ())) for code, text in COMPETENCES.items()), words)


def import_occupations(work: Work, cmd: ImportOccupations) -> Counts:
    """Make the list what the file says. The same file again changes nothing, and leaves no line in the trail."""
    if not cmd.rows:
        raise Refused("Filen har ingen job. Der er ikke ændret noget.")
    counts = occupations.replace_all(work.session, cmd.rows, work.now)
    if counts.any:
        work.audit(
            "occupation",
            "import",
            THE_LIST,
            digest=cmd.digest,
            jobs=len(cmd.rows),
            added=counts.added,
            changed=counts.changed,
            closed=counts.closed,
        )
    return counts
