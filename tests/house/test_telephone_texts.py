"""U33: an SMS holds no address, no programme's name and nothing private, and fits a telephone."""

from __future__ import annotations

import re

import pytest

from portal.programmes import load_programmes
from portal.services import messages, messages_staff

TEXTS = messages.SMS | messages_staff.NUDGES
FILLED = {
    "service": "Skridtvis",
    "phone": "12 34 56 78",
    "date": "23. december 2026",
    "deadline": "23. december 2026",
    "frist": "23. december 2026",
}
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_PARTS = 2 * 153
PRIVATE = re.compile(r"sygemeldt|ledig|dagpenge|praktik|løntilskud|fleksjob|afslag|\bnej\b", re.IGNORECASE)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_u33_an_sms_is_short_and_says_nothing_private(code: str) -> None:
    text = TEXTS[code].format(**FILLED)
    assert set(text) <= GSM
    assert len(text) <= TWO_PARTS
    assert not re.search(r"https?:|www\.|\.dk\b|/", text)
    assert not any(programme.name in text for programme in load_programmes())
    assert not PRIVATE.search(text)
