"""The shipped list of usual jobs: searched by title from the first day, before anybody has imported a longer one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from portal.domain.titles import Title


@cache
def shipped_occupations() -> tuple[Title, ...]:
    text = files(__package__).joinpath("occupations.toml").read_text(encoding="utf-8")
    return tuple(_title(code, names.split(";")) for code, names in tomllib.loads(text).items())


def _title(code: str, names: list[str]) -> Title:
    own, *others = (name.strip() for name in names)
    return Title(code, own, tuple(others))


@cache
def _by_code() -> dict[str, str]:
    return {one.code: one.text for one in shipped_occupations()}


def occupation_title(code: str) -> str:
    """The title pages show for a code; the code itself where the list does not have it."""
    return _by_code().get(code, code)
