"""Commands for whoever watches over the portal: is the trail as it was written, and who may touch it?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from portal.cli.operate import settings_or_exit

if TYPE_CHECKING:
    from portal.store.audit_chain import Head


@click.group()
def audit() -> None:
    """Sporet af, hvem der har ændret og set hvad."""


@audit.command()
@click.option("--head", "noted", help="Et hoved, der er noteret tidligere, som NUMMER:HASH.")
def verify(noted: str | None) -> None:
    """Walk the whole chain. Exit 0 when it holds, 1 with a line for each fault. Note the head somewhere else."""
    from portal.store import audit_chain
    from portal.store.audit import kept_since
    from portal.store.engine import open_database, reading_session

    settings = settings_or_exit()
    with reading_session(open_database(settings.database_url, settings.data_keys)) as session:
        found = audit_chain.verify(session, kept=kept_since(datetime.now(UTC)), expected=_head(noted))
    for fault in found.faults:
        click.echo(fault)
    if found.faults:
        raise SystemExit(1)
    click.echo(f"Kæden holder: {found.head.seq} led. {found.expired} rækker er slettet efter deres frist.")
    if found.older:
        click.echo(f"{found.older} rækker er ældre end kæden.")
    click.echo(f"Hoved: {found.head}")


def _head(noted: str | None) -> Head | None:
    from portal.store.audit_chain import Head

    if not noted:
        return None
    number, _, digest = noted.partition(":")
    try:
        return Head(int(number), bytes.fromhex(digest))
    except ValueError:
        raise click.ClickException("Hovedet skal have formen NUMMER:HASH.") from None


@click.command()
@click.argument("role")
def grant(role: str) -> None:
    """Give PostgreSQL's ROLE what the portal needs: not the right to change the trail. After each migration."""
    from portal.adapters import database_role
    from portal.store.engine import open_database

    settings = settings_or_exit()
    engine = open_database(settings.database_url, settings.data_keys)
    if engine.dialect.name != "postgresql":
        raise click.ClickException("Kun PostgreSQL har roller.")
    with engine.begin() as connection:
        database_role.grant(connection, role)
    click.echo(f"Rollen {role} kan læse og skrive sager og kun føje til sporet.")
