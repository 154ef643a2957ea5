"""The shipped programmes: their order, periods, places, kinds, texts and sources, as the specification gives them."""

import re
from datetime import date

import pytest

from portal.domain.eligibility import EnrolmentKind, Hardness, State
from portal.domain.eligibility.programme import Term
from portal.programmes import load_programmes, load_questions

PROGRAMMES = load_programmes()
DEMO = load_programmes(demo=True)
QUESTIONS = load_questions()
REOPENED = Term(date(2026, 1, 1), date(2027, 12, 31))

TABLE = {
    "senior_advisory_board": ("Seniorsporet", "000", "155 159 185", EnrolmentKind.SELF_ENROL, None),
    "sick_leave_social_investment": ("Rolig start", "000", "155 185", EnrolmentKind.EXPRESSION_OF_INTEREST, 120),
    "flex_job_development": ("Flere timer", "002", "550", EnrolmentKind.SELF_ENROL, None),
    "edge_of_labour_market": ("Vej ind", "002", "550", EnrolmentKind.REFERRAL_ONLY, None),
    "recruitment_from_the_edge": (
        "Rekruttering fra kanten", "003", "360 376", EnrolmentKind.EXPRESSION_OF_INTEREST, None
    ),
    "health_support": ("Sundhed med på job", "003", "360", EnrolmentKind.EXPRESSION_OF_INTEREST, 20),
    "early_sick_leave_effort": ("Tidlig indsats", "004", "607", EnrolmentKind.SELF_ENROL, None),
}  # fmt: skip
PERIODS = {
    "senior_advisory_board": Term(date(2025, 1, 1), date(2026, 11, 30)),
    "sick_leave_social_investment": Term(date(2025, 4, 1), date(2027, 3, 31), confirmed=False),
    "flex_job_development": Term(date(2017, 3, 1), date(2019, 2, 28), confirmed=False),
    "edge_of_labour_market": Term(date(2017, 3, 1), date(2019, 2, 28), confirmed=False),
    "recruitment_from_the_edge": Term(date(2018, 1, 1), date(2021, 12, 31)),
    "health_support": Term(date(2018, 1, 1), date(2021, 12, 31)),
    "early_sick_leave_effort": Term(),
}
ENDED = {"flex_job_development", "edge_of_labour_market", "recruitment_from_the_edge", "health_support"}


def test_all_programmes_in_their_order_as_the_table_has_them():
    assert [programme.code for programme in PROGRAMMES] == list(TABLE)
    for programme in PROGRAMMES:
        codes = " ".join(place.code for place in programme.municipalities)
        row = (programme.name, programme.seed, codes, programme.enrolment, programme.capacity.total)
        assert row == TABLE[programme.code]


def test_periods_are_the_real_ones_and_the_demo_reopens_those_that_ended():
    for programme, demo in zip(PROGRAMMES, DEMO, strict=True):
        assert programme.term == programme.period == PERIODS[programme.code]
        assert demo.term == (REOPENED if demo.code in ENDED else PERIODS[demo.code])
        assert demo.is_reopened == (demo.code in ENDED)
        assert not programme.is_reopened


@pytest.mark.parametrize(
    ("term", "day", "state"),
    [
        (REOPENED, "2025-12-31", State.UPCOMING),
        (REOPENED, "2026-01-01", State.OPEN),
        (REOPENED, "2027-12-31", State.OPEN),
        (REOPENED, "2028-01-01", State.CLOSED),
        (Term(), "2028-01-01", State.OPEN),
        (Term(first=date(2026, 1, 1)), "2025-12-31", State.UPCOMING),
        (Term(last=date(2026, 1, 1)), "2026-01-02", State.CLOSED),
    ],
)
def test_both_ends_of_a_period_are_open(term, day, state):
    assert term.state(date.fromisoformat(day)) is state


def test_loading_twice_gives_the_same_objects():
    assert load_programmes() is PROGRAMMES
    assert load_programmes(demo=True) is DEMO
    assert load_questions() is QUESTIONS


