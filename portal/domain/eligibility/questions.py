"""The questions of the anonymous check: what each button says about a person.

A question's texts and buttons are data. Which question comes next is worked out in `planning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from portal.domain.eligibility.exchange import InvalidFacts, facts_from_dict
from portal.domain.eligibility.facts import Choice, Facts, Range
from portal.domain.eligibility.reader import Table, read_all

if TYPE_CHECKING:
    from portal.domain.eligibility.programme import Programme

OTHER_MUNICIPALITY = "anden"


@dataclass(frozen=True, slots=True)
class Button:
    """One answer: its value in the form, its text, and the facts it stands for."""

    value: str
    label: str
    facts: Facts


@dataclass(frozen=True, eq=False)
class Question:
    """One question on one page, answered with one tap. `id` is its slug in the URL."""

    id: str
    text: str
    hint: str
    why: str
    buttons: tuple[Button, ...]
    when: tuple[tuple[str, frozenset[str]], ...] = ()
    """Earlier answers it is asked after; without any it is for everyone."""
    sensitive: bool = False
    """No answer may ever lead to a no: at worst it leads to a talk."""
    lists_municipalities: bool = False

    def button(self, value: str | None) -> Button | None:
        """The button with that value, if there is one."""
        return next((button for button in self.buttons if button.value == value), None)

    def is_for(self, answers: Mapping[str, str]) -> bool:
        """Whether the earlier answers let this question be asked at all."""
        return all(answers.get(question) in values for question, values in self.when)

    @property
    def facts(self) -> frozenset[str]:
        """The facts some button says something about."""
        return frozenset(name for button in self.buttons for name in button.facts.known())


def parse_questions(data: Mapping[str, object]) -> tuple[Question, ...]:
    """Read the questions of the check in the order they are asked."""
    top = Table(data)
    questions = read_all(top.tables("questions"), read_question)
    top.close()
    return questions


def read_question(table: Table) -> Question:
    """One question, of the common ones or of a programme's own."""
    lists_municipalities = table.take("lists_municipalities", bool, False)
    return Question(
        id=table.text("id"),
        text=table.text("text"),
        hint=table.text("hint", ""),
        why=table.text("why"),
        buttons=() if lists_municipalities else read_all(table.tables("buttons"), _button),
        when=tuple((key, frozenset(values)) for key, values in table.take("when", dict, {}).items()),
        sensitive=table.take("sensitive", bool, False),
        lists_municipalities=lists_municipalities,
    )


def _button(table: Table) -> Button:
    value, label = table.text("value"), table.text("label")
    try:
        return Button(value, label, facts_from_dict(table.take("facts", dict, {})))
    except InvalidFacts as error:
        raise table.refuse(str(error), "facts") from None


def questions_of(common: Iterable[Question], programmes: Iterable[Programme]) -> tuple[Question, ...]:
    """Everything these programmes can ask: the common questions first, then their own, in their order."""
    programmes = tuple(programmes)
    own = chain.from_iterable(programme.own_questions for programme in programmes)
    return with_municipalities([*common, *own], programmes)


def with_municipalities(questions: Iterable[Question], programmes: Iterable[Programme]) -> tuple[Question, ...]:
    """Give the question of where people live a button for each municipality, and one for any other.

    A partner an administrator adds to a programme is on the list from that moment.
    """
    places = {place.code: place.name for programme in programmes for place in programme.municipalities}
    buttons = [
        Button(_slug(name), name, Facts(home_municipality=code))
        for code, name in sorted(places.items(), key=lambda item: _danish_order(item[1]))
    ]
    elsewhere = Facts(home_municipality=Choice(frozenset(places), excluded=True))
    buttons.append(Button(OTHER_MUNICIPALITY, "En anden kommune", elsewhere))
    return tuple(
        replace(question, buttons=tuple(buttons)) if question.lists_municipalities else question
        for question in questions
    )


def _slug(name: str) -> str:
    letters = {"æ": "ae", "ø": "oe", "å": "aa", " ": "-"}
    return "".join(letters.get(letter, letter) for letter in name.lower())


def _danish_order(name: str) -> str:
    """A key that sorts æ, ø, å last."""
    return name.lower().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})


def facts_from_answers(questions: Iterable[Question], answers: Mapping[str, str]) -> Facts:
    """What the answers say together. Where two speak of one thing, both hold; contradicted, the later does.

    Give it the answers of the path taken (`planning.path_taken`): it does not know which ones have become
    stale.
    """
    values: dict[str, object] = {}
    for question in questions:
        button = question.button(answers.get(question.id))
        for name, value in button.facts.known().items() if button else ():
            values[name] = _both(values.get(name), value)
    return Facts(**values)  # type: ignore[arg-type]


def _both(earlier: object, later: object) -> object:
    """Two things said of one fact, as one: the codes, or the numbers, that both leave possible."""
    if isinstance(earlier, Range) and isinstance(later, Range):
        return _overlap(earlier, later) or later
    if not isinstance(earlier, str | Choice) or not isinstance(later, Choice):
        return later
    first = earlier if isinstance(earlier, Choice) else Choice(frozenset({earlier}))
    if first.excluded and later.excluded:
        return Choice(first.codes | later.codes, excluded=True)
    if not first.excluded and not later.excluded:
        codes = first.codes & later.codes
    else:
        allowed, barred = (later, first) if first.excluded else (first, later)
        codes = allowed.codes - barred.codes
    return Choice(codes) if codes else later


def _overlap(first: Range, second: Range) -> Range | None:
    lows = [span.low for span in (first, second) if span.low is not None]
    highs = [span.high for span in (first, second) if span.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else Range(low, high)
