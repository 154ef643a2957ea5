"""What the README says is so: variables, commands, pictures, dependencies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from portal.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_variable_is_in_the_table() -> None:
    code = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(PORTAL_[A-Z_]+)"', code)) - {"PORTAL_DEMO_LOGIN", "PORTAL_DEBUG"}
    told = set(re.findall(r"`(PORTAL_[A-Z_]+)`", README))
    assert read == told


def test_the_commands_it_names_exist() -> None:
    named = set(re.findall(r"(?:`|bin/)portal ([\w-]+)", README))
    assert named <= set(COMMANDS)
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in make for target in set(re.findall(r"`make (\w+)", README)))


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"\]\((docs/pictures/[\w-]+\.png)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\[><=]", d)[0].lower() for d in project["dependencies"]]
    section = README[README.index("## Dependencies") : README.index("## Words")].lower().replace("-", "")
    assert [name for name in names if name.replace("-", "") not in section] == []