HARDNESS = {
    "senior_advisory_board": "HHHHSHSS",
    "sick_leave_social_investment": "HHHSSSTTT",
    "flex_job_development": "HHH",
    "edge_of_labour_market": "HHSST",
    "recruitment_from_the_edge": "HST",
    "health_support": "HHSS",
    "early_sick_leave_effort": "HH",
}


def test_criteria_are_as_hard_as_the_table_says():
    letters = {Hardness.HARD: "H", Hardness.SOFT: "S", Hardness.STAFF: "T"}
    for programme in PROGRAMMES:
        assert "".join(letters[item.hardness] for item in programme.criteria) == HARDNESS[programme.code]


def test_only_dragoer_is_run_by_another_municipality():
    for programme in PROGRAMMES:
        for place in programme.municipalities:
            assert place.operated_by == ("185" if place.code == "155" else place.code)
    leads = {programme.code: programme.lead_municipality for programme in PROGRAMMES}
    assert leads["senior_advisory_board"] == "159"


def texts():
    for programme in PROGRAMMES:
        yield f"{programme.code}: texts", [
            programme.summary, programme.target_group, programme.duration, programme.capacity.note,
            programme.likely.heading, *programme.likely.paragraphs, *programme.likely.gets, programme.likely.next,
        ]  # fmt: skip
        yield f"{programme.code}: phases", [text for p in programme.phases for text in (p.title, p.text)]
        yield f"{programme.code}: criteria", list(criterion_texts(programme))
        if programme.routes:
            yield f"{programme.code}: routes", [route.text for route in programme.routes]
    for question in QUESTIONS:
        lines = [question.text, question.hint, question.why, *(button.label for button in question.buttons)]
        yield f"question {question.id}", [line for line in lines if line]


def criterion_texts(programme):
    for item in programme.criteria:
        yield from (text for _, text in item.texts)
        yield from filter(None, (item.alternative, item.wait, item.change))


TEXTS = dict(texts())
WORDS = re.compile(r"[A-Za-zÆØÅæøåéü]+(?:-[A-Za-zÆØÅæøå]+)*|\d+")


def lix(lines):
    """Words a sentence plus the share of words over six letters, as the text catalogue counts it."""
    words = [word for line in lines for word in WORDS.findall(re.sub(r"\{[a-z]+\}", "navn", line))]
    sentences = sum(max(1, len(re.findall(r"[.!?:…](?=\s|$)", line))) for line in lines)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS)
def test_texts_are_easy_to_read(lines):
    assert lix(lines) < 35


AVOID = (
    "afvist", "opfylder ikke", "berettiget", "udsat", "svag", "belastet", "langtidsledig", "klient", "skånebehov",
    "barriere", "misbrug", "psykiatri", "funktionsnedsættelse", "desværre", "straks", "diagnose", "jobcenter",
)  # fmt: skip


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS)
def test_texts_shame_nobody_and_use_danish_quotes(lines):
    for line in lines:
        assert not [word for word in AVOID if word in line.lower()], line
        assert '"' not in line
        assert line == line.strip()


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.code)
def test_every_criterion_has_its_sentences_and_a_source(programme):
    for item in programme.criteria:
        assert item.label
        assert item.source in programme.sources
        assert bool(item.alternative) == (item.hardness is not Hardness.STAFF)
    assert programme.phases
    assert programme.placement_kinds
    assert "{telefon}" in programme.contact.phone


def test_the_check_speaks_the_words_of_the_service_design():
    senior = {item.id: item for item in PROGRAMMES[0].criteria}
    spoken = {key: " ".join((dict(item.texts)["unmet"], item.alternative)) for key, item in senior.items()}
    assert spoken["age"] == (
        "Seniorsporet er for personer over 55 år. Kommunen har andre tilbud, som kan passe til dig."
    )
    assert spoken["unemployed_9_months"] == (
        "Seniorsporet er lavet til de første 9 måneder. Kommunen kan se på, om du alligevel kan være med."
    )
    by_id = {question.id: question for question in QUESTIONS}
    assert by_id["smaa-skridt"].button("maaske").label == "Måske, hvis det bliver tilpasset til mig"
    assert by_id["andet"].text == "Er der noget andet, du har brug for hjælp til først?"
