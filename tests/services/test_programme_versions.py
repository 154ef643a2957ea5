"""Versions of a programme: one writes, another approves, nothing that has counted is changed, and a day decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.access import Actor, Role
from portal.domain.eligibility import Facts, Programme, Result, judge
from portal.domain.errors import IllegalMove, Refused, Stale
from portal.programmes import InvalidFile, shipped_text
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from tests.conftest import MakeWork
from tests.factories import Factory, actor

SENIOR = "senior_advisory_board"
SIXTY = "test"


@pytest.fixture
def author(make: Factory) -> Actor:
    return actor(make.user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=["159"]))


@pytest.fixture
def other(make: Factory) -> Actor:
    return actor(make.user(Role.ADMIN, "Administrator"))


def draft_of(work: Work, code: str = SENIOR, number: int | None = None) -> VersionRecord:
    return store.get(work.session, versions.begin_draft(work, versions.BeginDraft(code, number)))


def change(work: Work, draft: VersionRecord, edit) -> VersionRecord:
    versions.change_draft(work, versions.ChangeDraft(draft.id, draft.version, "prøve", edit))
    return store.get(work.session, draft.id)


def older(data) -> None:
    """Seniorsporet for people from 60 on: Birgit, who is 59, no longer fits."""
    criterion = next(one for one in data["criteria"] if one["id"] == "age")
    criterion["test"]["limit"] = 60


def renamed(data) -> None:
    data["title"] = "Et nyt navn"


def propose(
    work: Work, draft: VersionRecord, day: date | None = None, announced: tuple[str, ...] = ()
) -> VersionRecord:
    versions.propose(work, versions.Propose(draft.id, draft.version, day or work.today, "Ny alder", announced))
    return store.get(work.session, draft.id)


def publish(author: Work, other: Work, edit=renamed, day: date | None = None) -> VersionRecord:
    draft = propose(author, change(author, draft_of(author), edit), day)
    versions.publish(other, versions.Publish(draft.id, draft.version))
    return store.get(author.session, draft.id)


def in_force(work: Work, on: date | None = None, code: str = SENIOR) -> Programme:
    return versions.house_on(work.session, work.house, on or work.today).programme(code)


def test_until_somebody_edits_the_shipped_file_counts(make_work: MakeWork, author: Actor) -> None:
    work = make_work(author)
    assert versions.house_on(work.session, work.house, work.today) is work.house
    draft_of(work)
    assert in_force(work) is work.house.programme(SENIOR), "the draft has copied it, and nothing has changed"


def test_a_published_version_counts_from_its_day(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    before, later = in_force(work), work.today + timedelta(days=10)
    publish(work, make_work(other), day=later)
    assert in_force(work) is before
    assert in_force(work, later - timedelta(days=1)) is before
    assert (in_force(work, later).title, in_force(work, later).version) == ("Et nyt navn", 2)
    assert in_force(work, later) is in_force(work, later), "what is worked out from it can be kept"
    assert work.house.programme("health_support") is in_force(work, later, "health_support")


def test_nobody_approves_what_they_have_written_in(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    draft = propose(work, change(work, draft_of(work), renamed))
    with pytest.raises(Refused, match="En anden end dig"):
        versions.publish(work, versions.Publish(draft.id, draft.version))
    versions.publish(make_work(other), versions.Publish(draft.id, draft.version))
    assert in_force(work).title == "Et nyt navn"
    with pytest.raises(IllegalMove):
        versions.discard_draft(work, versions.DiscardDraft(draft.id, draft.version + 1))
    with pytest.raises(IllegalMove):
        change(work, store.get(work.session, draft.id), renamed)


def test_trial_people_do_not_turn_unannounced(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    draft = change(work, draft_of(work), older)
    name = "Birgit: 59 år, ledig i 6 måneder"
    with pytest.raises(Refused, match="Birgit: 59 år"):
        propose(work, draft)
    proposed = propose(work, draft, announced=(name,))
    assert proposed.announced == [{"name": name, "before": "passer", "after": "passer ikke nu"}]
    versions.publish(make_work(other), versions.Publish(proposed.id, proposed.version))
    people = {person.name: person.expected for person in in_force(work).trial_people}
    assert people[name] is Result.UNLIKELY


def test_nor_are_they_taken_out_unannounced(make_work: MakeWork, author: Actor) -> None:
    work = make_work(author)
    draft = change(work, draft_of(work), lambda data: data["trial_people"].pop(0))
    with pytest.raises(Refused, match="Birgit"):
        propose(work, draft)


def test_rolling_back_adds_a_version_and_changes_no_past(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    shipped = in_force(work)
    publish(work, make_work(other))
    with pytest.raises(Stale):
        versions.roll_back(work, versions.RollBack(SENIOR, 1, "Forkert"))
    versions.roll_back(work, versions.RollBack(SENIOR, 2, "Forkert alder"))
    now = in_force(work)
    assert (now.version, now.title) == (3, shipped.title)
    kept = {one.number: one for one in store.list_of(work.session, SENIOR)}
    assert (kept[2].state, kept[2].restores, kept[3].restores) == ("published", None, 1)
    assert kept[1].text == shipped_text(SENIOR)


def test_only_what_has_not_begun_can_be_called_off(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    begun = publish(work, make_work(other))
    with pytest.raises(IllegalMove):
        versions.cancel(work, versions.Cancel(begun.id, begun.version, "Alligevel ikke"))
    later = work.today + timedelta(days=30)
    coming = publish(work, make_work(other), lambda data: data.update(title="Senere"), later)
    versions.cancel(work, versions.Cancel(coming.id, coming.version, "Alligevel ikke"))
    assert in_force(work, later).title == "Et nyt navn"


def test_versions_do_not_overlap_and_the_past_is_closed(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work = make_work(author)
    with pytest.raises(Refused, match="fortiden"):
        propose(work, change(work, draft_of(work), renamed), work.today - timedelta(days=1))
    draft = draft_of(work)
    later = work.today + timedelta(days=30)
    proposed = propose(work, draft, later)
    versions.publish(make_work(other), versions.Publish(proposed.id, proposed.version))
    again = change(work, draft_of(work), lambda data: data.update(title="Igen"))
    with pytest.raises(Refused, match="overlappe"):
        propose(work, again, later)


def test_a_draft_that_says_nothing_new_is_not_sent(make_work: MakeWork, author: Actor) -> None:
    work = make_work(author)
    with pytest.raises(Refused, match="samme som version 1"):
        propose(work, draft_of(work))


def test_two_who_begin_at_once_share_one_draft_and_do_not_overwrite(make_work: MakeWork, author, other) -> None:
    mine, theirs = draft_of(make_work(author)), draft_of(make_work(other))
    assert mine.id == theirs.id
    change(make_work(author), mine, renamed)
    with pytest.raises(Stale):
        change(make_work(other), theirs, renamed)


def test_the_house_can_be_seen_with_a_draft(make_work: MakeWork, author: Actor) -> None:
    work = make_work(author)
    draft = change(work, draft_of(work), older)
    house = versions.house_with(work.session, work.house, draft.id, work.today)
    facts = Facts(age=None, birth_date=date(1967, 3, 14))
    ages = [
        next(c for c in judge(h.programme(SENIOR), facts, work.today).criteria if c.id == "age")
        for h in (work.house, house)
    ]
    assert [line.outcome.value for line in ages] == ["met", "unmet"]
    assert [one.code for one in versions.list_choices(work)[1]] == [SENIOR]


def test_a_file_from_another_municipality_becomes_a_draft(make_work: MakeWork, author: Actor, other: Actor) -> None:
    text = shipped_text(SENIOR).replace(SENIOR, "gladsaxe_track").replace('slug = "seniorsporet"', 'slug = "nyt-spor"')
    work = make_work(author)
    draft = store.get(work.session, versions.import_file(work, versions.ImportFile("nyt.toml", text)))
    proposed = propose(work, draft)
    assert "gladsaxe_track" not in [
        one.code for one in versions.house_on(work.session, work.house, work.today).programmes
    ]
    versions.publish(make_work(other), versions.Publish(proposed.id, proposed.version))
    house = versions.house_on(work.session, work.house, work.today)
    assert [one.code for one in house.programmes][-1] == "gladsaxe_track"
    past = versions.house_on(work.session, house, work.today - timedelta(days=1))
    assert [one.code for one in past.programmes] == [one.code for one in work.house.programmes]


FAULTS = {
    "a version that is here already": ("version = 1", "version = 1", "version = ", "Version 1 findes allerede"),
    "a trial person who does not come out so": (
        'expected = "likely"', 'expected = "maybe"', "[[trial_people]]", "får svaret »passer«, men filen siger"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_refused_with_its_line(make_work: MakeWork, author: Actor, old, new, at, sentence) -> None:
    text = shipped_text(SENIOR).replace(old, new)
    with pytest.raises(InvalidFile) as caught:
        versions.import_file(make_work(author), versions.ImportFile("senior.toml", text))
    assert sentence in caught.value.sentence
    assert caught.value.line == text[: text.index(at)].count("\n") + 1


def test_a_manager_takes_in_files_of_the_own_municipality_only(make_work: MakeWork, author: Actor) -> None:
    text = shipped_text("health_support").replace("version = 1", "version = 2", 1)
    with pytest.raises(Refused, match="din egen kommune"):
        versions.import_file(make_work(author), versions.ImportFile("x.toml", text))


def test_a_copy_is_a_programme_of_its_own(make_work: MakeWork, author: Actor) -> None:
    work = make_work(author)
    copied = versions.copy_programme(work, versions.CopyProgramme(SENIOR, "second_track", "Andet spor", "andet-spor"))
    draft = store.get(work.session, copied)
    assert (draft.code, draft.number, draft.base_number) == ("second_track", 1, None)
    with pytest.raises(Refused, match="Adressen"):
        versions.copy_programme(work, versions.CopyProgramme(SENIOR, "third", "Tredje", "seniorsporet"))


def test_every_step_leaves_a_trail(make_work: MakeWork, author: Actor, other: Actor) -> None:
    work, second = make_work(author), make_work(other)
    publish(work, second)
    assert [entry.action.split(".")[1] for entry in work.trail] == ["begin", "change", "propose"]
    assert [entry.action for entry in second.trail] == ["programme_version.publish"]


def test_a_reopened_programme_of_the_demo_stays_open_when_it_is_edited(make_work: MakeWork, other: Actor) -> None:
    work = make_work(other)
    flex = work.house.programme("flex_job_development")
    draft = change(work, draft_of(work, flex.code), renamed)
    edited = versions.parsed(draft, demo=True)
    assert edited.term == replace(flex.term, confirmed=True)
