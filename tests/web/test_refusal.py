"""The letter builder through the pages: the only way to say no, and never by one person alone."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from portal.store.enrolments import Enrolment
from tests.web.browse import Browse
from tests.web.test_caseworker_journey import Staff, press

PARTS = {
    "facts": "Du har været ledig siden 21. februar",
    "reason": "Projektet er for dem, der har været ledige i højst 9 måneder",
    "rule": "Seniorsporets kriterier, punkt 4",
    "alternative": "Jobcaféen hver tirsdag",
    "hearing": "known",
}


@pytest.fixture
def staff(browse: Browse) -> Staff:
    staff = Staff(browse)
    staff.enrolment.state, staff.enrolment.assigned_to = "in_review", staff.caseworker.id
    staff.session.commit()
    return staff


def test_from_letter_to_decision_with_two_people(staff: Staff) -> None:
    browse, case = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    path = f"{case}/ikke-optaget"
    assert path in browse.get(case).response.get_data(as_text=True)
    browse.get(path)
    press(browse, path, "write", 422, **(PARTS | {"alternative": ""}))
    assert browse.page is not None
    assert browse.page.errors()["alternative"] == "Skriv, hvad borgeren kan gøre i stedet."
    press(browse, path, "write", **PARTS)
    page = browse.get(path)
    assert "Er du ikke enig? Du kan klage inden 4 uger" in page.main
    press(browse, path, "propose")
    assert "Send brevet" not in browse.get(path).main
    leader = staff.make.user(Role.TEAM_LEADER, "Ida Leder", municipalities=["185"])
    staff.session.commit()
    browse.log_in(leader)
    browse.get(path)
    press(browse, path, "decide")
    page = browse.get(path)
    assert "Læst og sendt af Ida Leder" in page.main
    assert "Klagefrist 21. december 2026" in page.main
    assert staff.row(Enrolment, staff.enrolment.id).state == "refused"  # type: ignore[attr-defined]


def test_a_letter_that_is_sent_back_says_why(staff: Staff) -> None:
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}/ikke-optaget"
    browse.get(path)
    press(browse, path, "write", **(PARTS | {"hearing": "needed"}))
    browse.get(path)
    press(browse, path, "propose", 422)
    assert browse.page is not None
    assert "Hør borgeren først" in browse.page.main
    press(browse, path, "hear")
    browse.get(path)
    press(browse, path, "note_hearing", reply="Det passer.")
    browse.get(path)
    press(browse, path, "propose")
    leader = staff.make.user(Role.TEAM_LEADER, "Ida Leder", municipalities=["185"])
    staff.session.commit()
    browse.log_in(leader)
    browse.get(path)
    press(browse, path, "send_back", words="Prøv Flere timer først.")
    assert "Prøv Flere timer først." in browse.get(path).main
