"""The time machine's page: who may see it, what it tells, and that it keeps nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.domain.access import Role
from portal.store.audit import AccessEntry, AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.users import User
from tests.factories import ANSWERS, Factory
from tests.web.browse import Browse
from tests.web.test_employer_registration import enter, one

HERE = "/medarbejder/tidsmaskine"
JUNE = "?regler=senior_advisory_board&dag-dag=1&dag-maaned=6&dag-aar=2027"


def crowd(make: Factory) -> None:
    """Birgit, unemployed since May, lives where Tårnby runs things; another is Gladsaxe's."""
    told = ANSWERS | {"tjek": {"danish": "yes", "basic_it": "yes"}}
    make.enrolment(state="admitted", answers=told)
    make.enrolment(make.other_person(home="159", last_name="Gladsaxesen"), state="waiting_list", answers=told)


def caseworker(make: Factory) -> User:
    crowd(make)
    return make.caseworker()


def test_it_tells_how_many_who_and_why(browse: Browse) -> None:
    enter(browse, caseworker)
    assert "Den dag" not in browse.get(HERE).main
    shown = browse.get(HERE + JUNE).main
    for text in (
        "Seniorsporet den 1. juni 2027",
        "1 af 1 personer hos jer ville få et andet svar.",
        "Det er kun tiden, der gør det. Reglerne flytter ingen.",
        "Birgit Holm",
        "Ledig i højst 9 måneder",
        "Intet bliver gemt, og ingen får et nyt svar.",
    ):
        assert text in shown
    assert "Gladsaxesen" not in shown


def test_the_caseworker_gets_there_from_the_enrolments_and_on_to_the_case(browse: Browse) -> None:
    enter(browse, caseworker)
    assert HERE in str(browse.get("/medarbejder/tilmeldinger").soup)
    case = one(browse, select(Enrolment.id).where(Enrolment.operating_municipality == "185"))
    assert f"/medarbejder/tilmeldinger/{case}" in str(browse.get(HERE + JUNE).soup)


def manager(make: Factory) -> User:
    crowd(make)
    return make.user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=["159"])


def test_who_leads_the_programme_sees_bands_and_nobody_by_name(browse: Browse) -> None:
    enter(browse, manager)
    shown = browse.get(HERE + JUNE)
    assert "Under 5 af under 5 personer hos jer ville få et andet svar." in shown.main
    assert "I andre kommuner: under 5 af under 5 personer." in shown.main
    assert "Navne ser kun de, der arbejder med sagerne." in shown.main
    for hidden in ("Gladsaxesen", "Birgit", "Ledig i højst 9 måneder", "Det er kun tiden"):
        assert hidden not in shown.main
    assert "/medarbejder/tilmeldinger/" not in str(shown.soup)
    assert "dag-dag" in str(browse.get(HERE).soup)


def test_day_by_day_is_not_for_who_sees_only_totals(browse: Browse) -> None:
    enter(browse, manager)
    assert "Vælg den første i en måned." in browse.get(HERE + JUNE.replace("dag=1&", "dag=2&"), 422).errors()["dag"]


def test_a_caseworker_who_leads_sees_her_own_exactly_and_the_others_in_bands(browse: Browse) -> None:
    def lead(make: Factory) -> User:
        crowd(make)
        return make.caseworker(municipality="159")

    enter(browse, lead)
    shown = browse.get(HERE + JUNE).main
    assert "1 af 1 personer hos jer ville få et andet svar." in shown
    assert "I andre kommuner: under 5 af under 5 personer." in shown
    assert "Birgit" not in shown
    other = browse.get(HERE + JUNE.replace("dag=1&", "dag=2&")).main
    assert "Tal for andre kommuner vises kun for den første i en måned." in other


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("?regler=findes-ikke&dag-dag=1&dag-maaned=6&dag-aar=2027", "regler", "Vælg de regler, I vil prøve."),
        (
            JUNE.replace("=1", "=").replace("=6", "=").replace("=2027", "="),
            "dag",
            "Skriv den dag, reglerne skal prøves på.",
        ),
        (JUNE.replace("2027", "2025"), "dag", "Vælg i dag eller en dag, der kommer."),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field(browse: Browse, query: str, field: str, message: str) -> None:
    enter(browse, caseworker)
    assert browse.get(HERE + query, 422).errors()[field] == message


def test_looking_leaves_no_trace_in_the_cases(browse: Browse) -> None:
    enter(browse, caseworker)
    browse.get(HERE + JUNE)
    assert one(browse, select(func.count(AuditEntry.id)).where(AuditEntry.noun == "enrolment")) == 0
    assert one(browse, select(func.max(Enrolment.version))) == 1


def test_whoever_is_named_has_been_looked_at_and_who_is_only_counted_has_not(browse: Browse) -> None:
    enter(browse, caseworker)
    browse.get(HERE + JUNE)
    with browse.session() as session:
        seen = set(session.scalars(select(AccessEntry.subject_id)))
        named = next(one.id for one in session.scalars(select(Person)) if one.last_name == "Holm")
    assert seen == {named}


@pytest.mark.parametrize("role", [Role.OCCUPATIONAL_THERAPIST, Role.RECRUITMENT_SPECIALIST])
def test_it_is_for_those_who_run_the_programmes(browse: Browse, role: Role) -> None:
    enter(browse, lambda make: make.user(role, municipalities=["185"]))
    browse.get(HERE, 403)
