"""The words and the order of the common questions, apart from what their answers mean.

Words may be changed by people on a screen; what a button says about a person may not: the rules rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.domain.eligibility.questions import Question
from portal.domain.eligibility.reader import InvalidProgramme, Table, read_all

LONGEST_ANSWER = 80
"""Characters on a button; two lines on a small phone."""


@dataclass(frozen=True)
class QuestionWords:
    """One question as people read it; `labels` are the buttons' texts by their values."""

    id: str
    text: str
    hint: str
    why: str
    labels: tuple[tuple[str, str], ...]


def words_of(questions: Iterable[Question]) -> tuple[QuestionWords, ...]:
    """The words that questions have."""
    return tuple(
        QuestionWords(one.id, one.text, one.hint, one.why, tuple((b.value, b.label) for b in one.buttons))
        for one in questions
    )


def read_words(data: Mapping[str, object]) -> tuple[QuestionWords, ...]:
    """Read the words from a file's data; raises InvalidProgramme with a Danish sentence and the place of the fault."""
    return read_all(Table(data).tables("questions"), _words)


def _words(table: Table) -> QuestionWords:
    labels = table.take("labels", dict, {})
    if not all(isinstance(label, str) and label.strip() for label in labels.values()):
        raise table.refuse("Hvert svar skal have en tekst.", "labels")
    if any(len(label) > LONGEST_ANSWER for label in labels.values()):
        raise table.refuse(f"Et svar må højst fylde {LONGEST_ANSWER} tegn, så det kan stå på en knap.", "labels")
    if len(set(labels.values())) < len(labels):
        raise table.refuse("To svar kan ikke hedde det samme.", "labels")
    words = QuestionWords(
        table.text("id"), table.text("text"), table.text("hint", ""), table.text("why"), tuple(labels.items())
    )
    table.close()
    return words


def reworded(questions: Iterable[Question], words: tuple[QuestionWords, ...]) -> tuple[Question, ...]:
    """The questions with these words, in their order. A question the words do not know keeps its own, and comes last."""
    place = {one.id: number for number, one in enumerate(words)}
    known = {one.id: one for one in words}
    found = sorted(questions, key=lambda one: place.get(one.id, len(place)))
    return tuple(_reworded(one, known[one.id]) if one.id in known else one for one in found)


def _reworded(question: Question, words: QuestionWords) -> Question:
    labels = dict(words.labels)
    buttons = tuple(replace(one, label=labels.get(one.value, one.label)) for one in question.buttons)
    return replace(question, text=words.text, hint=words.hint, why=words.why, buttons=buttons)


def refuse_swap(questions: Iterable[Question], words: Iterable[QuestionWords]) -> None:
    """A button must not say what another button of the same question means: »Ja« for »Nej« would turn people's answers."""
    known = {one.id: one for one in questions}
    for number, one in enumerate(words):
        meant = {button.label: button.value for button in known[one.id].buttons} if one.id in known else {}
        taken = next((label for value, label in one.labels if meant.get(label, value) != value), None)
        if taken:
            sentence = f"»{taken}« er, hvad et andet svar betyder. Svarene kan ikke bytte plads."
            raise InvalidProgramme(sentence, ("questions", number))


def refuse_order(questions: Iterable[Question]) -> None:
    """A question that builds on another one's answer comes after it."""
    asked: set[str] = set()
    for number, one in enumerate(questions):
        missing = sorted({earlier for earlier, _values in one.when} - asked)
        if missing:
            raise InvalidProgramme(f"»{one.text}« skal stå efter det spørgsmål, den bygger på.", ("questions", number))
        asked.add(one.id)
