"""What a programme and the questions must be to each other, so that the check neither gets stuck nor hurts.

Every fact a criterion reads is asked by one of the programme's own questions, and no answer to a sensitive
question can by itself make a hard criterion unmet: at worst it leads to a talk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from portal.domain.eligibility.criteria import Test, ways
from portal.domain.eligibility.facts import EXACT_FACT, FACTS
from portal.domain.eligibility.kleene import UNMET
from portal.domain.eligibility.programme import Criterion, Hardness, Programme
from portal.domain.eligibility.questions import Button, Question
from portal.domain.eligibility.reader import InvalidProgramme

ANY_DAY = date(2026, 1, 1)
"""Buttons hold no dates, so what they say does not depend on the day."""


def check_fit(programme: Programme, questions: Iterable[Question]) -> None:
    """Refuse a programme whose criteria and questions do not fit together."""
    by_id = {question.id: question for question in questions}
    for name in programme.questions:
        if name not in by_id:
            raise InvalidProgramme(f"Spørgsmålet '{name}' findes ikke.", ("questions",))
        for earlier, _ in by_id[name].when:
            if earlier not in programme.questions:
                sentence = f"Spørgsmålet '{name}' kræver, at '{earlier}' også bliver stillet."
                raise InvalidProgramme(sentence, ("questions",))
    own = [by_id[name] for name in programme.questions]
    _refuse_unasked(programme, own)
    _refuse_hurtful(programme, own)


def _refuse_unasked(programme: Programme, questions: Sequence[Question]) -> None:
    asked = frozenset().union(*(question.facts for question in questions))
    for number, criterion in enumerate(programme.criteria):
        for fact in sorted(criterion.facts):
            if not asked & {fact, EXACT_FACT.get(fact), _rough(fact)}:
                label = FACTS[fact].label
                sentence = f"Kriteriet '{criterion.id}' bruger '{label}', men intet spørgsmål spørger om det."
                raise InvalidProgramme(sentence, ("criteria", number))


def _rough(exact: str) -> str | None:
    return next((rough for rough, name in EXACT_FACT.items() if name == exact), None)


def _refuse_hurtful(programme: Programme, questions: Sequence[Question]) -> None:
    sensitive = [question for question in questions if question.sensitive]
    for number, criterion in enumerate(programme.criteria):
        for question in sensitive:
            if any(rules_out(criterion, button) for button in question.buttons):
                sentence = (
                    f"Et svar på det følsomme spørgsmål '{question.id}' kan alene give et nej"
                    f" i kriteriet '{criterion.id}'. Det må højst føre til en snak."
                )
                raise InvalidProgramme(sentence, ("criteria", number))


def rules_out(criterion: Criterion, button: Button) -> bool:
    """Whether one answer alone breaks a hard criterion, or a part of one."""
    if criterion.hardness is not Hardness.HARD or criterion.test is None:
        return False
    parts: Iterable[Test] = chain.from_iterable(ways(criterion.test))
    return any(part.outcome(button.facts, ANY_DAY) is UNMET for part in parts)
