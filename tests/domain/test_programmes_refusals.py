"""Files that must not be used: each is refused with its name, the line and one Danish sentence."""

import re
from datetime import date
from importlib.resources import files

import pytest

from portal.domain.eligibility import next_question
from portal.programmes import InvalidFile, load_questions, read_programme, read_questions

FOLDER = files("portal.programmes")
SICK = (FOLDER / "sick_leave_social_investment.toml").read_text(encoding="utf-8")
HEALTH = (FOLDER / "health_support.toml").read_text(encoding="utf-8")
FLEX = (FOLDER / "flex_job_development.toml").read_text(encoding="utf-8")
ASKED = (FOLDER / "questions.toml").read_text(encoding="utf-8")
QUESTIONS = load_questions()


def refusal(text):
    with pytest.raises(InvalidFile) as caught:
        read_programme(text, "prøve.toml", QUESTIONS)
    return caught.value


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_the_shipped_files_are_read_as_any_other():
    for text in (SICK, HEALTH, FLEX):
        assert read_programme(text, "prøve.toml", QUESTIONS).code in text


CASES = {
    "unknown field at the top": ('seed = "000"', 'seed = "000"\nsede = "001"', "sede =", "Feltet 'sede' kendes ikke."),
    "unknown field in a criterion": (
        'id = "other_help_first"\n',
        'id = "other_help_first"\nhint = "x"\n',
        'hint = "x"',
        "Feltet 'hint' kendes ikke.",
    ),
    "missing source": (
        'kan du tjekke igen."\nsource = "practice"\n\n[[criteria]]\nid = "sick_8_weeks"',
        'kan du tjekke igen."\n\n[[criteria]]\nid = "sick_8_weeks"',
        '[[criteria]]\nid = "small_steps_now"',
        "Feltet 'source' mangler.",
    ),
    "source nobody has cited": ('source = "weeks"', 'source = "rygte"', 'source = "rygte"', "'rygte' står ikke"),
    "period the wrong way round": (
        "to = 2027-03-31",
        "to = 2025-03-31",
        "to = 2025-03-31",
        "Perioden slutter, før den begynder.",
    ),
    "a day nobody lives to see": ("to = 2027-03-31", "to = 9999-12-31", "to = 9999", "mellem 1900 og 2199"),
    "an address with a tag": ('slug = "rolig-start"', 'slug = "<b>"', 'slug = "<b>"', "skal ligne 'tidlig-indsats'"),
    "a code that is a path": (
        'code = "sick_leave_social_investment"',
        'code = "../../etc"',
        'code = "../',
        "skal ligne 'tidlig_indsats'",
    ),
    "a version too large to keep": (
        "version = 1\n",
        "version = 99999999999999999999\n",
        "version = 9",
        "mellem 1 og 1000000",
    ),
    "more places than there are people": ("total = 120", "total = 99999999999", "total = 9", "mellem 0 og 100000"),
    "weeks beyond the calendar": ("limit = 8", "limit = 99999999", "limit = 9", "mellem 0 og 1000"),
    "signs nobody sees": ('name = "Rolig', 'name = "\u202eRolig', 'name = "', "tegn, som ingen kan se"),
    "a text without end": ('name = "Rolig', f'name = "{"R" * 3000}Rolig', 'name = "', "højst være 2000 tegn"),
    "layers without end": ('seed = "000"', f"seed = {'[' * 5000}", "", "mange lag"),
    "date with a clock": ("to = 2027-03-31", "to = 2027-03-31T12:00:00", "to = 2027", "uden klokkeslæt"),
    "fact no question asks": (
        '"smaa-skridt", "andet"]',
        '"smaa-skridt"]',
        '[[criteria]]\nid = "other_help_first"',
        "intet spørgsmål spørger om det",
    ),
    "question that does not exist": ('"andet"]', '"andre"]', "questions = ", "Spørgsmålet 'andre' findes ikke."),
    "question without the one it follows": (
        'questions = ["situation", ',
        "questions = [",
        "questions = ",
        "kræver, at 'situation' også bliver stillet",
    ),
    "wrong kind of value": ("total = 120", 'total = "120"', 'total = "120"', "forkert slags værdi"),
    "truth for a number": ("total = 120", "total = true", "total = true", "forkert slags værdi"),
    "hardness of its own": ('hardness = "soft"', 'hardness = "blød"', 'hardness = "blød"', "'blød' er ikke en af"),
    "unknown kind of test": ('kind = "municipality"', 'kind = "star"', "test =", "'star' er ikke en slags prøve"),
    "unknown unit": ('unit = "weeks"', 'unit = "days"', 'unit = "days"', "'days' er ikke en af: years, months, weeks."),
    "unknown code": ('codes = ["no"]', 'codes = ["nej"]', 'codes = ["nej"]', "kan ikke prøves mod 'nej'"),
    "no codes": ('codes = ["no"]', "codes = []", "codes = []", "en tom liste"),
    "unknown fact": ('fact = "other_help_first"', 'fact = "star"', 'fact = "star"', "'star' er ikke en oplysning"),
    "empty sentence": ('met = "Du er sygemeldt."', 'met = " "', 'met = " "', "Feltet 'met' er tomt."),
    "criterion twice": (
        'id = "can_return"',
        'id = "attachment_at_risk"',
        '[[criteria]]\nid = "attachment_at_risk"\nlabel = "Tempo"',
        "'attachment_at_risk' står to gange.",
    ),
    "placement kind of its own": ('"ordinary_job"]', '"job"]', "placement_kinds", "'job' er ikke en slags forløb"),
    "deadline too short": (
        "[capacity]",
        "[deadlines]\npause_keeps = 7\n\n[capacity]",
        "pause_keeps = 7",
        "Fristen skal være mellem 28 og 365 dage.",
    ),
    "deadline nobody knows": (
        "[capacity]",
        "[deadlines]\nanswer = 5\n\n[capacity]",
        "answer = 5",
        "Feltet 'answer' kendes ikke.",
    ),
    "more places than there are": (
        "total = 120",
        "total = 120\nby_municipality = { 155 = 100, 185 = 50 }",
        "by_municipality = ",
        "Kommunernes pladser er flere end de 120 i alt.",
    ),
    "not TOML": ("total = 120", "total = = 120", "total = = 120", "Filen er ikke gyldig TOML."),
}


