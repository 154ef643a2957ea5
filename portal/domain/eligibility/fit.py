"""What a programme and the questions must be to each other, so that the check neither gets stuck nor hurts.

Every fact a criterion reads is asked by one of the programme's own questions, and no answer to a sensitive
question can by itself make a hard criterion unmet: at worst it leads to a talk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, product

from portal.domain.eligibility.criteria import Elapsed, Test, ways
from portal.domain.eligibility.facts import EXACT_FACT, FACTS, SENSITIVE_FACTS
from portal.domain.eligibility.kleene import UNMET
from portal.domain.eligibility.planning import Plan
from portal.domain.eligibility.programme import Criterion, Hardness, Programme
from portal.domain.eligibility.questions import Button, Question
from portal.domain.eligibility.reader import InvalidProgramme

ANY_DAY = date(2026, 1, 1)
"""Buttons hold no dates, so what they say does not depend on the day."""
MOST_QUESTIONS = 6
"""Nobody is asked more than this for one programme."""


def check_fit(programme: Programme, questions: Iterable[Question]) -> None:
    """Refuse a programme whose criteria and questions do not fit together.

    `questions` are all that it can ask: the common ones and its own (`questions_of`).
    """
    by_id = {question.id: question for question in questions}
    _refuse_own(programme)
    _refuse_contradiction(programme)
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


def _refuse_own(programme: Programme) -> None:
    """A question of its own carries the programme's name, and is gentle about what may hurt."""
    for number, question in enumerate(programme.own_questions):
        if not question.id.startswith(f"{programme.slug}-"):
            sentence = f"Spørgsmålet '{question.id}' skal have et id, der begynder med '{programme.slug}-'."
            raise InvalidProgramme(sentence, ("own_questions", number))
        if question.id not in programme.questions:
            sentence = f"Spørgsmålet '{question.id}' står ikke på listen 'questions'."
            raise InvalidProgramme(sentence, ("own_questions", number))
        touchy = sorted(question.facts & SENSITIVE_FACTS)
        if touchy and not question.sensitive:
            about = FACTS[touchy[0]].label
            sentence = f"Spørgsmålet '{question.id}' handler om noget følsomt ({about}) og skal have sensitive = true."
            raise InvalidProgramme(sentence, ("own_questions", number))


def _refuse_contradiction(programme: Programme) -> None:
    """Two criteria that nobody can meet together: a floor above a ceiling of the same thing."""
    spans = [(n, one.test) for n, one in enumerate(programme.criteria) if isinstance(one.test, Elapsed)]
    for (low, floor), (high, ceiling) in product(spans, spans):
        if floor.unit == ceiling.unit and floor.is_floor and not ceiling.is_floor and floor.limit > ceiling.limit:
            first, second = programme.criteria[low].id, programme.criteria[high].id
            sentence = (
                f"Spændet vender forkert: '{first}' kræver mindst {floor.limit},"
                f" og '{second}' kræver højst {ceiling.limit}."
            )
            raise InvalidProgramme(sentence, ("criteria", max(low, high)))


def longest_way(programmes: Iterable[Programme], questions: Iterable[Question]) -> int:
    """How many questions somebody can be asked at most."""
    return Plan(programmes, questions, ANY_DAY).questions_left({})


def check_length(programme: Programme, questions: Iterable[Question]) -> None:
    """Refuse a programme that would ask somebody more than six questions."""
    longest = longest_way([programme], questions)
    if longest > MOST_QUESTIONS:
        sentence = (
            f"Tjekket bliver for langt: {longest} spørgsmål på den længste vej. Der må højst være {MOST_QUESTIONS}."
            " Tag noget andet ud først, eller vælg noget, tjekket allerede spørger om."
        )
        raise InvalidProgramme(sentence, ("questions",))


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
