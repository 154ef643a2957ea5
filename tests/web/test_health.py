"""A visit at a workplace, from the adviser's question to the plan that knows what was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.domain.access import Role
from portal.store.users import User
from tests.factories import Factory
from tests.services.test_health import YES
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing


class Cast:
    def __init__(self, browse: Browse) -> None:
        with preparing(browse) as session:
            make = Factory(session, browse.parts.ports.clock.now())
            person = make.person()
            self.users = {
                "birgit": make.citizen(person).id,
                "mette": make.caseworker().id,
                "kirstine": make.user(Role.OCCUPATIONAL_THERAPIST, "Kirstine Holm", municipalities=["185"]).id,
                "trine": make.user(Role.SOCIAL_NURSE, "Trine Bang", municipalities=["185"]).id,
            }
            case = make.enrolment(person, state="admitted", answers=YES)
            make.plan(case)
            self.case, self.number = case.id, case.number
        self.browsers = {name: Browse(browse.app).log_in(User(id=user)) for name, user in self.users.items()}

    def __getitem__(self, name: str) -> Browse:
        return self.browsers[name]


@pytest.fixture
def cast(browse: Browse) -> Cast:
    return Cast(browse)


def begin(cast: Cast) -> None:
    cast["mette"].get(f"/medarbejder/tilmeldinger/{cast.case}/stoette")
    cast["mette"].submit()
    kirstine = cast["kirstine"]
    assert "Birgit H." in kirstine.get("/sundhed").main
    kirstine.submit(form=0)
    kirstine.follow()


def test_from_the_advisers_question_to_the_next_plan(cast: Cast) -> None:
    begin(cast)
    kirstine, mette, birgit = cast["kirstine"], cast["mette"], cast["birgit"]
    page = kirstine.page.main  # type: ignore[union-attr]
    assert "Ekstra pauser" in page
    assert "unemployment" not in page
    assert "Dagpenge" not in page
    path = kirstine.page.soup.select_one("a.button-primary")["href"]  # type: ignore[union-attr,index]
    kirstine.get(str(path))
    seen = kirstine.submit({"went_well": "", "change": "better", "was_hard": "Hun har gigt."}, 422)
    assert seen.errors()["went_well"] == "Skriv kort, hvad der gik godt."
    assert seen.values()["was_hard"] == "Hun har gigt."
    kirstine.submit({"went_well": "Tre timer ad gangen.", "change": "better"}, 422)
    kirstine.submit(
        {
            "went_well": "Tre timer ad gangen.",
            "was_hard": "Den sidste time.",
            "change": "better",
            "hours": "9",
            "needs": ["vary_posture"],
            "private_notes": "Kun til os.",
        }
    )
    assert "Kun til os." in kirstine.follow().main
    support = birgit.get(f"/min-side/stoette/{cast.case}").main
    assert "Tre timer ad gangen." in support
    assert "Kun til os." not in support
    assert "Din støtte" in birgit.get("/min-side").main
    shown = mette.get(f"/medarbejder/tilmeldinger/{cast.case}/stoette")
    assert "Den sidste time." in shown.main
    assert "Kun til os." not in shown.main
    plan = mette.get(f"/medarbejder/borgere/{cast.case}/plan?fra=stoette").values()
    assert "vary_posture" in plan["needs"]
    assert "extra_breaks" in plan["needs"]
    assert plan["step_hours_1"] == "9"


def test_a_yes_taken_back_closes_the_page_with_the_next_request(cast: Cast) -> None:
    begin(cast)
    kirstine, path = cast["kirstine"], cast["kirstine"].page.response.request.path  # type: ignore[union-attr]
    kirstine.get(path)
    cast["birgit"].get(f"/min-side/valg/{cast.case}")
    cast["birgit"].post(f"/min-side/valg/{cast.case}", {"valg": "health_notes:no"})
    kirstine.get(path, 404)
    assert "Birgit" not in kirstine.get("/sundhed").main
    assert "ikke sagt ja" in cast["mette"].get(f"/medarbejder/tilmeldinger/{cast.case}/stoette").main


def test_an_emergency_has_a_reason_and_an_end(cast: Cast, browse: Browse) -> None:
    begin(cast)
    trine, path = cast["trine"], cast["kirstine"].page.response.request.path  # type: ignore[union-attr]
    trine.get(path, 404)
    trine.get("/sundhed")
    seen = trine.submit({"number": "T-2020-999999", "reason": "Hun er faldet og kan ikke selv fortælle noget."}, 422)
    assert "finde en støtte" in seen.errors()["number"]
    trine.submit({"number": cast.number, "reason": "Hun er faldet og kan ikke selv fortælle noget."})
    assert "Skriv en tilbagemelding" not in trine.follow().main
    told = cast["birgit"].get(f"/min-side/stoette/{cast.case}").main
    assert "Hun er faldet" in told
    assert "Socialsygeplejerske" in told
    assert "Trine" not in told
    browse.parts.ports.clock.moment += timedelta(minutes=29)  # type: ignore[attr-defined]
    trine.get("/sundhed")
    browse.parts.ports.clock.moment += timedelta(minutes=29)  # type: ignore[attr-defined]
    trine.get(path)
    browse.parts.ports.clock.moment += timedelta(minutes=3)  # type: ignore[attr-defined]
    trine.get(path, 404)


def test_who_knows_the_citizen_gives_the_case_away(cast: Cast) -> None:
    mette, path = cast["mette"], f"/medarbejder/tilmeldinger/{cast.case}"
    mette.get(path)
    mette.post(f"{path}/kender")
    mette.get(path, 404)
    assert "Birgit" not in mette.get("/medarbejder/tilmeldinger?vis=igang").main
