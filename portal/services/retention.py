"""Deleting what has had its time, table by table, as `store/retention.py` declares. Done twice is done once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, func, select

from portal.services.work import Work
from portal.store.base import new_id
from portal.store.retention import CLOSED_STATES, RULES
from portal.store.subject_rows import PERSON, Rows, key_of, rows_below
from portal.store.tables import metadata

ENROLMENT = metadata.tables["enrolment"]


def due(work: Work) -> Rows:
    """The rows whose time is up, with everything below them. Changes nothing: the dry run."""
    found: Rows = {}
    for table in metadata.sorted_tables:
        rule = RULES.get(table.name)
        if rule is None or rule.column is None or rule.days is None:
            continue
        old = table.c[rule.column] < work.now - timedelta(days=rule.days)
        over = [ENROLMENT.c.state.in_(CLOSED_STATES)] if table is ENROLMENT else []
        keys = set(work.session.scalars(select(key_of(table)).where(old, *over)))
        if keys:
            found[table] = keys
    people = _without_cases(work, found.get(ENROLMENT, set()))
    start = {**found, **({PERSON: people} if people else {})}
    return {table: keys for table, keys in rows_below(work.session, start, soft=False).items() if keys}


def _without_cases(work: Work, going: set[Any]) -> set[Any]:
    """People whose last case is going."""
    if not going:
        return set()
    theirs = select(ENROLMENT.c.person_id).where(ENROLMENT.c.id.in_(sorted(going)))
    left = select(ENROLMENT.c.person_id).where(ENROLMENT.c.id.not_in(sorted(going)))
    return set(work.session.scalars(theirs)) - set(work.session.scalars(left))


def counts(rows: Rows) -> dict[str, int]:
    return {table.name: len(keys) for table, keys in sorted(rows.items(), key=lambda pair: pair[0].name)}


def clean(work: Work) -> dict[str, int]:
    """Delete what is due and leave one line in the trail with the numbers. Nothing due leaves no line."""
    rows = due(work)
    done: Counter[str] = Counter()
    for table in reversed(metadata.sorted_tables):
        if rows.get(table):
            done[table.name] = _delete(work, table, rows[table])
    if done:
        work.audit("retention", "clean", new_id(), **dict(sorted(done.items())))
    return dict(done)


def _delete(work: Work, table: Table, keys: set[Any]) -> int:
    key = key_of(table)
    before = work.session.scalar(select(func.count()).select_from(table).where(key.in_(sorted(keys, key=str)))) or 0
    work.session.execute(delete(table).where(key.in_(sorted(keys, key=str))))
    return before
