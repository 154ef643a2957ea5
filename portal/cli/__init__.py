"""The command line: `check`, `law` and `match` for other systems; the rest for those who run the portal."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "check": "portal.cli.check",
    "law": "portal.cli.law",
    "match": "portal.cli.match",
    "audit": "portal.cli.audit",
    "demo": "portal.cli.operate",
    "deliver": "portal.cli.operate",
    "grant": "portal.cli.audit",
    "import-occupations": "portal.cli.occupations",
    "keys": "portal.cli.keys",
    "migrate": "portal.cli.operate",
    "retention": "portal.cli.retention",
    "serve": "portal.cli.operate",
    "staff": "portal.cli.staff",
    "timemachine": "portal.cli.time_machine",
}


class Commands(click.Group):
    """Imports a command when it is asked for, so that a rule starts in a moment, without the web or the solver."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return getattr(import_module(COMMANDS[name]), name.replace("-", "_")) if name in COMMANDS else None


@click.command(cls=Commands)
def main() -> None:
    """Skridtvis: et skridt ad gangen tilbage til arbejdslivet."""
