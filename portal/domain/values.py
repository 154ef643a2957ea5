"""The numbers Danish authorities know people and companies by: they validate and mask themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
FICTIVE_DAY_OFFSET = 60


class InvalidValue(ValueError):
    """The text is not a number of that kind."""


@dataclass(frozen=True, repr=False)
class Cpr:
    """A personal number, ten digits. It is masked wherever it is shown; `digits` is for storing only.

    Modulus 11 is never a ground for refusal: valid numbers without it exist since 1 October 2007 (CPR-kontoret).
    A day from 61 to 91 marks a fictive number (day + 60).
    """

    digits: str

    @classmethod
    def parse(cls, text: str, *, allow_fictive: bool = False) -> Cpr:
        digits = re.sub(r"[\s-]", "", text)
        if not re.fullmatch(r"[0-9]{10}", digits):
            raise InvalidValue("CPR-nummeret skal have 10 tal.")
        cpr = cls(digits)
        if cpr.is_fictive and not allow_fictive:
            raise InvalidValue("CPR-nummeret er ikke et rigtigt nummer.")
        try:
            cpr.birth_date  # noqa: B018  reading it proves that the date exists
        except ValueError:
            raise InvalidValue("CPR-nummeret begynder ikke med en dato, der findes.") from None
        return cpr

    @property
    def is_fictive(self) -> bool:
        return 61 <= int(self.digits[:2]) <= 91

    @property
    def check_digit_fits(self) -> bool:
        """False is a hint of a slip of the pen and no more. A fictive number has no check digit to look at."""
        return self.is_fictive or sum(w * int(d) for w, d in zip(CPR_WEIGHTS, self.digits, strict=True)) % 11 == 0

    @property
    def birth_date(self) -> date:
        day = int(self.digits[:2]) - (FICTIVE_DAY_OFFSET if self.is_fictive else 0)
        return date(self._century() + int(self.digits[4:6]), int(self.digits[2:4]), day)

    def _century(self) -> int:
        """The seventh digit and the year tell the century (CPR-kontoret, Personnummeret i CPR)."""
        seventh, year = int(self.digits[6]), int(self.digits[4:6])
        if seventh <= 3:
            return 1900
        if seventh in (4, 9):
            return 2000 if year <= 36 else 1900
        return 2000 if year <= 57 else 1800

    def __str__(self) -> str:
        return f"{self.digits[:6]}-****"

    __repr__ = __str__


@dataclass(frozen=True)
class Cvr:
    """A company number: eight digits whose weighted sum is divisible by 11 (Erhvervsstyrelsen)."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Cvr:
        digits = re.sub(r"\s", "", text)
        digits = digits.removeprefix("DK").removeprefix("dk")
        if not re.fullmatch(r"[0-9]{8}", digits):
            raise InvalidValue("Skriv CVR-nummeret med 8 tal.")
        if sum(w * int(d) for w, d in zip(CVR_WEIGHTS, digits, strict=True)) % 11:
            raise InvalidValue("Vi kan ikke finde CVR-nummeret. Se efter, om alle 8 tal er med.")
        return cls(digits)

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True)
class PhoneNumber:
    """A Danish telephone number: eight digits, with or without +45."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> PhoneNumber:
        digits = re.sub(r"[\s().-]", "", text)
        digits = re.sub(r"^(\+45|0045)", "", digits)
        if not re.fullmatch(r"[2-9][0-9]{7}", digits):
            raise InvalidValue("Skriv dit telefonnummer med 8 tal. For eksempel 12 34 56 78.")
        return cls(digits)

    def __str__(self) -> str:
        d = self.digits
        return f"{d[:2]} {d[2:4]} {d[4:6]} {d[6:]}"


def looks_like_cpr(text: str) -> bool:
    """Does free text hold something that reads like a personal number? A warning, never a block."""
    return re.search(r"(?<!\d)[0-9]{6}[- ]?[0-9]{4}(?!\d)", text) is not None
