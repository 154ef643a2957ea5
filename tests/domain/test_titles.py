"""Jobs and skills are found by a part of their name, and what was chosen can be read without the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.competences import COMPETENCES, OTHER_WORDS
from portal.domain.occupations import OCCUPATIONS
from portal.domain.spelling import meant
from portal.domain.titles import Title, also_called, code_in, find, folded, search_text, terms_of, text_in
from portal.programmes.occupations import occupation_title, shipped_occupations

BOOKKEEPER = Title("4311", "Bogholder", ("debitorbogholder", "finansbogholder"))
BINDER = Title("7323", "Bogbinder", ())
PRINTER = Title("7322", "Trykker", ("bogtrykker", "offsettrykker"))
PAYROLL = Title("4313", "Lønbogholder", ())
SUPPORT = Title("3512", "IT-supporter", ("it-medarbejder",))
LIST = (PRINTER, PAYROLL, SUPPORT, BOOKKEEPER, BINDER)
TITLES = st.builds(
    Title, st.from_regex(r"[0-9]{4}", fullmatch=True), st.text(min_size=1, max_size=12), st.tuples(st.text(max_size=8))
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bog", (BINDER, BOOKKEEPER, PAYROLL, PRINTER)),
        ("BOGHOLDER", (BOOKKEEPER, PAYROLL)),
        ("it supporter", (SUPPORT,)),
        ("medarbejder it", (SUPPORT,)),
        ("debitor", (BOOKKEEPER,)),
        ("  ", ()),
        ("bog film", ()),
        ("%", ()),
        ("...", ()),
    ],
)
def test_the_closest_come_first(words: str, found: tuple[Title, ...]) -> None:
    assert find(LIST, words) == found


def test_the_other_name_is_told_only_where_it_is_why() -> None:
    assert also_called(BOOKKEEPER, "debitor") == "debitorbogholder"
    assert also_called(BOOKKEEPER, "bogh") == ""


@given(st.lists(TITLES, max_size=12), st.text(max_size=20))
def test_what_is_found_holds_every_part_and_comes_once(titles: list[Title], words: str) -> None:
    found = find(titles, words, most=5)
    assert len(found) <= 5
    assert all(term in search_text(one) for one in found for term in terms_of(words))
    assert len({(one.code, folded(one.text)) for one in found}) == len(found)


@given(TITLES)
def test_a_title_is_found_by_its_own_words(title: Title) -> None:
    if len(folded(title.text).split()) in range(1, 7):
        assert title in find([title], title.text)


def test_a_kept_choice_reads_by_itself() -> None:
    assert BOOKKEEPER.key == "4311 Bogholder"
    assert (code_in(BOOKKEEPER.key), text_in(BOOKKEEPER.key)) == ("4311", "Bogholder")


def test_the_shipped_list_agrees_with_what_the_pages_call_the_usual_jobs() -> None:
    assert {code: occupation_title(code) for code in OCCUPATIONS} == OCCUPATIONS
    assert len(shipped_occupations()) >= 270
    assert all(len(one.code) == 4 and one.code.isdigit() and one.text[0].isupper() for one in shipped_occupations())
    assert occupation_title("9999") == "9999"


def test_every_skill_is_found_by_other_words_too() -> None:
    assert OTHER_WORDS.keys() == COMPETENCES.keys()


@pytest.mark.parametrize(
    ("typed", "put_right"),
    [
        ("bogholderr", "bogholder"),
        ("bogolder", "bogholder"),
        ("boghodler", "bogholder"),
        ("debitorr", "debitor"),
        ("trykekr", "trykker"),
        ("loenbogholder", "lønbogholder"),
        ("it bogolder", "it bogholder"),
        ("bog", "bog"),
        ("xyz", ""),
        ("konge", ""),
        ("bogolder konge", ""),
    ],
)
def test_what_was_meant_is_found_and_nothing_is_guessed_wildly(typed: str, put_right: str) -> None:
    assert meant(terms_of(typed), map(search_text, LIST)) == put_right


@given(st.sampled_from(sorted({word for one in shipped_occupations() for word in folded(one.text).split()})), st.data())
def test_one_slip_in_a_word_finds_a_word_as_close(word: str, data: st.DataObject) -> None:
    """Whatever letter is missed, doubled or swapped with the next: something is found."""
    if len(word) < 6:
        return
    at = data.draw(st.integers(0, len(word) - 2))
    slip = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert meant((slip,), map(search_text, shipped_occupations()))
