"""`portal import-occupations`: the official list of jobs, so that every job can be found by its title."""

from __future__ import annotations

from pathlib import Path

import click

from portal.cli.operate import settings_or_exit


@click.command("import-occupations")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_occupations(file: Path) -> None:
    """Read the European classification's CSV of occupations in Danish (ESCO, occupations_da.csv) from FILE.

    All of it is taken or nothing. The same file twice changes nothing; a job that a newer file does not have is closed:
    nobody finds it any more, and whoever chose it keeps it.
    """
    from portal import build_house, build_ports
    from portal.adapters.occupation_file import InvalidFile, read_occupations
    from portal.domain.access import ANONYMOUS
    from portal.services import occupations as service
    from portal.services.work import Work
    from portal.store.engine import open_database, writing_session

    settings = settings_or_exit()
    try:
        found = read_occupations(file)
    except InvalidFile as fault:
        raise click.ClickException("\n".join(["Filen er ikke læst ind.", *fault.faults])) from None
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    with writing_session(engine) as session, session.begin():
        work = Work(session, ANONYMOUS, ports.clock.now(), build_house(settings, ports), ports)
        counts = service.import_occupations(work, service.ImportOccupations(found.rows, found.digest))
    if not counts.any:
        click.echo(f"{len(found.rows)} job. Listen var den samme i forvejen.")
        return
    click.echo(f"{len(found.rows)} job. Nye: {counts.added}. Ændrede: {counts.changed}. Lukkede: {counts.closed}.")
