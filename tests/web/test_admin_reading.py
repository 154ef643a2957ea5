"""What those who keep the programmes read and may not slip in: locked versions, changes in words, forms that hold."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from tests.web.browse import Browse
from tests.web.test_admin_programmes import as_manager, begin, propose

NEW = {"label": "Alder", "hardness": "soft", "direction": "at_least", "met": "Du er fyldt 50 år.", "unmet": "Tal med os.",
       "unknown": "Vi finder ud af det.", "alternative": "Ring til os."}  # fmt: skip


@pytest.fixture
def camilla(browse: Browse) -> Browse:
    return as_manager(browse, "Camilla Rask", "159")


@pytest.fixture
def admin(browse: Browse) -> Browse:
    return as_manager(browse.other(), "Administrator", role=Role.ADMIN)


def test_a_version_that_waits_is_read_as_text_and_not_as_fields(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    camilla.submit({"name": "Seniorvejen", "reply": "2"})
    propose(camilla, draft)
    for path in ("rammer", "tekster"):
        page = admin.get(f"{draft}/{path}")
        assert not page.soup.select("main form input:not([type=hidden]), main form textarea"), path
    page = admin.get(f"{draft}/rammer")
    for text in ("Seniorvejen", "Borgeren melder sig til", "Praktik", "30. 11. 2026", "2 hverdage"):
        assert text in page.main


def test_what_is_typed_after_a_colleague_sent_the_draft_on_is_not_shown_as_faults(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    typed = camilla.page.values() | {"name": ""}
    camilla.submit({"name": "Seniorvejen"})
    propose(camilla, draft)
    assert "Nogen har ændret dette" in camilla.post(f"{draft}/rammer", typed, 409).h1


def test_what_is_soft_never_stands_under_not_now(camilla: Browse) -> None:
    draft = begin(camilla)
    rows = camilla.get(f"{draft}/kriterier").soup.select("main table:first-of-type tbody tr")
    cells = {row.th.a.text: [cell.get_text(" ") for cell in row.find_all("td")] for row in rows}
    assert cells["Ledig i højst 9 måneder"][2] == "aldrig"
    assert "Seniorsporet er lavet til de første 9 måneder." in cells["Ledig i højst 9 måneder"][1]
    assert cells["Alder"][2] == "Seniorsporet er for personer over 55 år."


def test_changes_are_told_in_words_and_not_in_keys(camilla: Browse) -> None:
    draft = begin(camilla)
    page = camilla.get(draft)
    assert "Ikke noget endnu" in page.main
    assert "Hvad er ændret" not in page.main
    camilla.get(f"{draft}/kriterium?id=basic_it")
    camilla.submit({"new_source": "Styregruppens beslutning, maj 2026"})
    told = camilla.get(draft).main
    assert "Styregruppens beslutning, maj 2026" in told
    assert "source_" not in told.replace("Kilder, source_", "")
    assert "Hvad er ændret" in told


def test_a_draft_is_not_thrown_away_by_one_press(camilla: Browse) -> None:
    page = camilla.get(begin(camilla))
    details = [one for one in page.soup.select("details") if "Slet udkastet" in one.summary.text]
    assert len(details) == 1
    assert "bliver væk" in details[0].text
    assert details[0].find("button", string=lambda text: "Ja, slet udkastet" in (text or ""))


def test_steps_keep_what_they_stand_for_when_one_is_taken_out(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/tekster")
    lines = str(camilla.page.values()["phases"]).splitlines()
    training = next(n for n, line in enumerate(lines) if line.startswith("Træning"))
    lines.pop(training)
    camilla.submit({"phases": "\n".join([*lines, "Bagefter: Vi ringer til dig efter en måned."])})
    text = camilla.get(f"{draft}/fil").response.text
    steps = text.split("[[phases]]")[1:]
    ids = {step.split('title = "')[1].split('"')[0]: step.split('id = "')[1].split('"')[0] for step in steps}
    assert ids["Du møder en fra en virksomhed"] == "specialist"
    assert ids["Bagefter"].startswith("phase_")
    assert "training" not in ids.values()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"limit": "55,5"}, "limit", "helt tal"),
        ({"met": "Du er {navn}."}, "met", "Der bliver ikke sat noget ind"),
        ({"wait": "Fra den {dag}."}, "wait", "kun stå {dato}"),
        ({"hardness": "staff"}, "hardness", "Vælg en af mulighederne"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(camilla: Browse, typed: dict, field: str, sentence: str) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/kriterium?om=age")
    source = next(iter(camilla.page.soup.select("select[name=source] option")))["value"]
    page = camilla.submit(NEW | {"limit": "50", "source": str(source)} | typed, 422)
    assert sentence in page.errors()[field]


def test_a_hostile_file_is_refused_in_words(admin: Browse) -> None:
    admin.get("/admin/programmer/nyt")
    page = admin.submit({"text": "a = " + "[" * 5000, "handling": "fil"}, 422, form=0)
    assert "for mange lag" in page.main or "ikke gyldig TOML" in page.main
