"""Which question comes next, how many are left, and whether the programmes and questions fit together.

The next question is the first one whose answer could still change some programme's result, or the way into a
programme that fits. Nothing is asked that cannot matter (`design.md` 1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from portal.domain.eligibility.facts import Facts
from portal.domain.eligibility.programme import Programme
from portal.domain.eligibility.questions import Question, facts_from_answers
from portal.domain.eligibility.verdict import Result, outcomes_of, result_of, routes_of

Answers = tuple[tuple[str, str], ...]
Ending = tuple[Result, tuple[str, ...]]


class Plan:
    """The programmes and questions of one check on one day, with what has been worked out so far."""

    def __init__(self, programmes: Iterable[Programme], questions: Iterable[Question], on: date) -> None:
        self.questions = tuple(questions)
        self._programmes = tuple(programme for programme in programmes if programme.is_shown_in_check)
        self._on = on
        self._endings: dict[tuple[str, Answers], frozenset[Ending]] = {}
        self._left: dict[Answers, int] = {}

    def next_question(self, answers: Mapping[str, str]) -> Question | None:
        """The first unanswered question on the path the answers take, or None when the result stands."""
        taken = self.path_taken(answers)
        return next((question for question in self.questions if self._matters(question, taken)), None)

    def path_taken(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers that still count, in the order asked; the rest no longer matter."""
        taken: dict[str, str] = {}
        while True:
            question = next((question for question in self.questions if self._matters(question, taken)), None)
            if question is None or question.button(answers.get(question.id)) is None:
                return taken
            taken[question.id] = answers[question.id]

    def questions_left(self, answers: Mapping[str, str]) -> int:
        """How many questions remain at most: the longest path from here."""
        return self._longest(self.path_taken(answers))

    def paths(self, answers: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
        """Every way through the check from here, each as its answers in order."""
        taken = self.path_taken(answers or {})
        question = self.next_question(taken)
        if question is None:
            yield taken
            return
        for button in question.buttons:
            yield from self.paths({**taken, question.id: button.value})

    def facts(self, answers: Mapping[str, str]) -> Facts:
        """What the answers on the path say about the person."""
        return facts_from_answers(self.questions, self.path_taken(answers))

    def _longest(self, taken: dict[str, str]) -> int:
        key = tuple(taken.items())
        if key not in self._left:
            question = next((question for question in self.questions if self._matters(question, taken)), None)
            self._left[key] = (
                1 + max(self._longest({**taken, question.id: button.value}) for button in question.buttons)
                if question
                else 0
            )
        return self._left[key]

    def _matters(self, question: Question, taken: Mapping[str, str]) -> bool:
        """Some programme that asks it can end in different ways depending on the answer."""
        if question.id in taken or not question.is_for(taken):
            return False
        return any(
            question.id in programme.questions and self._changes(programme, question, taken)
            for programme in self._programmes
        )

    def _changes(self, programme: Programme, question: Question, taken: Mapping[str, str]) -> bool:
        first, *others = (
            self._reachable(programme, {**taken, question.id: button.value}) for button in question.buttons
        )
        return any(other != first for other in others)

    def _reachable(self, programme: Programme, taken: Mapping[str, str]) -> frozenset[Ending]:
        """Every ending the programme's own questions can still lead to."""
        own = {key: taken[key] for key in sorted(taken) if key in programme.questions}
        key = (programme.code, tuple(own.items()))
        if key not in self._endings:
            self._endings[key] = self._work_out(programme, own)
        return self._endings[key]

    def _work_out(self, programme: Programme, taken: Mapping[str, str]) -> frozenset[Ending]:
        open_questions = (
            question
            for question in self.questions
            if question.id in programme.questions and question.id not in taken and question.is_for(taken)
        )
        question = next(open_questions, None)
        if question is None:
            return frozenset({self._ending(programme, facts_from_answers(self.questions, taken))})
        endings = (self._reachable(programme, {**taken, question.id: button.value}) for button in question.buttons)
        return frozenset().union(*endings)

    def _ending(self, programme: Programme, facts: Facts) -> Ending:
        result = result_of(programme, outcomes_of(programme, facts, self._on))
        routes = routes_of(programme, facts, self._on) if result is Result.LIKELY else ()
        return result, tuple(route.kind for route in routes)


@lru_cache(maxsize=8)
def plan(programmes: tuple[Programme, ...], questions: tuple[Question, ...], on: date) -> Plan:
    """The plan of these programmes and questions, kept between requests of the same day."""
    return Plan(programmes, questions, on)


def next_question(
    programmes: Iterable[Programme], questions: Iterable[Question], answers: Mapping[str, str], on: date
) -> Question | None:
    """The first question whose answer could still change some programme's result."""
    return plan(tuple(programmes), tuple(questions), on).next_question(answers)


def questions_left(
    programmes: Iterable[Programme], questions: Iterable[Question], answers: Mapping[str, str], on: date
) -> int:
    """The longest path that remains, in questions."""
    return plan(tuple(programmes), tuple(questions), on).questions_left(answers)


def path_taken(
    programmes: Iterable[Programme], questions: Iterable[Question], answers: Mapping[str, str], on: date
) -> dict[str, str]:
    """The answers that still count, in the order asked."""
    return plan(tuple(programmes), tuple(questions), on).path_taken(answers)
