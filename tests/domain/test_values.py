"""CPR, CVR and telephone numbers: what is accepted, what is refused, and what never shows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.values import Cpr, Cvr, InvalidValue, PhoneNumber, looks_like_cpr


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("740367-0202", date(1967, 3, 14)),
        ("7403670202", date(1967, 3, 14)),
        ("740367 0202", date(1967, 3, 14)),
        ("610160-0229", date(1960, 1, 1)),
        ("880270-0230", date(1970, 2, 28)),
    ],
)
def test_a_fictive_number_gives_the_birth_date(text: str, born: date) -> None:
    cpr = Cpr.parse(text, allow_fictive=True)
    assert cpr.is_fictive
    assert cpr.birth_date == born


@pytest.mark.parametrize(
    ("seventh", "year", "century"),
    [
        *[(d, "00", 1900) for d in "0123"],
        *[(d, "99", 1900) for d in "0123"],
        *[(d, "36", 2000) for d in "49"],
        *[(d, "37", 1900) for d in "49"],
        *[(d, "57", 2000) for d in "5678"],
        *[(d, "58", 1800) for d in "5678"],
    ],
)
def test_the_seventh_digit_tells_the_century(seventh: str, year: str, century: int) -> None:
    cpr = Cpr.parse(f"0101{year}{seventh}000")
    assert cpr.birth_date.year == century + int(year)


@pytest.mark.parametrize("text", ["", "123", "320180-1234", "310280-1234", "1234567890x", "abcdefghij", "١٢٣٤٥٦٧٨٩٠"])
def test_what_is_not_a_cpr_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Cpr.parse(text, allow_fictive=True)


def test_a_fictive_number_is_refused_where_real_people_are() -> None:
    with pytest.raises(InvalidValue):
        Cpr.parse("740367-0202")


NO_CHECK_DIGIT = "010160-0229"


def test_h17_cpr_without_mod_11_is_still_a_number() -> None:
    finn = Cpr.parse(NO_CHECK_DIGIT)
    assert (finn.birth_date, finn.check_digit_fits) == (date(1960, 1, 1), False)
    assert [last for last in range(10) if Cpr(f"070761428{last}").check_digit_fits] == [5]
    assert Cpr.parse("740367-0202", allow_fictive=True).check_digit_fits, "a fictive number has none to look at"


def test_a_cpr_number_masks_itself() -> None:
    cpr = Cpr.parse("740367-0202", allow_fictive=True)
    assert "0202" not in f"{cpr} {cpr!r} {[cpr]}"
    assert str(cpr) == "740367-****"


@pytest.mark.parametrize("text", ["13748136", " 1374 8136 ", "DK13748136", "99001011"])
def test_a_valid_cvr_number(text: str) -> None:
    assert len(Cvr.parse(text).digits) == 8


@pytest.mark.parametrize("text", ["", "1374813", "137481366", "13748137", "abcdefgh", "１３７４８１３６"])
def test_what_is_not_a_cvr_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Cvr.parse(text)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_in_a_cvr_number_is_always_found(digits: str, place: int, step: int) -> None:
    try:
        Cvr.parse(digits)
    except InvalidValue:
        return
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    with pytest.raises(InvalidValue):
        Cvr.parse(wrong)


@pytest.mark.parametrize("text", ["20123456", "20 12 34 56", "+45 20123456", "0045 20 12 34 56", "20-12-34-56"])
def test_a_danish_telephone_number(text: str) -> None:
    assert str(PhoneNumber.parse(text)) == "20 12 34 56"


@pytest.mark.parametrize("text", ["", "1234567", "12345678", "2012345", "201234567", "tyve"])
def test_what_is_not_a_telephone_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        PhoneNumber.parse(text)


@pytest.mark.parametrize(
    ("text", "found"), [("mit nummer er 740367-0202", True), ("ring 20 12 34 56", False), ("", False)]
)
def test_free_text_that_looks_like_a_cpr_number(text: str, found: bool) -> None:
    assert looks_like_cpr(text) is found
