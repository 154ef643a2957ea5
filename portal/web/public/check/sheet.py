"""The answers given so far, seen through the questions that still matter. They live in the cookie only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app, request
from flask import session as cookie

from portal.domain.eligibility import Plan, Question
from portal.domain.eligibility.planning import plan
from portal.services.work import House, Work

ANSWERS = "svar"
"""The cookie's field: question → value of the button."""
DATE = "dato"
"""The cookie's field for the one date that may be told on the result page: its fact and its day."""


@dataclass(frozen=True)
class Sheet:
    """One person's answers today."""

    plan: Plan
    answers: Mapping[str, str]

    @classmethod
    def of(cls, work: Work) -> Sheet:
        """The answers in the cookie of this request."""
        return cls.of_answers(work.house, work.today, cookie.get(ANSWERS))

    @classmethod
    def of_answers(cls, house: House, on: date, kept: object) -> Sheet:
        """These answers, where they are answers: anything else that may stand in their place counts as none."""
        today = plan(house.programmes, house.questions, on)
        known = {question.id: question for question in today.questions}
        given = kept.items() if isinstance(kept, dict) else ()
        return cls(today, {key: value for key, value in given if key in known and known[key].button(value)})

    @property
    def taken(self) -> dict[str, str]:
        """The answers that count, in the order asked."""
        return self.plan.path_taken(self.answers)

    @property
    def next(self) -> Question | None:
        """The first unanswered question, or None when the result stands."""
        return self.plan.next_question(self.answers)

    def find(self, question_id: str) -> Question | None:
        return next((question for question in self.plan.questions if question.id == question_id), None)

    def may_ask(self, question: Question) -> bool:
        """A question can be opened when it has been answered on the way here, or is the next one."""
        return question.id in self.taken or question is self.next

    def before(self, question: Question) -> dict[str, str]:
        """The answers that came before this question."""
        way = list(self.taken)
        number = way.index(question.id) if question.id in way else len(way)
        return {key: self.taken[key] for key in way[:number]}

    def count(self, question: Question) -> tuple[int, int]:
        """The number of this question and of all on the longest way from here."""
        before = self.before(question)
        return len(before) + 1, len(before) + self.plan.questions_left(before)

    def with_answer(self, question: Question, value: str) -> dict[str, str]:
        """The answers with this one. A changed answer drops only those that no longer apply.

        What lies after the next question cannot be known to be superfluous yet, so it waits there.
        """
        answers = {**self.answers, question.id: value}
        kept = self.plan.path_taken(answers)
        following = self.plan.next_question(kept)
        if following is None:
            return kept
        later = self.plan.questions[self.plan.questions.index(following) + 1 :]
        waiting = {q.id: answers[q.id] for q in later if q.id in answers and q.is_for(answers)}
        return {**kept, **waiting}


def keep(answers: Mapping[str, str]) -> None:
    """Put the answers in the cookie, and start its two hours again."""
    cookie[ANSWERS] = dict(answers)


def forget() -> None:
    """Delete every answer."""
    cookie.pop(ANSWERS, None)
    cookie.pop(DATE, None)


def is_expired() -> bool:
    """A cookie came along, but its two hours are over."""
    name = current_app.session_interface.get_cookie_name(current_app)
    return name in request.cookies and not cookie
