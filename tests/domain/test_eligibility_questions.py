"""The anonymous check: every path through it, what it asks of whom, and what it never does."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from portal.domain.eligibility import (
    TALK,
    Choice,
    Facts,
    Plan,
    Range,
    Result,
    facts_from_answers,
    judge,
    judge_all,
    next_question,
    path_taken,
    questions_left,
    with_municipalities,
)
from portal.domain.eligibility.programme import Municipality
from portal.programmes import load_programmes, load_questions

ON = date(2026, 11, 22)
PROGRAMMES = load_programmes()
QUESTIONS = load_questions()
BY_ID = {question.id: question for question in QUESTIONS}
PLAN = Plan(PROGRAMMES, QUESTIONS, ON)
PATHS = list(PLAN.paths())
SICK_BENEFITS = frozenset({"sickness_benefit", "salary_during_sickness", "job_clarification"})


def results(answers):
    shown = [programme for programme in PROGRAMMES if programme.is_shown_in_check]
    return {verdict.code: verdict.result for verdict in judge_all(shown, PLAN.facts(answers), ON)}


def ids(path):
    return list(path)


def test_every_path_ends_within_six_questions_and_no_two_are_the_same():
    assert len(PATHS) == 206
    assert max(map(len, PATHS)) == 6
    assert len({tuple(path.items()) for path in PATHS}) == len(PATHS)
    for path in PATHS:
        assert PLAN.next_question(path) is None
        assert PLAN.questions_left(path) == 0


def test_from_the_front_page_a_result_takes_at_most_eight_taps():
    front_page_and_start = 2
    assert all(front_page_and_start + len(path) <= 8 for path in PATHS)
    assert all(ids(path)[:2] == ["situation", "kommune"] for path in PATHS)


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.code)
def test_no_programme_asks_more_than_six(programme):
    assert len(programme.questions) <= 6


def test_no_answer_to_a_sensitive_question_leads_to_a_no():
    asked = set()
    for path in PATHS:
        steps = list(path.items())
        for before, after in pairwise(range(len(steps) + 1)):
            question = BY_ID[steps[before][0]]
            if question.sensitive:
                asked.add(question.id)
                earlier, later = dict(steps[:before]), dict(steps[:after])
                fell = {c for c, r in results(later).items() if r is Result.UNLIKELY} - {
                    c for c, r in results(earlier).items() if r is Result.UNLIKELY
                }
                assert not fell, (question.id, steps[before][1])
    assert asked == {question.id for question in QUESTIONS if question.sensitive}


def test_every_sensitive_answer_alone_leaves_every_programme_possible():
    for question in QUESTIONS:
        if question.sensitive:
            for button in question.buttons:
                for programme in PROGRAMMES:
                    assert judge(programme, button.facts, ON).result is not Result.UNLIKELY


def test_something_else_first_always_means_a_talk():
    paths = [path for path in PATHS if path.get("andet") == "ja"]
    assert paths
    assert all(results(path)["sick_leave_social_investment"] is Result.MAYBE for path in paths)


PATH_OF = {
    ("ledig", "taarnby"): ["alder", "ledig-laenge", "ydelse", "sprog"],
    ("ledig", "gladsaxe"): ["alder", "ledig-laenge", "ydelse", "sprog"],
    ("sygemeldt", "dragoer"): ["syg-laenge", "eget-job", "smaa-skridt", "andet"],
    ("sygemeldt", "gladsaxe"): [],
    ("sygemeldt", "fredericia"): ["eget-job"],
    ("sygemeldt", "lolland"): ["helbred"],
    ("sygemeldt", "guldborgsund"): [],
    ("ledig", "lolland"): ["forsoergelse", "helbred"],
    ("ledig", "guldborgsund"): ["forsoergelse"],
    ("ledig", "toender"): [],
    ("fleksjob", "toender"): ["fleks-timer"],
    ("fleksjob", "lolland"): ["fleks-timer", "helbred"],
    ("tvivl", "taarnby"): [],
    ("tvivl", "lolland"): [],
    ("ledig", "anden"): [],
    ("sygemeldt", "anden"): [],
}


@pytest.mark.parametrize(("start", "rest"), PATH_OF.items())
def test_the_longest_path_from_each_start(start, rest):
    answers = dict(zip(("situation", "kommune"), start, strict=True))
    paths = [path for path in PATHS if answers.items() <= path.items()]
    assert max((ids(path)[2:] for path in paths), key=len) == rest
    assert PLAN.questions_left(answers) == len(rest)


def test_questions_left_starts_at_six_and_is_the_longest_path_everywhere():
    assert questions_left(PROGRAMMES, QUESTIONS, {}, ON) == 6
    longest = defaultdict(int)
    for path in PATHS:
        for cut in range(len(path) + 1):
            start = tuple(path.items())[:cut]
            longest[start] = max(longest[start], len(path) - cut)
    assert all(PLAN.questions_left(dict(start)) == left for start, left in longest.items())


def ending(path):
    """Everything the result page would say: each programme's result and the way into it."""
    verdicts = judge_all(PROGRAMMES, facts_from_answers(QUESTIONS, path), ON)
    return tuple((verdict.result, tuple(item.kind for item in verdict.advice)) for verdict in verdicts)


