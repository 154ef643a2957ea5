"""A posting tells what is to be done: words about the person are found, words about the tasks are left alone."""

from __future__ import annotations

import pytest

from portal.domain.posting_text import Ground, check_posting_text


def words(text: str) -> list[tuple[str, Ground]]:
    return [(finding.word, finding.ground) for finding in check_posting_text(text)]


def test_h19_ageist_posting_is_stopped_with_its_reason_and_a_better_wording() -> None:
    found = check_posting_text("Ung, frisk lagermand, max 40 år")
    assert [f.word for f in found] == ["Ung", "frisk", "lagermand", "max 40 år"]
    assert "forskelsbehandlingsloven" in found[0].text
    assert "pluk, pakning, løft op til 10 kg" in found[0].text
    assert found[2].ground is Ground.GENDER
    assert "lagermedarbejder" in found[2].text
    assert "ligebehandlingsloven" in found[2].text


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Vi søger en yngre kollega", Ground.AGE),
        ("unge, friske kræfter", Ground.AGE),
        ("højst 35 år", Ground.AGE),
        ("maks. 40 år", Ground.AGE),
        ("mellem 25 og 40 år", Ground.AGE),
        ("25-40-årig", Ground.AGE),
        ("en pensionist", Ground.AGE),
        ("sund og rask", Ground.HEALTH),
        ("fysisk stærk", Ground.HEALTH),
        ("lavt sygefravær", Ground.HEALTH),
        ("uden skavanker", Ground.HEALTH),
        ("kun kvinder", Ground.GENDER),
        ("ikke ældre end 50", Ground.AGE),
        ("ingen handicappede", Ground.HEALTH),
        ("uden fysiske begrænsninger", Ground.HEALTH),
        ("ingen psykiske eller fysiske problemer", Ground.HEALTH),
        ("ikke overvægtig", Ground.HEALTH),
        ("gravide kan ikke", Ground.GENDER),
        ("en rigtig pige fredag", Ground.GENDER),
        ("født i Danmark", Ground.ORIGIN),
        ("ikke-vestlig baggrund", Ground.ORIGIN),
        ("må ikke bære tørklæde", Ground.ORIGIN),
        ("en sød pige", Ground.GENDER),
        ("Rengøringsdame søges", Ground.GENDER),
        ("dansk som modersmål", Ground.ORIGIN),
        ("dansk statsborger", Ground.ORIGIN),
        ("etnisk dansk", Ground.ORIGIN),
    ],
)
def test_a_word_about_the_person_is_found(text: str, ground: Ground) -> None:
    assert ground in {found for _, found in words(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Pluk, pakning, løft op til 10 kg",
        "Hjælpe unge i klubben med lektier",
        "Gøre rent hos ældre borgere",
        "Hjælpe borgere over 65 år med indkøb",
        "Skære frisk frugt og smøre friskt brød",
        "Friske blomster på bordene",
        "Mindst 2 års erfaring",
        "Smide varer ud, der er ældre end 30 dage",
        "Hjælpe gravide med at finde vej",
        "Rette småfejl uden problemer",
        "Kørekort i over 10 år",
        "Sætte dame- og herretøj på plads",
        "Børn på 3-6 år",
        "Mandag til torsdag",
        "Tale dansk med kunder",
        "Købmandens kasse",
        "Holde maskinerne i god form",
        "Sortere op til 40 kasser",
        "",
    ],
)
def test_a_task_is_left_alone(text: str) -> None:
    assert words(text) == []


def test_each_word_is_told_once_and_in_order() -> None:
    assert [word for word, _ in words("frisk og ung, ung og frisk")] == ["frisk", "ung"]


def test_several_texts_are_read_together() -> None:
    assert len(check_posting_text("Lagerhjælp", "pakke varer", "kun mænd")) == 1
