"""Adding and changing criteria: whoever adds one gets its question asked, without a line of code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from portal.domain.eligibility import Outcome, Question
from portal.domain.eligibility.criteria import Elapsed, Test, ways
from portal.domain.eligibility.facts import FACTS, SENSITIVE_FACTS, Kind
from portal.domain.eligibility.fit import ANY_DAY
from portal.domain.eligibility.parsing import read_test
from portal.domain.eligibility.questions import read_question
from portal.domain.eligibility.reader import InvalidProgramme, Table
from portal.domain.errors import Refused
from portal.programmes import common_questions
from portal.programmes.editing import Data, find, put, take_out, toml_of
from portal.services.programme_version.drafting import read_or_refuse

OUTCOMES = ("met", "unmet", "unknown")
NOT_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u"})


@dataclass(frozen=True)
class CriterionTexts:
    """What a criterion says. For staff criteria only `staff`."""

    label: str
    met: str = ""
    unmet: str = ""
    unknown: str = ""
    alternative: str = ""
    wait: str = ""
    staff: str = ""


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the programme's own; its buttons follow from the test."""

    text: str
    why: str


def put_criterion(
    data: Data, key: str, hardness: str, test: Data | None, texts: CriterionTexts, source: str, asked: OwnQuestion
) -> str:
    """Add a criterion, or change the one with this key; returns its key. `test` None keeps the test it has.

    A new fact brings its question: the programme's own where one is written, otherwise a common one that can answer it.
    """
    before = find(data["criteria"], "id", key) if key else None
    key = key or free_key(texts.label, [one["id"] for one in data["criteria"]])
    test = test or (before or {}).get("test")
    _refuse_locked(before, hardness, test)
    _refuse_unfilled(texts)
    row: Data = {"id": key, "label": texts.label, "hardness": hardness}
    if hardness == "staff":
        row["staff"] = texts.staff
    else:
        said = {name: getattr(texts, name) for name in (*OUTCOMES, "alternative", "wait")}
        row |= {name: text for name, text in said.items() if text} | {"test": test}
        if (before or {}).get("change"):
            row["change"] = before["change"]  # type: ignore[index]
    row["source"] = cite(data, source)
    put(data, "criteria", "id", row)
    if hardness != "staff":
        _bring_question(data, key, asked)
    return key


def _refuse_unfilled(texts: CriterionTexts) -> None:
    """Braces that nobody fills in would be read by citizens; only the day waited for is filled in."""
    for name, text in asdict(texts).items():
        if set("{}") & set(text.replace("{dato}", "") if name == "wait" else text):
            known = "Her kan kun stå {dato}." if name == "wait" else "Skriv teksten uden dem."
            raise Refused(f"Der bliver ikke sat noget ind i stedet for {{ og }}. {known}", name)


def remove_criterion(data: Data, key: str) -> None:
    """Take a criterion out, and with it the questions that no criterion and no way in needs any more."""
    take_out(data, "criteria", "id", key)
    programme = read_or_refuse(data["code"], toml_of(data))
    known = [one for one in read_questions_of(data) if one.id in data["questions"]]
    for question in known:
        leads_on = any(question.id in dict(other.when) for other in known)
        if not leads_on and not question.lists_municipalities and not question.facts & programme.facts:
            data["questions"].remove(question.id)
            take_out(data, "own_questions", "id", question.id)


def cite(data: Data, source: str) -> str:
    """The key of a source: an existing one, or a new one for this citation."""
    sources: dict[str, str] = data.setdefault("sources", {})
    if source in sources:
        return source
    known = next((key for key, citation in sources.items() if citation == source.strip()), None)
    if known or not source.strip():
        return known or source
    key = next(_fresh_keys(sources))
    sources[key] = source.strip()
    return key


def put_sources(data: Data, citations: list[str]) -> None:
    """Replace the list of sources. What is worded anew keeps its key, so that the criteria follow; what is used stays."""
    known: dict[str, str] = data.get("sources", {})
    wanted = list(dict.fromkeys(citations))
    gone = [key for key, citation in known.items() if citation not in wanted]
    new = [citation for citation in wanted if citation not in known.values()]
    if gone and new and len(gone) != len(new):
        raise Refused("Ret først de kilder, der er. Tilføj eller fjern derefter.", "sources")
    if not new:
        _refuse_used(data, gone)
    keys = {citation: key for key, citation in known.items() if key not in gone}
    fresh = _fresh_keys(known)
    for citation in new:
        keys[citation] = gone.pop(0) if gone else next(fresh)
    data["sources"] = {keys[citation]: citation for citation in wanted}


def _fresh_keys(taken: Mapping[str, str]) -> Iterator[str]:
    return (f"source_{n}" for n in count(1) if f"source_{n}" not in taken)


def _refuse_used(data: Data, keys: Iterable[str]) -> None:
    for key in keys:
        used = next((one for one in [*data["criteria"], *data.get("targets", [])] if one.get("source") == key), None)
        if used:
            label = used.get("label") or used.get("text") or used["id"]
            text = f"Kilden »{data['sources'][key]}« bruges af »{label}«. Vælg en anden kilde der først."
            raise Refused(text, "sources")


