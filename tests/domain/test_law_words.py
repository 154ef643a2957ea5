"""The Danish sentences: short, plain, never about a person's worth, and the labels that pages show."""

import re
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from portal.domain.placement_law import (
    Benefit,
    BenefitGroup,
    HasEmployer,
    PlacementKind,
    PlacementQuestion,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    Workplace,
    check_net_expansion,
    check_placement,
    check_ratio,
    employee_statement,
)
from portal.domain.placement_law.wording import danish_date, danish_number, danish_pair, rounded
from portal.programmes.law import load_law

LAW = load_law()
TODAY = date(2026, 11, 22)
HERE, NEXT_DOOR = Workplace("99001755", "9900000035"), Workplace("99001755", "9900000036")
SHAMING = re.compile(
    r"\b(desværre|ikke egnet|opfylder ikke|afvist|afslag|mislyk\w*|svag\w*|belast\w*|problem\w*|du)\b",
    re.IGNORECASE,
)


def lix(sentences):
    """Words a sentence, and the share of words longer than six letters."""
    words = [word for text in sentences for word in re.findall(r"[A-Za-zÆØÅæøåÉé]+|\d+", text)]
    stops = sum(max(1, len(re.findall(r"[.!?:](?=\s|$)", text))) for text in sentences)
    return len(words) / stops + 100 * sum(len(word) > 6 for word in words) / len(words)


def every_sentence():
    for kind, benefit, last, employed, since, weeks in product(
        PlacementKind,
        Benefit,
        [HERE, NEXT_DOOR],
        [None, HasEmployer.YES],
        [None, date(2026, 8, 31)],
        [4, 60, None],
    ):
        question = PlacementQuestion(
            on=TODAY,
            kind=kind,
            benefit=benefit,
            sector=Sector.PRIVATE,
            weeks=weeks,
            benefit_since=since,
            has_employer=employed,
            company=HERE,
            last_employer=last,
        )
        finding = check_placement(LAW, question)
        yield finding.text
        yield from (block.text for block in finding.blocks)
    for kind, hours, own in product(PlacementKind, [10, 40], [False, True]):
        new = SupportedPlacement(kind=kind, hours=hours, first_day=TODAY, own_employer=own)
        yield check_ratio(LAW, RatioQuestion(on=TODAY, ordinary_fte=(1, 2, 3, 4), new=new)).text
        yield from (employee_statement(LAW, kind, employees, TODAY).text for employees in (1, 9))
    yield from (check_net_expansion(LAW, [5] * 11 + [last]).text for last in (4, 5))


SENTENCES = sorted(set(every_sentence()))


def test_the_sentences_are_easy_to_read():
    assert len(SENTENCES) > 60
    assert lix(SENTENCES) < 35


def test_no_sentence_shames_and_all_are_whole():
    for text in SENTENCES:
        assert not SHAMING.search(text), text
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert "None" not in text
        assert "  " not in text


def test_every_code_has_its_danish_name():
    assert [kind.label for kind in PlacementKind] == [
        "praktik",
        "løntilskud",
        "løntimer",
        "fleksjob",
        "ordinært job",
    ]
    assert [sector.label for sector in Sector] == ["privat", "offentlig"]
    assert len({benefit.label for benefit in Benefit}) == len(Benefit) == 19
    assert {benefit.group for benefit in Benefit} == set(BenefitGroup)
    assert all(benefit.situation and benefit.group.label for benefit in Benefit)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(20, 37), "0,54"),
        (Fraction(139, 10), "13,90"),
        (Fraction(1, 200), "0,01"),
        (Fraction(0), "0,00"),
    ],
)
def test_numbers_have_a_comma_and_two_decimals(number, shown):
    assert danish_number(number) == shown


def test_numbers_that_differ_look_different():
    assert danish_pair(Fraction(2), Fraction(2001, 1000)) == ("2,000", "2,001")
    assert danish_pair(Fraction(2), Fraction(2)) == ("2,00", "2,00")
    assert rounded(Fraction(5, 1000)) == Fraction(1, 100)


def test_dates_are_written_out():
    assert danish_date(date(2026, 2, 1)) == "1. februar 2026"
    assert danish_date(date(2026, 12, 7), with_year=False) == "7. december"
