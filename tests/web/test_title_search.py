"""A job and a skill are searched by title, on a whole page without scripts, and what is chosen reaches the matching."""

from __future__ import annotations

import pytest

from portal.domain.titles import Title
from portal.store.enrolments import Enrolment, Plan
from portal.store.occupations import OccupationRow, replace_all
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.test_citizen_enrolment import preparing

STEP = "/tilmeld/seniorsporet/erfaring"
FILM = OccupationRow("http://data.europa.eu/esco/occupation/a1", Title("2654", "Filmklipper", ("videoklipper",)))
WRITTEN = {"interests": ["office"], "good_at": "Orden i papirer"}


@pytest.fixture
def birgit(browse: Browse) -> Browse:
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
        replace_all(session, [FILM], NOW)
    browse.log_in(user)
    browse.get(STEP)
    return browse


def boxes(browse: Browse, name: str) -> dict[str, bool]:
    found = browse.page.soup.select(f"input[type=checkbox][name={name}]")  # type: ignore[union-attr]
    return {box["value"]: box.has_attr("checked") for box in found}


def answers(browse: Browse) -> dict:
    with browse.session() as session:
        row = session.query(Enrolment).one_or_none()
        return (row.answers or {}) if row else {}


def test_a_search_shows_what_it_found_and_keeps_what_was_typed(birgit: Browse) -> None:
    page = birgit.submit(WRITTEN | {"occupations-ord": "bogh", "soeg": "occupations"}, 422)
    assert boxes(birgit, "occupations") == {"4311 Bogholder": False, "4313 Lønbogholder": False}
    assert "Vi fandt 2. Sæt flueben ved dem, der passer." in page.main
    assert page.values()["good_at"] == "Orden i papirer"
    assert boxes(birgit, "interests")["office"]
    assert not page.title.startswith("Fejl")
    assert answers(birgit) == {}


def test_what_is_chosen_is_kept_beside_the_next_search(birgit: Browse) -> None:
    birgit.submit(WRITTEN | {"occupations-ord": "bogh", "soeg": "occupations"}, 422)
    birgit.submit({"occupations": ["4311 Bogholder"], "occupations-ord": "video", "soeg": "occupations"}, 422)
    assert boxes(birgit, "occupations") == {"2654 Filmklipper": False, "4311 Bogholder": True}
    assert "Også: videoklipper" in birgit.page.main  # type: ignore[union-attr]
    birgit.submit({"occupations": ["2654 Filmklipper", "4311 Bogholder"]})
    assert answers(birgit)["erfaring"]["occupations"] == ["2654 Filmklipper", "4311 Bogholder"]
    birgit.get(STEP)
    assert boxes(birgit, "occupations") == {"2654 Filmklipper": True, "4311 Bogholder": True}
    check = birgit.get("/tilmeld/seniorsporet/tjek").main
    assert "Job, du har i tankerne" in check
    assert "Filmklipper" in check
    assert "2654" not in check


def test_a_skill_is_searched_by_other_words(birgit: Browse) -> None:
    birgit.submit(WRITTEN | {"competences-ord": "regneark", "soeg": "competences"}, 422)
    assert boxes(birgit, "competences") == {"excel": False}
    birgit.submit({"competences": ["excel"]})
    assert answers(birgit)["erfaring"]["competences"] == ["excel"]
    assert "Excel" in birgit.get("/tilmeld/seniorsporet/tjek").main


def test_words_that_were_not_searched_for_are_searched_for_and_not_lost(birgit: Browse) -> None:
    birgit.submit(WRITTEN | {"occupations-ord": "bogh"}, 422)
    assert "4311 Bogholder" in boxes(birgit, "occupations")
    birgit.submit({})
    assert answers(birgit)["erfaring"]["occupations"] == []


def test_a_misspelt_job_is_found_and_it_is_said_what_was_searched_for(birgit: Browse) -> None:
    page = birgit.submit(WRITTEN | {"occupations-ord": "boghodler", "soeg": "occupations"}, 422)
    assert "Vi fandt ikke »boghodler«. Vi søgte på »bogholder« i stedet. Vi fandt 2." in page.main
    assert "4311 Bogholder" in boxes(birgit, "occupations")


def test_what_is_not_found_is_said_and_stops_nobody(birgit: Browse) -> None:
    page = birgit.submit(WRITTEN | {"occupations-ord": "<b>qqq", "soeg": "occupations"}, 422)
    assert "Vi fandt ikke »<b>qqq«. Prøv et andet ord." in page.main
    birgit.submit({})
    assert "erfaring" in answers(birgit)