def test_nothing_is_asked_that_could_not_change_a_result():
    endings = defaultdict(lambda: defaultdict(set))
    for path in PATHS:
        steps = tuple(path.items())
        for cut, (question, answer) in enumerate(steps):
            endings[steps[:cut], question][answer].add(ending(path))
    for (earlier, question), by_answer in endings.items():
        ends = {frozenset(after) for after in by_answer.values()}
        assert len(by_answer) == len(BY_ID[question].buttons)
        assert len(ends) > 1, (earlier, question)


@pytest.mark.parametrize(
    ("answers", "code", "result"),
    [
        ("ledig taarnby ja 3_9 ja ja", "senior_advisory_board", "likely"),
        ("ledig taarnby ja 3_9 ja hjaelp", "senior_advisory_board", "likely"),
        ("ledig taarnby ja 3_9 ja nej", "senior_advisory_board", "maybe"),
        ("ledig taarnby ja 3_9 vedikke", "senior_advisory_board", "maybe"),
        ("ledig taarnby ja 3_9 nej", "senior_advisory_board", "unlikely"),
        ("ledig taarnby ja o9 ja", "senior_advisory_board", "maybe"),
        ("ledig taarnby ja u3", "senior_advisory_board", "unlikely"),
        ("ledig taarnby nej", "senior_advisory_board", "unlikely"),
        ("sygemeldt taarnby 8_26 nej ja nej", "sick_leave_social_investment", "likely"),
        ("sygemeldt taarnby o26 ja maaske spring", "sick_leave_social_investment", "likely"),
        ("sygemeldt taarnby o26 ja maaske ja", "sick_leave_social_investment", "maybe"),
        ("sygemeldt taarnby o26 ja tale", "sick_leave_social_investment", "maybe"),
        ("sygemeldt taarnby o26 ja ikkenu", "sick_leave_social_investment", "unlikely"),
        ("sygemeldt taarnby u8 ja", "sick_leave_social_investment", "maybe"),
        ("fleksjob toender 0_10", "flex_job_development", "likely"),
        ("fleksjob toender intet", "flex_job_development", "likely"),
        ("fleksjob toender o10", "flex_job_development", "unlikely"),
        ("sygemeldt lolland ja", "health_support", "likely"),
        ("sygemeldt lolland nej", "health_support", "maybe"),
    ],
)
def test_each_button_leads_where_the_table_says(answers, code, result):
    taps, path = answers.split(), {}
    for tap in taps:
        question = PLAN.next_question(path)
        assert question.button(tap), (question.id, tap)
        path[question.id] = tap
    assert PLAN.next_question(path) is None
    assert results(path)[code] == result
    others = {other: r for other, r in results(path).items() if other not in {code, "recruitment_from_the_edge"}}
    assert set(others.values()) == {Result.UNLIKELY} or path["situation"] == "fleksjob"


def test_another_municipality_ends_the_check_with_a_no_for_all():
    for situation in ("ledig", "sygemeldt", "fleksjob", "tvivl"):
        assert set(results({"situation": situation, "kommune": "anden"}).values()) == {Result.UNLIKELY}


def test_in_doubt_is_always_a_talk():
    for button in BY_ID["kommune"].buttons[:-1]:
        answers = {"situation": "tvivl", "kommune": button.value}
        assert PLAN.next_question(answers) is None
        assert Result.MAYBE in results(answers).values()
        assert Result.LIKELY not in results(answers).values()


