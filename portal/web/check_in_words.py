"""The check-in in words, and one's own curve of the weeks: a drawing with the same told in a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.check_in import Concern
from portal.store.check_ins import WEEKLY, CheckInRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import short_date

HEIGHTS = {"good": 20, "mixed": 60, "hard": 100}
"""How far down in the drawing the week lies."""
LEFT, WIDTH, SHOWN = 12, 276, 12
"""The drawing's margin and width, and how many weeks it shows."""


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Curve:
    """Points of the weeks that were answered, and the same as rows: week, how it was, energy."""

    points: tuple[Point, ...]
    rows: tuple[tuple[str, str, str], ...]
    summary: str

    @property
    def line(self) -> str:
        """What an SVG polyline wants."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def curve_of(told: Iterable[CheckInRecord]) -> Curve:
    """The newest weeks, oldest first. A week without an answer to the first question has no point, only a row."""
    weeks = [one for one in told if one.kind == WEEKLY][-SHOWN:]
    step = WIDTH / max(1, len(weeks) - 1)
    points = tuple(
        Point(round(LEFT + index * step, 1), HEIGHTS[one.answers["week"]], short_date(one.week))
        for index, one in enumerate(weeks)
        if one.answers.get("week") in HEIGHTS
    )
    rows = tuple((_week_words(one), answer_words("week", one), answer_words("energy", one)) for one in weeks)
    return Curve(points, rows, _summary(weeks))


def _week_words(one: CheckInRecord) -> str:
    return _("Ugen fra %(day)s", day=short_date(one.week))


def _summary(weeks: list[CheckInRecord]) -> str:
    """The drawing in one sentence, for those who hear the page."""
    counts = {code: sum(one.answers.get("week") == code for one in weeks) for code in HEIGHTS}
    return _(
        "Gode uger: %(good)s. Både gode og svære: %(mixed)s. Svære uger: %(hard)s.",
        good=counts["good"],
        mixed=counts["mixed"],
        hard=counts["hard"],
    )


def question_words(question: str, kind: str) -> str:
    weekly = {
        "week": _("Hvordan har ugen været?"),
        "energy": _("Hvordan er din energi i forhold til sidste uge?"),
        "call": _("Vil du ringes op?"),
    }
    after = {
        "work": _("Er du i arbejde nu?"),
        "hours": _("Passer timerne dig?"),
        "energy": _("Hvordan er din energi i forhold til dengang?"),
        "call": _("Vil du ringes op?"),
    }
    return (weekly if kind == WEEKLY else after)[question]


def answers_words(question: str) -> dict[str, str]:
    words = {
        "week": {"good": _("God"), "mixed": _("Både god og svær"), "hard": _("Svær")},
        "energy": {"better": _("Bedre"), "same": _("Den samme"), "lower": _("Lavere")},
        "call": {"no": _("Nej tak"), "this_week": _("Ja, i denne uge"), "today": _("Ja, helst i dag")},
        "work": {"yes": _("Ja"), "some": _("Ja, nogle timer"), "no": _("Nej, ikke lige nu")},
        "hours": {
            "fits": _("Ja, de passer"),
            "more": _("Jeg vil gerne have flere"),
            "fewer": _("Jeg vil gerne have færre"),
        },
    }
    return words[question]


def answer_words(question: str, one: CheckInRecord) -> str:
    answer = one.answers.get(question)
    return answers_words(question)[answer] if answer else _("ikke svaret")


def concern_words(code: str) -> str:
    """Why somebody should ring, for staff."""
    words = {
        Concern.CALL_TODAY: _("Vil gerne ringes op i dag"),
        Concern.CALL_THIS_WEEK: _("Vil gerne ringes op i denne uge"),
        Concern.HARD_WEEK: _("Ugen har været svær"),
        Concern.LESS_ENERGY: _("Lavere energi to uger i træk"),
        Concern.WORDS: _("Har skrevet om sin uge"),
    }
    return words[Concern(code)] if code else ""
