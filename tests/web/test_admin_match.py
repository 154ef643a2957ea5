"""The administrators' pages: new weights from draft to use, and the page of equal terms. Never anybody's case."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


@pytest.fixture
def make_web(browse: Browse) -> Factory:
    session = browse.session()
    session.expire_on_commit = False  # or reading an attribute begins a transaction that locks the others out
    return Factory(session, NOW)


@pytest.fixture
def asta(browse: Browse, make_web: Factory) -> Browse:
    user = make_web.user(Role.ADMIN, "Asta Holm")
    make_web.session.commit()
    return browse.log_in(user)


DECIDE = "/admin/matchning/kladde/beslut"


def decide(browse: Browse, name: str, status: int = 303) -> None:
    browse.get("/admin/matchning/kladde")
    form = browse.page.soup.select_one(f"form[action='{DECIDE}']")  # type: ignore[union-attr]
    assert form is not None
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    browse.post(DECIDE, fields | {"handling": name}, status)


def test_new_weights_from_draft_to_use(asta: Browse, make_web: Factory) -> None:
    page = asta.get("/admin/matchning")
    assert "Vægte i brug: version 1" in page.main
    assert "De kan ikke slås fra." in page.main
    asta.get("/admin/matchning/kladde")
    asta.submit({"travel": "200", "note": "Afstand skal tælle mere."}, 422)
    assert asta.page is not None
    assert asta.page.errors() == {"occupation": "Vægtene skal give 1000 tilsammen. De giver 1050."}
    assert asta.page.values()["travel"] == "200"
    asta.submit({"occupation": "hundrede"}, 422)
    assert "occupation" in asta.page.errors()
    asta.submit({"occupation": "350"})
    page = asta.follow()
    assert "En anden skal godkende den." in page.main
    assert "Godkend version 2" not in page.main
    decide(asta, "approve", 422)
    assert "En anden end den" in asta.page.main
    decide(asta, "preview")
    page = asta.get("/admin/matchning/kladde")
    assert "Virkningen på dem, der er klar i dag" in page.main
    bo = make_web.user(Role.PROGRAMME_MANAGER, "Bo Lind")
    make_web.session.commit()
    other = asta.other().log_in(bo)
    assert "Godkend version 2" in other.get("/admin/matchning/kladde").main
    decide(other, "approve")
    page = other.follow()
    assert "Vægte i brug: version 2" in page.main
    assert "Skrevet af Asta Holm" in page.main
    assert "Godkendt af Bo Lind" in page.main
    assert other.get("/admin/matchning/kladde?fra=1").values()["travel"] == "150"


def test_the_page_of_equal_terms_flags_a_difference_and_hides_the_few(asta: Browse, make_web: Factory) -> None:
    posting = make_web.posting(places=99)
    for number in range(48):
        woman = number % 2 == 0
        person = make_web.other_person(cpr=f"{61 + number % 28:02d}0167-{1000 + number * 2 + (not woman)}")
        case = make_web.enrolment(person, state="ready_for_match", ready_at=NOW)
        if woman or number % 8 == 1:
            make_web.proposal(case, posting, state="approved", decided_at=NOW)
    make_web.session.commit()
    page = asta.get("/admin/matchning/lige-vilkaar")
    assert "Fik et forslag, efter køn" in page.main
    assert "Skiller sig ud" in page.main
    assert "Der er en forskel, som ikke ligner et tilfælde" in page.main
    assert "Else" not in page.main


def test_nobody_ready_is_an_answer_too(asta: Browse) -> None:
    page = asta.get("/admin/matchning/lige-vilkaar")
    assert "Der er ingen at tælle endnu." in page.main
    assert "Ingen gruppe skiller sig ud" in page.main


@pytest.mark.parametrize("path", ["", "/kladde", "/lige-vilkaar"])
def test_a_caseworker_does_not_set_weights(browse: Browse, make_web: Factory, path: str) -> None:
    user = make_web.caseworker()
    make_web.session.commit()
    browse.log_in(user).get(f"/admin/matchning{path}", 403)


def test_an_administrator_comes_to_these_pages(asta: Browse) -> None:
    assert "Lige vilkår" in asta.get("/admin/matchning").text
    asta.get("/medarbejder/match", 403)
