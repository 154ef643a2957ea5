"""Which rules count: on a day, or as they would be with a version that is not in force yet.

Until somebody edits a programme, its shipped file is its first and only version. From the first draft on the database
speaks: the shipped file is copied there as version 1, so that a new release of the portal changes nobody's rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.eligibility import Programme
from portal.domain.eligibility.wording import QuestionWords, read_words, words_of
from portal.programmes import CODES, common_questions, read_programme, shipped_text
from portal.programmes.editing import data_of
from portal.services.work import House, Work
from portal.store import programme_versions
from portal.store.programme_versions import QUESTIONS, VersionKey, VersionRecord

_words: dict[UUID, tuple[QuestionWords, ...]] = {}
"""Published words of the common questions by version, read once; none are the shipped ones, unchanged."""
_parsed: dict[UUID, Programme | None] = {}
"""Published versions by id, read once in the life of the process; None is a shipped file, unchanged."""


def house_on(session: Session, house: House, on: date) -> House:
    """The house with every programme as the version in force on that day has it.

    `house` may be today's or yesterday's: shipped programmes are remembered, published ones are read. One query.
    """
    return house_of(read_published(session), house, on)


def read_published(session: Session) -> tuple[VersionKey, ...]:
    """Every published version, with its text read once in the life of the process."""
    keys = programme_versions.list_published_keys(session)
    _read_missing(session, keys)
    return tuple(keys)


def house_of(keys: Iterable[VersionKey], house: House, on: date) -> House:
    """The house of a day from published versions that have been read."""
    shipped = house.shipped or house.programmes
    chosen = _in_force(keys, on)
    wording = chosen.pop(QUESTIONS, None)
    words = _words[wording.id] if wording else ()
    if words != house.words:
        house = replace(house, words=words)
    if not chosen:
        return replace(house, programmes=shipped, shipped=()) if house.shipped else house
    return replace(house, programmes=_assembled(shipped, tuple(chosen.items()), house.demo), shipped=shipped)


def house_with(session: Session, house: House, version_id: UUID, on: date) -> House:
    """The house of that day with one version, of whatever state, in place of its programme's own."""
    record = programme_versions.get(session, version_id)
    return with_programme(house_on(session, house, on), parsed(record, house.demo))


def with_programme(house: House, programme: Programme) -> House:
    """The house with this programme in place of the one of the same code, or after the others."""
    if any(one.code == programme.code for one in house.programmes):
        programmes = tuple(programme if one.code == programme.code else one for one in house.programmes)
    else:
        programmes = (*house.programmes, programme)
    return replace(house, programmes=programmes, shipped=house.shipped or house.programmes)


def parsed(record: VersionRecord, demo: bool) -> Programme:
    """A stored version as the rules read it; raises InvalidFile for a draft that cannot be used yet."""
    return _parse(record.code, record.text, demo)


def list_choices(work: Work) -> tuple[list[VersionRecord], list[VersionRecord]]:
    """What one can look ahead to: published versions that begin later, and drafts and proposals."""
    return programme_versions.list_upcoming(work.session, work.today), programme_versions.list_open(work.session)


def words_in(toml: str) -> tuple[QuestionWords, ...]:
    """The words of a version of the common questions."""
    return read_words(data_of(toml))


@lru_cache(maxsize=256)
def _parse(code: str, toml: str, demo: bool) -> Programme:
    programme = read_programme(toml, f"{code}.toml", common_questions())
    return replace(programme, demo=True) if demo else programme


def _in_force(keys: Iterable[VersionKey], on: date) -> dict[str, VersionKey | None]:
    """For every programme the database knows: its version on that day, or None where it has not begun."""
    chosen: dict[str, VersionKey | None] = {}
    for code, versions in groupby(keys, key=lambda key: key.code):
        begun = [key for key in versions if key.valid_from is None or key.valid_from <= on]
        chosen[code] = begun[-1] if begun else None
    return chosen


def _read_missing(session: Session, keys: Iterable[VersionKey]) -> None:
    missing = {key.id: key for key in keys if key.id not in _parsed and key.id not in _words}
    if not missing:
        return
    for version_id, toml in programme_versions.texts_of(session, sorted(missing)).items():
        code = missing[version_id].code
        if code == QUESTIONS:
            words = words_in(toml)
            _words[version_id] = words if words != words_of(common_questions()) else ()
            continue
        _parsed[version_id] = None if _is_shipped(code, toml) else _parse(code, toml, demo=False)


def _is_shipped(code: str, toml: str) -> bool:
    return code in CODES and toml == shipped_text(code)


@lru_cache(maxsize=64)
def _assembled(
    shipped: tuple[Programme, ...], chosen: tuple[tuple[str, VersionKey | None], ...], demo: bool
) -> tuple[Programme, ...]:
    """The same tuple for the same versions, so that what is worked out from it is kept between requests."""
    versions: Mapping[str, VersionKey | None] = dict(chosen)
    known = {programme.code: programme for programme in shipped}
    newer = sorted(
        (key for key in versions.values() if key and key.code not in known and _parsed[key.id]), key=lambda key: key.id
    )
    found = []
    for code in [*known, *(key.code for key in newer)]:
        if code not in versions:
            found.append(known[code])
        elif (key := versions[code]) is not None:
            programme = _parsed[key.id]
            found.append(replace(programme, demo=demo) if programme else known[code])
    return tuple(found)
