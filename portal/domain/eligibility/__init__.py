"""Whom a programme is for: facts, rules with three answers, verdicts with reasons, the next question."""

from __future__ import annotations

from portal.domain.eligibility.exchange import InvalidFacts, facts_from_dict, facts_to_dict
from portal.domain.eligibility.facts import FACTS, TALK, Choice, Facts, Range
from portal.domain.eligibility.kleene import Outcome
from portal.domain.eligibility.planning import Plan, next_question, path_taken, plan, questions_left
from portal.domain.eligibility.programme import Criterion, EnrolmentKind, Hardness, Programme, State
from portal.domain.eligibility.questions import Button, Question, facts_from_answers, questions_of, with_municipalities
from portal.domain.eligibility.verdict import Advice, Line, Result, Verdict, judge, judge_all

__all__ = [
    "FACTS",
    "TALK",
    "Advice",
    "Button",
    "Choice",
    "Criterion",
    "EnrolmentKind",
    "Facts",
    "Hardness",
    "InvalidFacts",
    "Line",
    "Outcome",
    "Plan",
    "Programme",
    "Question",
    "Range",
    "Result",
    "State",
    "Verdict",
    "facts_from_answers",
    "facts_from_dict",
    "facts_to_dict",
    "judge",
    "judge_all",
    "next_question",
    "path_taken",
    "plan",
    "questions_of",
    "questions_left",
    "with_municipalities",
]
