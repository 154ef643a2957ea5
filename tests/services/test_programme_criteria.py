"""An administrator adds a criterion, and its question is asked: common ones are found, new ones are made, none hurts."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.eligibility import Result, judge, next_question, questions_of
from portal.domain.eligibility.planning import plan
from portal.domain.errors import Refused
from portal.programmes import common_questions, read_programme, shipped_text
from portal.programmes.editing import data_of, toml_of
from portal.services.programme_version import CriterionTexts, OwnQuestion, put_criterion, remove_criterion
from tests.conftest import NOW

TODAY = NOW.date()
TEXTS = CriterionTexts("Nyt krav", "Ja.", "Nej.", "Måske.", "Ring til os.")
NONE = OwnQuestion("", "")
WRITTEN = OwnQuestion("Er du fyldt 60 år?", "Tilbuddet er for dem over 60 år.")


def data(code: str = "early_sick_leave_effort") -> dict[str, Any]:
    return data_of(shipped_text(code))


def read(edited: dict[str, Any]):
    return read_programme(toml_of(edited), "prøve.toml", common_questions())


def asked(edited: dict[str, Any]) -> list[set[str]]:
    programme = read(edited)
    return [set(path) for path in plan((programme,), questions_of(common_questions(), [programme]), TODAY).paths()]


def one_of(fact: str, *codes: str) -> dict[str, Any]:
    return {"kind": "one_of", "fact": fact, "codes": list(codes)}


def test_a_common_question_is_found_and_asked() -> None:
    edited = data()
    put_criterion(edited, "", "soft", one_of("health_obstacle", "yes"), TEXTS, "article", NONE)
    assert edited["questions"][-1] == "helbred"
    assert any("helbred" in path for path in asked(edited))
    assert not any("helbred" in path for path in asked(data()))


def test_a_question_of_its_own_is_asked_and_decides() -> None:
    edited = data()
    floor = {"kind": "at_least", "unit": "years", "limit": 60}
    with pytest.raises(Refused, match="Skriv spørgsmålet"):
        put_criterion(data(), "", "hard", floor, TEXTS, "article", NONE)
    put_criterion(edited, "", "hard", floor, TEXTS, "article", WRITTEN)
    programme = read(edited)
    questions = questions_of(common_questions(), [programme])
    way = {"situation": "sygemeldt", "kommune": "fredericia", "eget-job": "nej"}
    question = next_question([programme], questions, way, TODAY)
    assert (question.text, question.id) == ("Er du fyldt 60 år?", "tidlig-indsats-nyt-krav")
    results = [
        judge(programme, plan((programme,), questions, TODAY).facts(way | {question.id: value}), TODAY).result
        for value in ("ja", "nej", "vedikke")
    ]
    assert results == [Result.LIKELY, Result.UNLIKELY, Result.MAYBE]


@pytest.mark.parametrize("fact", ["health_obstacle", "other_help_first", "danish", "basic_it"])
def test_what_is_sensitive_can_only_lead_to_a_talk(fact: str) -> None:
    with pytest.raises(Refused, match="Låst"):
        put_criterion(data(), "", "hard", one_of(fact, "yes"), TEXTS, "article", WRITTEN)
    edited = data()
    put_criterion(edited, "", "soft", one_of(fact, "yes"), TEXTS, "article", WRITTEN)
    programme = read(edited)
    assert programme.own_questions[0].sensitive
    facts = [button.facts for button in programme.own_questions[0].buttons]
    assert all(judge(programme, one, TODAY).result is not Result.UNLIKELY for one in facts)


def test_changing_the_words_of_a_criterion_keeps_its_rule() -> None:
    edited = data("flex_job_development")
    before = next(one for one in edited["criteria"] if "any" in one.get("test", {}))
    put_criterion(edited, before["id"], "hard", None, TEXTS, "law", NONE)
    after = read(edited).criteria
    assert [one.test for one in after] == [one.test for one in read(data("flex_job_development")).criteria]


def test_removing_a_criterion_removes_the_question_nobody_needs() -> None:
    edited = data()
    key = put_criterion(edited, "", "soft", one_of("health_obstacle", "yes"), TEXTS, "article", NONE)
    remove_criterion(edited, key)
    assert "helbred" not in edited["questions"]
    assert read(edited).criteria == read(data()).criteria


def test_a_new_source_is_cited_and_none_is_refused() -> None:
    edited = data()
    put_criterion(edited, "", "staff", None, CriterionTexts("Snak", staff="Vurderes i samtalen."), "LAB § 6", NONE)
    assert read(edited).criteria[-1].source == "LAB § 6"
    without = data()
    put_criterion(without, "", "staff", None, CriterionTexts("Snak", staff="Vurderes i samtalen."), " ", NONE)
    with pytest.raises(ValueError, match="source"):
        read(without)


def test_nobody_is_asked_more_than_six_questions() -> None:
    edited = data("sick_leave_social_investment")
    floor = {"kind": "at_least", "unit": "years", "limit": 60}
    put_criterion(edited, "", "soft", floor, TEXTS, "article", WRITTEN)
    with pytest.raises(ValueError, match="for langt: 7 spørgsmål"):
        read(edited)
