"""A table that can hold something about a person says how long it is kept, and no key to a person hides."""

from __future__ import annotations

from portal.store.retention import RULES
from portal.store.subject_rows import SOFT_KEYS, tables_about_people
from portal.store.tables import metadata


def test_a_table_about_people_says_how_long_it_is_kept() -> None:
    undecided = {table.name for table in tables_about_people()} - set(RULES)
    assert not undecided, f"skriv i portal/store/retention.py, hvor længe de gemmes: {sorted(undecided)}"


def test_a_rule_names_a_moment_that_is_there() -> None:
    for name, rule in RULES.items():
        assert (rule.column is None) == (rule.days is None), name
        assert rule.column is None or rule.column in metadata.tables[name].c


def test_no_column_points_at_a_person_unseen() -> None:
    """A key to a person is a foreign key, or is declared beside those that cannot be."""
    for table in metadata.sorted_tables:
        foreign = {key.parent.name for key in table.foreign_keys}
        for column in table.columns:
            if column.name.endswith(("person_id", "subject_id", "enrolment_id", "citizen_id")):
                assert column.name in foreign | set(SOFT_KEYS), f"{table.name}.{column.name}"
