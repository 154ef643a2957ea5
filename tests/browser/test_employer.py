"""The company's two errands: a place posted within five minutes of typing, and a candidate answered from a small phone."""

from __future__ import annotations

from datetime import date, timedelta

from tests.browser.conftest import Served, Visit
from tests.browser.proposals import with_candidate
from tests.browser.visitor import Visitor
from tests.conftest import NOW

SMALL = {"width": 360, "height": 740}
LETTERS_A_MINUTE = 100
"""A slow hand on a keyboard; a tap or a choice takes three seconds, with reading."""
SECONDS_A_TAP = 3


class Hand:
    """Fills in a form as a person does, and counts what it costs."""

    def __init__(self, firm: Visitor) -> None:
        self.firm, self.letters, self.taps = firm, 0, 0

    def type(self, **values: str) -> Hand:
        for name, value in values.items():
            self.firm.page.locator(f"main [name={name}]").press_sequentially(value)
            self.letters += len(value)
        return self

    def day(self, name: str, day: date) -> Hand:
        parts = {"dag": day.day, "maaned": day.month, "aar": day.year}
        return self.type(**{f"{name}-{part}": str(value) for part, value in parts.items()})

    def pick(self, name: str, value: str) -> Hand:
        self.taps += 1
        place = self.firm.page.locator(f"main select[name={name}]")
        if place.count():
            place.select_option(value)
        else:
            self.firm.page.locator(f"main input[name={name}][value={value}]").check()
        return self

    def tap(self, label: str) -> Hand:
        self.taps += 1
        self.firm.tap(label)
        return self

    @property
    def seconds(self) -> float:
        return self.letters / LETTERS_A_MINUTE * 60 + self.taps * SECONDS_A_TAP


def test_a_place_is_posted_within_five_minutes_of_typing(visit: Visit) -> None:
    hand = Hand(visit(viewport=SMALL).log_in("virksomhed-c3"))
    hand.tap("Nyt opslag").pick("kind", "paid_hours").tap("Fortsæt")
    hand.type(title="Hjælp med indkøb", tasks="Bestille varer\nTage imod leverancer\nFylde op på hylderne")
    hand.pick("occupation", "9333").tap("Fortsæt")
    hand.type(hours_min="8", hours_max="20", weeks="12", working_times="Mandag til torsdag kl. 9-14")
    hand.day("start_from", NOW.date() + timedelta(days=21)).day("start_to", NOW.date() + timedelta(days=60))
    hand.tap("Fortsæt").type(lift_kg="5", hours_per_day="6")
    hand.pick("noise", "low").pick("offers", "extra_breaks").tap("Fortsæt").tap("Send opslaget")
    assert "Venter på kommunen" in hand.firm.text
    assert hand.seconds <= 5 * 60


def test_a_candidate_is_answered_from_a_small_phone_with_three_taps(visit: Visit, served: Served) -> None:
    code = with_candidate(served)
    firm = visit(viewport=SMALL).log_in("virksomhed-c3")
    firm.taps = 0
    firm.tap(f"Se kandidaten Kandidat {code}", exact=False).tap("Se kandidaten")
    assert "Zenobia" not in firm.page.content()
    assert "Du ser ikke navn og alder" in firm.text
    firm.tap("Ja, vi vil gerne mødes")
    assert "Zenobia Qvortrup" in firm.text
    assert firm.taps == 3
