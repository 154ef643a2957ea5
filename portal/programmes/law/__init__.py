"""The legal tables shipped with the portal, as TOML files beside this one."""

from functools import cache
from importlib.resources import files

from portal.domain.placement_law import LawTables, read_law


@cache
def load_law() -> LawTables:
    """The shipped tables, read and checked once in a process."""
    return read_law(
        {
            entry.name: entry.read_text(encoding="utf-8")
            for entry in files(__package__).iterdir()
            if entry.name.endswith(".toml")
        }
    )