BAD = {
    "nothing": ({"soeg": "occupations"}, "Skriv lidt af navnet, før du søger."),
    "only spaces": ({"soeg": "competences", "competences-ord": "   "}, "Skriv lidt af navnet, før du søger."),
    "a box nobody knows": ({"soeg": "konge"}, "Skriv lidt af navnet, før du søger."),
    "a long word": ({"soeg": "occupations", "occupations-ord": "x" * 500_000}, "Skriv højst 80 tegn."),
    "a code nobody knows": ({"occupations": ["9999 Konge"]}, "Vælg på listen. Søg igen, hvis det mangler."),
    "another title on a code": ({"occupations": ["4311 Konge"]}, "Vælg på listen."),
    "a bare code": ({"occupations": ["4311"]}, "Vælg på listen."),
    "a skill nobody knows": ({"competences": ["flyve"]}, "Vælg på listen."),
}


@pytest.mark.parametrize(("sent", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_told_beside_the_field_with_everything_kept(birgit: Browse, sent: dict, said: str) -> None:
    data = birgit.page.values() | WRITTEN | sent  # type: ignore[union-attr]
    page = birgit.post(STEP, data, 422)
    assert said in page.soup.select_one(".form-error").get_text()
    assert page.title.startswith("Fejl: ")
    assert page.values()["good_at"] == "Orden i papirer"
    assert "Konge" not in page.main
    assert answers(birgit) == {}


def test_ten_are_enough(birgit: Browse) -> None:
    from portal.programmes.occupations import shipped_occupations

    eleven = [one.key for one in shipped_occupations()[:11]]
    page = birgit.post(STEP, birgit.page.values() | WRITTEN | {"occupations": eleven}, 422)  # type: ignore[union-attr]
    assert "Vælg højst 10." in page.main
    assert sum(boxes(birgit, "occupations").values()) == 11


def test_what_was_chosen_before_a_newer_list_stays_chosen(birgit: Browse) -> None:
    birgit.submit(WRITTEN | {"occupations-ord": "film", "soeg": "occupations"}, 422)
    birgit.submit({"occupations": ["2654 Filmklipper"]})
    with preparing(birgit) as session:
        replace_all(session, [OccupationRow(FILM.uri, Title("2654", "Klipper"))], NOW)
    birgit.get(STEP)
    birgit.submit({})
    assert answers(birgit)["erfaring"]["occupations"] == ["2654 Filmklipper"]


@pytest.fixture
def mette(browse: Browse) -> Browse:
    """At the plan of Birgit, who searched for a job of her own and told what she can."""
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        told = {"interests": ["office"], "occupations": ["2654 Filmklipper"], "competences": ["excel"]}
        case = make.enrolment(person, state="admitted", answers={"erfaring": told})
        user = make.caseworker()
        replace_all(session, [FILM], NOW)
        make.citizen(person)
    browse.log_in(user)
    browse.get(f"/medarbejder/borgere/{case.id}/plan")
    return browse


PLAN = {"goal": "Klippe film", "kinds": ["work_trial"], "hours_from": "5", "hours_to": "15", "handling": "send"}


def test_her_own_wish_stands_in_the_plan_and_reaches_the_matching(mette: Browse) -> None:
    assert mette.page.values()["occupation_1"] == "2654 Filmklipper"  # type: ignore[union-attr]
    mette.submit(PLAN)
    with mette.session() as session:
        plan = session.query(Plan).one()
        assert (plan.occupations, plan.occupation_titles) == (["2654"], {"2654": "Filmklipper"})
        assert plan.competences == ["excel"]


def test_the_adviser_finds_a_job_the_lists_do_not_have(mette: Browse) -> None:
    page = mette.submit({"goal": "Klippe film", "occupation_search": "bibliotekar", "handling": "soeg"}, 422)
    assert "Vi fandt: Bibliotekar." in page.main
    assert page.values()["goal"] == "Klippe film"
    first = [option["value"] for option in page.soup.select("#occupation_2 option")][:3]
    assert first == ["", "2622", "2654 Filmklipper"]
    mette.submit(PLAN | {"occupation_2": "2622"})
    with mette.session() as session:
        assert session.query(Plan).one().occupations == ["2654", "2622"]
    assert mette.follow().values()["occupation_2"] == "2622"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"handling": "soeg"}, "Skriv lidt af navnet, før du søger."),
        ({"handling": "soeg", "occupation_search": "qqq"}, "Vi fandt ikke »qqq«."),
        (
            {"handling": "soeg", "occupation_search": "boghodler"},
            "Vi søgte på »bogholder« i stedet. Vi fandt: Bogholder",
        ),
        ({"handling": "send", "occupation_search": "x" * 81}, "Skriv højst 80 tegn."),
        ({"handling": "send", "occupation_1": "9999 Konge"}, "Vælg en af mulighederne."),
    ],
)
def test_bad_input_in_the_plan_is_told_and_nothing_is_written(mette: Browse, sent: dict, said: str) -> None:
    page = mette.submit(PLAN | sent, 422)
    assert said in page.main
    assert page.values()["goal"] == "Klippe film"
    with mette.session() as session:
        assert session.query(Plan).count() == 0
