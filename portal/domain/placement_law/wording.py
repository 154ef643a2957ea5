"""How dates and numbers are written in the Danish sentences of the findings, and how numbers are kept exact."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = int | Fraction | Decimal | float

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def exact(number: Exact) -> Fraction:
    """The number as it was written: 14.2 is 142/10, not the float nearest to it."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def rounded(number: Fraction, decimals: int = 2) -> Fraction:
    """To so many decimals, a half upwards."""
    scale = 10**decimals
    return Fraction(floor(number * scale + Fraction(1, 2)), scale)


def danish_number(number: Fraction, decimals: int = 2) -> str:
    """With a decimal comma: 13,90."""
    return f"{Decimal(int(rounded(number, decimals) * 10**decimals)).scaleb(-decimals):f}".replace(".", ",")


def danish_pair(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Two numbers to be compared, with as many decimals as it takes to see that they differ."""
    decimals = 2
    while one != other and decimals < 12 and rounded(one, decimals) == rounded(other, decimals):
        decimals += 1
    return danish_number(one, decimals), danish_number(other, decimals)


def danish_count(number: Fraction) -> str:
    """A whole number without decimals, any other with a comma: 20; 4,5."""
    return str(number.numerator) if number.denominator == 1 else danish_number(number)


def danish_date(day: date, with_year: bool = True) -> str:
    """7. december 2026, or 7. december."""
    words = f"{day.day}. {_MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if with_year else words


def weeks_in_words(weeks: Fraction) -> str:
    """1 uge, 20 uger."""
    return "1 uge" if weeks == 1 else f"{danish_count(weeks)} uger"


def sentence_case(words: str) -> str:
    """The first letter as a capital, the rest untouched."""
    return words[:1].upper() + words[1:]
