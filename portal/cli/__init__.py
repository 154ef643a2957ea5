"""The command line: `portal check`, `law` and `match` for other systems; the rest for those who run the portal."""

from __future__ import annotations

import click

from portal.cli.check import check
from portal.cli.law import law
from portal.cli.match import match
from portal.cli.operate import demo, deliver, migrate, serve


@click.group()
def main() -> None:
    """Skridtvis: et skridt ad gangen tilbage til arbejdslivet."""


for command in (check, law, match, demo, deliver, migrate, serve):
    main.add_command(command)