@pytest.mark.parametrize(("old", "new", "at", "sentence"), CASES.values(), ids=CASES)
def test_a_faulty_programme_is_refused_where_it_is_wrong(old, new, at, sentence):
    assert old in SICK
    text = SICK.replace(old, new, 1)
    error = refusal(text)
    assert sentence in error.sentence
    assert str(error).startswith("prøve.toml, linje ")
    assert error.line == line_of(text, at)


def test_a_missing_field_is_refused():
    error = refusal(re.sub(r"^summary = .*\n", "", SICK, flags=re.MULTILINE))
    assert error.sentence == "Feltet 'summary' mangler."


def test_a_sensitive_question_can_never_be_made_to_give_a_no():
    hard = SICK.replace('label = "Anden hjælp"\nhardness = "soft"', 'label = "Anden hjælp"\nhardness = "hard"', 1)
    error = refusal(hard)
    assert "følsomme spørgsmål 'andet'" in error.sentence
    assert error.line == line_of(hard, 'id = "other_help_first"') - 1


def test_nor_as_a_part_of_another_test():
    hidden = SICK.replace(
        'test = { kind = "one_of", fact = "small_steps", codes = ["yes", "maybe"] }',
        'test = { any = [{ kind = "one_of", fact = "small_steps", codes = ["yes"] },'
        ' { kind = "one_of", fact = "other_help_first", codes = ["no"] }] }',
        1,
    )
    assert "'andet'" in refusal(hidden).sentence


def test_a_criterion_added_to_a_file_gets_its_question_asked():
    """An administrator's new criterion needs its question on the programme's list, and not a line of code."""
    added = FLEX.replace('"fleks-timer"]', '"fleks-timer", "helbred"]') + (
        '[[criteria]]\nid = "ny"\nlabel = "Ny"\nhardness = "soft"\nsource = "article"\nalternative = "Ring til os."\n'
        'met = "Ja."\nunmet = "Nej."\nunknown = "Måske."\n'
        'test = { kind = "one_of", fact = "health_obstacle", codes = ["yes"] }\n'
    )
    programme = read_programme(added, "prøve.toml", QUESTIONS)
    answers = {"situation": "fleksjob", "kommune": "toender", "fleks-timer": "0_10"}
    assert next_question([programme], QUESTIONS, answers, date(2026, 11, 22)).id == "helbred"
    unchanged = read_programme(FLEX, "prøve.toml", QUESTIONS)
    assert next_question([unchanged], QUESTIONS, answers, date(2026, 11, 22)) is None


QUESTION_CASES = {
    "range the wrong way round": ("{ min = 3, max = 9 }", "{ min = 9, max = 3 }", "min er større end max"),
    "unknown fact": ("facts = { flex_job_eligible", "facts = { flexjob", "'flexjob' er ikke en oplysning"),
    "unknown code": ('danish = "talk"', 'danish = "nej"', "ikke står på listen"),
    "unknown field": ('id = "alder"', 'id = "alder"\nicon = "x"', "Feltet 'icon' kendes ikke."),
    "no why": ('why = "Hjælpen afhænger af, hvilken ydelse du får."\n', "", "Feltet 'why' mangler."),
}


@pytest.mark.parametrize(("old", "new", "sentence"), QUESTION_CASES.values(), ids=QUESTION_CASES)
def test_a_faulty_question_is_refused(old, new, sentence):
    assert old in ASKED
    text = ASKED.replace(old, new, 1)
    with pytest.raises(InvalidFile, match=r"spørgsmål\.toml, linje \d+: ") as caught:
        read_questions(text, "spørgsmål.toml")
    assert sentence in caught.value.sentence
    if new:
        assert caught.value.line == line_of(text, new) + new.count("\n")
