"""Every table in one import: the migrations and the tests compare the database with this."""

from portal.store import (
    arrivals,
    audit,
    audit_chain,
    callbacks,
    check_ins,
    companies,
    conversations,
    enrolments,
    forms,
    lessons,
    match_weights,
    matches,
    numbers,
    offers,
    outbox,
    people,
    placements,
    postings,
    programme_versions,
    users,
)
from portal.store.base import Base

TABLES = (
    arrivals,
    audit,
    audit_chain,
    callbacks,
    check_ins,
    companies,
    conversations,
    enrolments,
    forms,
    lessons,
    match_weights,
    matches,
    numbers,
    offers,
    outbox,
    people,
    placements,
    postings,
    programme_versions,
    users,
)
metadata = Base.metadata
