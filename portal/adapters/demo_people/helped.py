"""Who rang, and had the enrolment filled in together with a caseworker."""

from __future__ import annotations

from typing import Any

from portal.adapters.demo_people.stage import Stage
from portal.services.enrolment import (
    BeginAssisted,
    SaveAssisted,
    SubmitEnrolment,
    begin_assisted,
    save_assisted,
    submit_assisted,
)
from portal.services.work import Work
from portal.store import enrolments
from portal.store.people import Person


def submit_together(stage: Stage, work: Work, row: dict[str, Any], answers: dict[str, dict[str, Any]]) -> None:
    """The same six steps, typed by the one who listened."""
    person = stage.session.get_one(Person, stage.users[row["person"]].person_id)
    key = begin_assisted(work, BeginAssisted(person.cpr, row["programme"], "phone"))
    for step, given in answers.items():
        save_assisted(work, SaveAssisted(key, step, given))
    case = enrolments.for_update(stage.session, key)
    submit_assisted(work, SubmitEnrolment(case.id, case.version))
    stage.cases[row["person"]] = case
