"""What a version changes, line by line, in words: the one who approves sees everything, also what nobody mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from portal.domain.eligibility.parsing import read_test
from portal.domain.eligibility.trial_people import RESULT_WORDS
from portal.domain.eligibility.wording import QuestionWords
from portal.domain.placement_law import PlacementKind
from portal.domain.placement_law.benefits import Benefit
from portal.programmes.editing import Data, data_of
from portal.web.admin.words import CODES, HARDNESS, KINDS, rule_words
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date

PLACES = {
    "name": "Kort navn",
    "title": "Fulde navn",
    "summary": "Kort fortalt",
    "target_group": "Hvem er det for?",
    "duration": "Varighed",
    "enrolment": "Sådan kommer man ind",
    "period": "Periode",
    "demo_period": "Demoens periode",
    "capacity": "Pladser",
    "municipalities": "Kommuner",
    "placement_kinds": "Forløb",
    "phases": "Sådan foregår det",
    "criteria": "Kriterium",
    "questions": "Spørgsmål i tjekket",
    "own_questions": "Eget spørgsmål",
    "likely": "Når tilbuddet passer",
    "trial_people": "Testperson",
    "sources": "Kilder",
    "deadlines": "Frister",
    "routes": "Anden vej ind",
    "targets": "Mål",
}
FIELDS = {
    "met": "opfyldt", "unmet": "ikke opfyldt", "unknown": "ved ikke", "alternative": "i stedet", "wait": "ventetid",
    "staff": "samtale", "hardness": "virkning", "test": "regel", "label": "navn", "source": "kilde", "from": "fra",
    "to": "til", "total": "i alt", "by_municipality": "pr. kommune", "note": "om pladserne", "heading": "overskrift",
    "paragraphs": "tekst", "gets": "det får du", "next": "det sker der nu", "title": "overskrift", "text": "tekst",
    "why": "hvorfor vi spørger", "expected": "ventet svar", "facts": "oplysninger", "on": "dag", "name": "navn",
    "buttons": "svar", "limit": "grænse", "codes": "koder", "unit": "enhed", "kind": "slags", "fact": "oplysning",
    "sensitive": "følsomt", "operated_by": "drives af", "code": "kode", "confirmed": "bekræftet", "id": "id",
    "min": "mindst", "max": "højst", "reply": "svar på en tilmelding i hverdage",
    "place_answer": "svar på en ledig plads i hverdage", "pause_keeps": "pause i dage",
}  # fmt: skip
VALUES = (
    {kind.value: kind.label for kind in PlacementKind}
    | {benefit.value: benefit.label for benefit in Benefit}
    | {str(result): word for result, word in RESULT_WORDS.items()}
    | {str(hardness): word for hardness, word in HARDNESS.items()}
    | {str(kind): word for kind, word in KINDS.items()}
    | CODES
)
KEYS = ("id", "code", "name")
UNSEEN = frozenset({"version", "valid_from"})


@dataclass(frozen=True)
class Difference:
    """One change: where, what it was, and what it becomes. Empty is "not there"."""

    where: str
    before: str
    after: str


def differences(before: str, after: str, questions: Mapping[str, str]) -> tuple[Difference, ...]:
    """Everything in which two versions differ; a programme's first version differs from nothing.

    `questions` holds the words of the common questions by their id.
    """
    if not before:
        return ()
    old, new = (_readable(data_of(text), questions) for text in (before, after))
    return tuple(one for field in dict.fromkeys([*old, *new]) if field not in UNSEEN for one in _field(field, old, new))


def _readable(data: Data, questions: Mapping[str, str]) -> Data:
    """The file with words where it points to something by its key."""
    asked = {**questions} | {one["id"]: one["text"] for one in data.get("own_questions", [])}
    sources = data.get("sources", {})
    results = {str(result): word for result, word in RESULT_WORDS.items()}
    return data | {
        "questions": [f"»{asked.get(one, one)}«" for one in data.get("questions", [])],
        "criteria": [one | {"source": sources.get(one["source"], one["source"])} for one in data["criteria"]],
        "trial_people": [one | {"expected": results[one["expected"]]} for one in data.get("trial_people", [])],
    }


def _field(field: str, old: Data, new: Data) -> Iterator[Difference]:
    place, before, after = PLACES.get(field, field), old.get(field), new.get(field)
    if before == after:
        return
    if _is_rows(before) or _is_rows(after):
        yield from _rows(place, before or [], after or [])
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _table(place, before, after)
    elif _is_list(before) and _is_list(after) and set(before) != set(after):
        gone, come = ([one for one in rows if one not in others] for rows, others in ((before, after), (after, before)))
        yield Difference(place, _words(gone), _words(come))
    else:
        yield Difference(place, _words(before), _words(after))


def _rows(place: str, before: list[Data], after: list[Data]) -> Iterator[Difference]:
    key = next(key for key in KEYS if key in (before or after)[0])
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    for name in dict.fromkeys([*old, *new]):
        label = (new.get(name) or old[name]).get("label") or (new.get(name) or old[name]).get("title") or name
        where = f"{place}: {label}"
        if name in old and name in new:
            yield from _table(where, old[name], new[name])
        else:
            yield Difference(where, _words(old.get(name)), _words(new.get(name)))
    if list(old) != list(new) and sorted(old) == sorted(new):
        yield Difference(place, ", ".join(old), ", ".join(new))


def _table(where: str, before: Data, after: Data) -> Iterator[Difference]:
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            words = _rule if key == "test" else _words
            yield Difference(f"{where}, {FIELDS.get(key, key)}", words(before.get(key)), words(after.get(key)))


def _rule(test: Data | None) -> str:
    """A rule as a person would say it."""
    return rule_words(read_test(test, frozenset())) if test else ""


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _words(value: object) -> str:
    """A value in one line."""
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nej")
        case date():
            return long_date(value)
        case list():
            return "; ".join(_words(one) for one in value)
        case str():
            return VALUES.get(value, value)
        case dict():
            return ", ".join(
                f"{FIELDS.get(key, key)}: {_rule(one) if key == 'test' else _words(one)}"
                for key, one in value.items()
                if key != "id"
            )
    return str(value)


def word_differences(before: Iterable[QuestionWords], after: Iterable[QuestionWords]) -> Iterator[Difference]:
    """Each changed text of the common questions, and each question that has another place."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for name, one in new.items():
        was = old.get(name, one)
        pairs = [(_("spørgsmålet"), was.text, one.text), (_("hjælp"), was.hint, one.hint)]
        pairs += [(_("hvorfor vi spørger"), was.why, one.why)]
        labels = dict(was.labels)
        pairs += [(_("svar"), labels.get(value, label), label) for value, label in one.labels]
        yield from (Difference(f"»{was.text}«: {what}", first, then) for what, first, then in pairs if first != then)
    first, then = list(old), list(new)
    blocks = SequenceMatcher(None, first, then, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in then[block.b : block.b + block.size]}
    for name in then:
        if name in old and name not in kept:
            places = (_("nummer %(number)s", number=rows.index(name) + 1) for rows in (first, then))
            yield Difference(_("»%(text)s«: plads", text=old[name].text), *places)
