"""The common questions' words as dated versions: two people, an order that holds, and nothing that answers mean is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.access import Role
from portal.domain.eligibility.wording import QuestionWords, reworded, words_of
from portal.domain.errors import NotFound, Refused, Stale
from portal.programmes import common_questions
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

TODAY = NOW.date()


def words(question_id: str) -> QuestionWords:
    return next(one for one in words_of(common_questions()) if one.id == question_id)


@pytest.fixture
def vibeke(make: Factory, make_work: MakeWork) -> Work:
    return make_work(actor(make.user(Role.PROGRAMME_MANAGER, "Vibeke Dam", municipalities=["185"])))


@pytest.fixture
def admin(make: Factory, make_work: MakeWork) -> Work:
    return make_work(actor(make.user(Role.ADMIN, "Administrator", municipalities=[])))


def change(work: Work, draft, edit) -> None:
    now = store.get_questions(work.session, draft)
    versions.change_words(work, versions.ChangeWords(draft, now.version, "prøve", edit))


def propose(work: Work, draft, valid_from=TODAY) -> store.VersionRecord:
    now = store.get_questions(work.session, draft)
    versions.propose_words(work, versions.ProposeWords(draft, now.version, valid_from, "Kortere"))
    return store.get_questions(work.session, draft)


def test_new_words_count_from_their_day_and_mean_what_the_old_ones_did(vibeke: Work, admin: Work) -> None:
    draft = versions.begin_words(vibeke)
    assert versions.begin_words(vibeke) == draft
    age = replace(words("alder"), text="Er du 55 år eller ældre?", labels=(("ja", "Ja, det er jeg"), ("nej", "Nej")))
    change(vibeke, draft, lambda data: versions.put_words(data, age))
    sent = propose(vibeke, draft, TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="En anden end dig"):
        versions.publish_words(vibeke, versions.Publish(sent.id, sent.version))
    versions.publish_words(admin, versions.Publish(sent.id, sent.version))
    before = versions.house_on(admin.session, admin.house, TODAY)
    after = versions.house_on(admin.session, admin.house, TODAY + timedelta(days=3))
    assert before.questions == admin.house.questions
    asked = {one.id: one for one in after.questions}
    assert asked["alder"].text == "Er du 55 år eller ældre?"
    assert [one.label for one in asked["alder"].buttons] == ["Ja, det er jeg", "Nej"]
    shipped = {one.id: one for one in before.questions}
    for one in after.questions:
        assert [(b.value, b.facts) for b in one.buttons] == [(b.value, b.facts) for b in shipped[one.id].buttons]
        assert (one.when, one.sensitive) == (shipped[one.id].when, shipped[one.id].sensitive)
    assert after.programmes == before.programmes


def publish(vibeke: Work, admin: Work, text: str) -> store.VersionRecord:
    draft = versions.begin_words(vibeke)
    change(vibeke, draft, lambda data: versions.put_words(data, replace(words("alder"), text=text)))
    sent = propose(vibeke, draft)
    versions.publish_words(admin, versions.Publish(sent.id, sent.version))
    return sent


def asked_on(work: Work, on=TODAY) -> str:
    house = versions.house_on(work.session, work.house, on)
    return next(one for one in house.common if one.id == "alder").text


def test_one_person_brings_the_words_before_back_at_once(vibeke: Work, admin: Work) -> None:
    first = publish(vibeke, admin, "Er du 55?")
    second = publish(vibeke, admin, "Er du fyldt femoghalvtreds?")
    assert (first.number, second.number) == (2, 3)
    versions.roll_back(vibeke, versions.RollBack(store.QUESTIONS, 3, "Svær at læse"))
    assert asked_on(vibeke) == "Er du 55?"
    with pytest.raises(Stale):
        versions.roll_back(vibeke, versions.RollBack(store.QUESTIONS, 3, "Svær at læse"))
    versions.roll_back(vibeke, versions.RollBack(store.QUESTIONS, 4, "Svær at læse"))
    assert asked_on(vibeke) == "Er du fyldt 55 år?"
    with pytest.raises(NotFound):
        versions.roll_back(vibeke, versions.RollBack(store.QUESTIONS, 5, "Svær at læse"))
    assert [one.number for one in versions.list_words(vibeke)] == [5, 4, 3, 2, 1]


def test_words_that_have_not_begun_are_called_off(vibeke: Work, admin: Work) -> None:
    draft = versions.begin_words(vibeke)
    change(vibeke, draft, lambda data: versions.put_words(data, replace(words("alder"), text="Er du 55?")))
    sent = propose(vibeke, draft, TODAY + timedelta(days=3))
    versions.publish_words(admin, versions.Publish(sent.id, sent.version))
    now = store.get_questions(admin.session, draft)
    versions.cancel(admin, versions.Cancel(draft, now.version, "Ikke alligevel"))
    assert asked_on(vibeke, TODAY + timedelta(days=3)) == "Er du fyldt 55 år?"


def test_a_programme_that_came_too_long_in_between_stops_the_approval(
    vibeke: Work, admin: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = versions.begin_words(vibeke)
    change(vibeke, draft, lambda data: versions.move_up(data, "sprog"))
    sent = propose(vibeke, draft)
    monkeypatch.setattr("portal.domain.eligibility.fit.MOST_QUESTIONS", 3)
    with pytest.raises(Refused, match="Tjekket bliver for langt"):
        versions.publish_words(admin, versions.Publish(sent.id, sent.version))
    assert store.get_questions(admin.session, draft).state == "proposed"


def test_a_file_that_leaves_questions_out_removes_none(vibeke: Work, admin: Work) -> None:
    """What the rules ask for is asked, and a sensitive question stays sensitive, whatever a version says."""
    draft = versions.begin_words(vibeke)
    change(vibeke, draft, lambda data: data.update(questions=data["questions"][:2]))
    sent = propose(vibeke, draft)
    versions.publish_words(admin, versions.Publish(sent.id, sent.version))
    house = versions.house_on(admin.session, admin.house, TODAY)
    assert [one.id for one in house.common] == [one.id for one in common_questions()]
    assert [one.sensitive for one in house.common] == [one.sensitive for one in common_questions()]


def test_no_programme_is_called_the_common_questions(vibeke: Work) -> None:
    draft = versions.begin_words(vibeke)
    with pytest.raises(NotFound):
        store.get(vibeke.session, draft)
    with pytest.raises(NotFound):
        store.get_programme(vibeke.session, store.QUESTIONS)
    assert store.list_open(vibeke.session) == []
    with pytest.raises(Refused, match="siger det samme som version 1"):
        propose(vibeke, draft)


def _before(data, moved: str, other: str) -> None:
    rows = data["questions"]
    row = next(one for one in rows if one["id"] == moved)
    rows.remove(row)
    rows.insert(next(n for n, one in enumerate(rows) if one["id"] == other), row)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda data: _before(data, "alder", "situation"), "skal stå efter det spørgsmål, den bygger på"),
        (
            lambda data: versions.put_words(data, replace(words("alder"), labels=(("ja", "Ja" * 60), ("nej", "Nej")))),
            "80 tegn",
        ),
        (
            lambda data: versions.put_words(data, replace(words("alder"), labels=(("ja", "Nej"), ("nej", "Ja")))),
            "Svarene kan ikke bytte plads",
        ),
        (lambda data: versions.put_words(data, replace(words("alder"), why=" ")), "Feltet 'why' er tomt"),
        (
            lambda data: versions.put_words(data, replace(words("alder"), labels=(("ja", "Ja"), ("nej", "Ja")))),
            "To svar kan ikke hedde det samme",
        ),
        (
            lambda data: versions.put_words(
                data,
                replace(
                    words("alder"),
                    text="Beskæftigelsesindsatsens helhedsorienterede koordineringsforpligtelse?",
                    why="Tværfaglige sammenhænge nødvendiggør fyldestgørende oplysninger.",
                ),
            ),
            "for svær",
        ),
    ],
)
def test_what_would_hurt_the_check_is_refused(vibeke: Work, edit, sentence: str) -> None:
    draft = versions.begin_words(vibeke)
    with pytest.raises(Refused, match=sentence):
        change(vibeke, draft, edit)


def test_a_question_from_a_newer_release_keeps_its_own_words() -> None:
    known = words_of(common_questions())[:-1]
    last = common_questions()[-1]
    assert reworded(common_questions(), known)[-1] == last
    assert words_of(reworded(common_questions(), known)) == words_of(common_questions())


def test_no_programme_takes_the_code_of_the_questions(admin: Work) -> None:
    with pytest.raises(Refused, match="Koden er i brug"):
        versions.copy_programme(
            admin, versions.CopyProgramme("senior_advisory_board", store.QUESTIONS, "Fælles", "faelles")
        )
