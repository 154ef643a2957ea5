"""A programme as its TOML file: taken over from another municipality, or copied under another name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.programmes import InvalidFile, common_questions, read_programme
from portal.programmes.editing import Data, data_of, toml_of
from portal.services.programme_version.drafting import (
    add_draft,
    keep_shipped,
    latest_published,
    read_or_refuse,
    refuse_foreign,
)
from portal.services.work import Work
from portal.store import programme_versions


@dataclass(frozen=True)
class ImportFile:
    filename: str
    text: str


@dataclass(frozen=True)
class CopyProgramme:
    """The same rules under another name; `code` is the word in addresses and files, in English."""

    source: str
    code: str
    name: str
    slug: str


def import_file(work: Work, cmd: ImportFile) -> UUID:
    """Make a draft of a file. Raises InvalidFile with file, line and sentence, or Refused where it clashes with ours."""
    programme = read_programme(cmd.text, cmd.filename, common_questions(), trial_people_hold=True)
    refuse_foreign(work, programme.lead_municipality)
    _refuse_taken_slug(work, programme.code, programme.slug)
    keep_shipped(work, programme.code)
    if programme_versions.find_open(work.session, programme.code):
        raise Refused(f"Der er allerede et udkast til {programme.name}. Send det videre, eller slet det først.")
    latest = latest_published(work, programme.code)
    data = data_of(cmd.text)
    number = programme_versions.next_number(work.session, programme.code)
    if latest and programme.version < number:
        sentence = f"Version {programme.version} findes allerede. Filen skal have version {number} eller højere."
        raise InvalidFile(cmd.filename, _line_of_version(cmd.text), sentence)
    data.pop("valid_from", None)
    return add_draft(work, data, programme.version, latest.number if latest else None).id


def copy_programme(work: Work, cmd: CopyProgramme) -> UUID:
    """Begin a new programme as a copy of another. Trial people come along; the sources must be checked anew."""
    if work.house.programmes and any(one.code == cmd.code for one in work.house.programmes):
        raise Refused("Koden er i brug. Vælg en anden.", "code")
    if programme_versions.next_number(work.session, cmd.code) > 1:
        raise Refused("Koden er i brug. Vælg en anden.", "code")
    _refuse_taken_slug(work, cmd.code, cmd.slug)
    keep_shipped(work, cmd.source)
    source = latest_published(work, cmd.source)
    if source is None:
        raise Refused("Tilbuddet har ingen version, der gælder.", "source")
    data = data_of(source.text)
    _rename_questions(data, f"{cmd.slug}-")
    data |= {"code": cmd.code, "name": cmd.name, "slug": cmd.slug, "version": 1}
    data.pop("valid_from", None)
    read_or_refuse(cmd.code, toml_of(data))
    return add_draft(work, data, 1, None).id


def _rename_questions(data: Data, prefix: str) -> None:
    """A programme's own questions carry its name, so the copy's carry the copy's."""
    old = f"{data['slug']}-"
    for question in data.get("own_questions", []):
        renamed = prefix + question["id"].removeprefix(old)
        data["questions"] = [renamed if one == question["id"] else one for one in data["questions"]]
        question["id"] = renamed


def _refuse_taken_slug(work: Work, code: str, slug: str) -> None:
    if code == programme_versions.QUESTIONS:
        raise Refused("Koden er i brug. Vælg en anden.", "code")
    if any(one.slug == slug and one.code != code for one in work.house.programmes):
        raise Refused(f"Adressen »{slug}« bruges af et andet tilbud. Vælg en anden.", "slug")


def _line_of_version(text: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split("=")[0].strip() == "version"), 1)
