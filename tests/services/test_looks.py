"""A person can read who has looked: the role, the place, the purpose and the day, and never which employee."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from portal.services.looks import Look, list_looks
from portal.store.audit import AccessEntry
from portal.web.looks_words import looker_text
from tests.conftest import NOW, MakeWork
from tests.factories import Factory


def test_looks_of_a_day_stand_together_and_only_ones_own(make_work: MakeWork, make: Factory) -> None:
    anna, else_ = make.person(), make.other_person()
    firm = UUID(int=9)

    def look(subject: UUID, hours: int, **given: object) -> AccessEntry:
        values = {"actor_role": "caseworker", "municipality": "185", "purpose": "enrolment:review"}
        return AccessEntry(at=NOW + timedelta(hours=hours), subject_id=subject, **values | given)

    work = make_work()
    work.session.add_all(
        [
            look(anna.id, 0),
            look(anna.id, 1, actor_id=UUID(int=5)),
            look(anna.id, 15),  # half past midnight in Denmark: the next day
            look(anna.id, 2, actor_role="company_user", municipality=None, company_id=firm, purpose="candidate:answer"),
            look(else_.id, 0),
        ]
    )
    work.session.flush()
    assert list_looks(work, anna.id) == (
        Look(date(2026, 11, 24), "caseworker", "185", None, "enrolment:review", 1),
        Look(date(2026, 11, 23), "company_user", None, firm, "candidate:answer", 1),
        Look(date(2026, 11, 23), "caseworker", "185", None, "enrolment:review", 2),
    )


def test_the_words_name_a_role_and_a_place_and_no_employee() -> None:
    look = Look(date(2026, 11, 23), "caseworker", "185", None, "enrolment:review", 1)
    assert looker_text(look, {}) == "Sagsbehandler, Tårnby Kommune"
    firm = Look(date(2026, 11, 23), "company_user", None, UUID(int=9), "candidate:answer", 1)
    assert looker_text(firm, {str(UUID(int=9)): "Kastrup Kontorservice ApS"}) == "Kastrup Kontorservice ApS"
    assert looker_text(firm, {}) == "En virksomhed"