def free_key(label: str, taken: Iterable[str]) -> str:
    """A key for the file made from a label: "Bor på øen" → "bor_paa_oeen"."""
    stem = re.sub(r"[^a-z0-9]+", "_", label.lower().translate(NOT_ASCII)).strip("_") or "krav"
    keys = [stem, *(f"{stem}_{n}" for n in range(2, 100))]
    taken = set(taken)
    return next(key for key in keys if key not in taken)


def _refuse_locked(before: Data | None, hardness: str, test: Data | None) -> None:
    """What may hurt to be asked can only lead to a talk. The shipped rules that touch it are worded so already."""
    touchy = _facts_in(test or {}) & SENSITIVE_FACTS
    was_hard = (before or {}).get("hardness") == "hard" and (before or {}).get("test") == test
    if touchy and hardness == "hard" and not was_hard:
        about = FACTS[min(touchy)].label
        raise Refused(f"Låst: »{about}« er følsomt. Kriteriet kan højst føre til en snak.", "hardness")


def _facts_in(test: Mapping[str, Any]) -> set[str]:
    parts = [*test.get("any", []), *test.get("all", [])]
    return {test["fact"]} if "fact" in test else set().union(*(_facts_in(part) for part in parts))


def _bring_question(data: Data, key: str, asked: OwnQuestion) -> None:
    own_id = f"{data['slug']}-{key.replace('_', '-')}"
    test = _test_of(data, key)
    if asked.text:
        if not asked.why:
            raise Refused("Skriv, hvorfor vi spørger. Det kan borgeren læse.", "question_why")
        put(data, "own_questions", "id", _question(own_id, asked, test))
        if own_id not in data["questions"]:
            data["questions"].append(own_id)
        return
    if not bring_common_question(data, test):
        raise Refused("Intet af tjekkets spørgsmål kan svare på det. Skriv spørgsmålet her.", "question_text")


def bring_common_question(data: Data, test: Test) -> bool:
    """See to it that a question is asked whose answer decides the test; tells whether there is one."""
    asked_here = set(data["questions"])
    if any(decides(question, test) for question in read_questions_of(data) if question.id in asked_here):
        return True
    for question in common_questions():
        if decides(question, test) and {earlier for earlier, _ in question.when} <= asked_here:
            data["questions"].append(question.id)
            return True
    return False


def decides(question: Question, test: Test) -> bool:
    """Some answer to the question can meet the test, or a part of it."""
    parts = [part for way in ways(test) for part in way]
    if any("home_municipality" in part.facts for part in parts):
        return question.lists_municipalities
    return any(part.outcome(button.facts, ANY_DAY) is Outcome.MET for part in parts for button in question.buttons)


def read_questions_of(data: Data) -> tuple[Question, ...]:
    """The common questions and the draft's own, before its criteria are looked at."""
    own = [read_question(Table(entry)) for entry in data.get("own_questions", [])]
    return (*common_questions(), *own)


def _test_of(data: Data, key: str) -> Test:
    entry = find(data["criteria"], "id", key)
    assert entry is not None
    try:
        return read_test(entry["test"], frozenset(place["code"] for place in data["municipalities"]))
    except InvalidProgramme as fault:
        raise Refused(fault.sentence, "limit") from None


def _question(own_id: str, asked: OwnQuestion, test: Test) -> Data:
    """Yes, no, and a way round; what touches something sensitive never says no, only "let us talk"."""
    parts = [part for way in ways(test) for part in way]
    if len(parts) != 1:
        raise Refused("Et sammensat krav får sit spørgsmål i filen.", "question_text")
    part, sensitive = parts[0], bool(parts[0].facts & SENSITIVE_FACTS)
    fact = part.fact
    yes, no = _sides(part)
    talk = {"value": "tale", "label": "Det vil jeg helst tale med nogen om", "facts": {fact: "talk"}}
    unsure = {"value": "vedikke", "label": "Det ved jeg ikke"}
    buttons = [
        {"value": "ja", "label": "Ja", "facts": {fact: yes}},
        {"value": "nej", "label": "Nej", "facts": {fact: "talk" if sensitive else no}},
        talk if sensitive else unsure,
    ]
    question: Data = {"id": own_id, "text": asked.text, "why": asked.why}
    return question | ({"sensitive": True} if sensitive else {}) | {"buttons": buttons}


def _sides(part: Any) -> tuple[Any, Any]:
    """What yes and what no say of the fact."""
    if isinstance(part, Elapsed):
        low, high = ("min", "max") if part.is_floor else ("max", "min")
        return {low: part.limit}, {high: part.limit - 1 if part.is_floor else part.limit + 1}
    if FACTS[part.fact].kind is Kind.NUMBER:
        return {"max": part.limit}, {"min": part.limit + 0.5}
    codes = sorted(part.codes)
    return {"in": codes}, {"not_in": codes}