BUTTON_FACTS = {
    ("situation", "sygemeldt"): Facts(benefit=Choice(SICK_BENEFITS)),
    ("situation", "fleksjob"): Facts(flex_job_eligible="yes"),
    ("situation", "tvivl"): Facts(),
    ("kommune", "dragoer"): Facts(home_municipality="155"),
    ("alder", "ja"): Facts(age=Range(55, None)),
    ("alder", "nej"): Facts(age=Range(None, 54)),
    ("ledig-laenge", "u3"): Facts(months_unemployed=Range(None, 2)),
    ("ledig-laenge", "3_9"): Facts(months_unemployed=Range(3, 9)),
    ("ledig-laenge", "o9"): Facts(months_unemployed=Range(10, None)),
    ("ledig-laenge", "vedikke"): Facts(),
    ("ydelse", "ja"): Facts(benefit="unemployment_benefit"),
    ("ydelse", "nej"): Facts(benefit=Choice(frozenset({"unemployment_benefit"}), excluded=True)),
    ("sprog", "ja"): Facts(danish="yes", basic_it="yes"),
    ("sprog", "hjaelp"): Facts(danish="yes", basic_it="with_help"),
    ("sprog", "nej"): Facts(danish=TALK),
    ("syg-laenge", "u8"): Facts(weeks_sick=Range(None, 7)),
    ("syg-laenge", "8_26"): Facts(weeks_sick=Range(8, 26)),
    ("syg-laenge", "o26"): Facts(weeks_sick=Range(27, None)),
    ("smaa-skridt", "tale"): Facts(small_steps=TALK),
    ("smaa-skridt", "ikkenu"): Facts(small_steps="not_now"),
    ("andet", "spring"): Facts(other_help_first="no"),
    ("fleks-timer", "0_10"): Facts(benefit="flex_job_employed", flex_job_hours=Range(None, 10)),
    ("fleks-timer", "o10"): Facts(benefit="flex_job_employed", flex_job_hours=Range(10.5, None)),
    ("fleks-timer", "intet"): Facts(benefit="unemployment_allowance_flex"),
}


@pytest.mark.parametrize(("tap", "facts"), BUTTON_FACTS.items(), ids=lambda item: str(item)[:40])
def test_each_button_says_exactly_this(tap, facts):
    question, value = tap
    assert BY_ID[question].button(value).facts == facts


def test_two_answers_about_the_same_thing_hold_together():
    facts = facts_from_answers(QUESTIONS, {"situation": "ledig", "ydelse": "nej"})
    assert facts.benefit == Choice(SICK_BENEFITS | {"unemployment_benefit"}, excluded=True)
    facts = facts_from_answers(QUESTIONS, {"situation": "ledig", "forsoergelse": "ressource"})
    assert facts.benefit == Choice(frozenset({"resource_course", "rehabilitation"}))
    stale = facts_from_answers(QUESTIONS, {"situation": "sygemeldt", "ydelse": "nej"})
    assert stale.benefit == Choice(SICK_BENEFITS)
    contradicted = facts_from_answers(QUESTIONS, {"situation": "sygemeldt", "forsoergelse": "ressource"})
    assert contradicted.benefit == Choice(frozenset({"resource_course", "rehabilitation"}))


def test_changing_an_answer_drops_only_those_that_no_longer_apply():
    answers = {"situation": "ledig", "kommune": "taarnby", "alder": "ja", "ledig-laenge": "3_9", "ydelse": "ja"}
    assert path_taken(PROGRAMMES, QUESTIONS, answers, ON) == answers
    younger = {**answers, "alder": "nej"}
    assert list(path_taken(PROGRAMMES, QUESTIONS, younger, ON)) == ["situation", "kommune", "alder"]
    moved = {**answers, "kommune": "gladsaxe"}
    assert path_taken(PROGRAMMES, QUESTIONS, moved, ON) == moved
    sick = {**answers, "situation": "sygemeldt"}
    assert path_taken(PROGRAMMES, QUESTIONS, sick, ON) == {"situation": "sygemeldt", "kommune": "taarnby"}
    assert next_question(PROGRAMMES, QUESTIONS, sick, ON).id == "syg-laenge"


def test_an_answer_no_button_gives_counts_as_unanswered():
    assert next_question(PROGRAMMES, QUESTIONS, {"situation": "noget"}, ON).id == "situation"
    assert next_question(PROGRAMMES, QUESTIONS, {"sprog": "ja"}, ON).id == "situation"


def test_where_one_lives_lists_every_municipality_in_danish_order_and_any_other():
    assert [button.label for button in BY_ID["kommune"].buttons] == [
        "Dragør", "Fredericia", "Gladsaxe", "Guldborgsund", "Lolland", "Tønder", "Tårnby", "En anden kommune",
    ]  # fmt: skip
    partner = Municipality("101", "København", "101")
    wider = (replace(PROGRAMMES[0], municipalities=(*PROGRAMMES[0].municipalities, partner)), *PROGRAMMES[1:])
    kommune = next(q for q in with_municipalities(QUESTIONS, wider) if q.id == "kommune")
    assert kommune.button("koebenhavn").facts == Facts(home_municipality="101")
    assert "101" in kommune.button("anden").facts.home_municipality.codes


def test_referral_only_programmes_ask_nothing_in_the_check():
    asked = {question for path in PATHS for question in path}
    assert asked.isdisjoint({"foertidspension", "arbejdsplads"})
