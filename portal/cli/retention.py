"""A command for whoever owns the database: delete what has had its time."""

from __future__ import annotations

import click

from portal.cli.operate import settings_or_exit


@click.command()
@click.option("--delete", "for_real", is_flag=True, help="Slet. Ellers vises kun, hvad der ville ske.")
def retention(for_real: bool) -> None:
    """Show, or delete, what the retention rules say. On PostgreSQL as the owner: the portal's own role may not."""
    from portal import build_house, build_ports
    from portal.domain.access import ANONYMOUS
    from portal.services import retention as service
    from portal.services.work import Work
    from portal.store.engine import open_database, writing_session

    settings = settings_or_exit()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    with writing_session(engine) as session, session.begin():
        work = Work(session, ANONYMOUS, ports.clock.now(), build_house(settings, ports), ports)
        numbers = service.clean(work) if for_real else service.counts(service.due(work))
    for table, number in numbers.items():
        click.echo(f"{table}: {number}")
    click.echo("Slettet." if for_real else "Intet er slettet. Kør med --delete for at slette.")
