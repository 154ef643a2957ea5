"""`portal keys`: which keys personal data is encrypted with, and moving all of it to the newest."""

from __future__ import annotations

import click

from portal.cli.operate import settings_or_exit


@click.group()
def keys() -> None:
    """The keys that encrypt personal data: put a new one first in PORTAL_DATA_KEYS, restart, rotate, drop the old."""


@keys.command()
def show() -> None:
    """How many values were written with each key."""
    from portal.store import sealed
    from portal.store.engine import open_database, reading_session

    settings = settings_or_exit()
    with reading_session(open_database(settings.database_url, settings.data_keys)) as session:
        for number, times in sealed.count_by_key(session).items():
            click.echo(f"Nøgle {number}: {times}")


@keys.command()
@click.option("--batch", default=200, show_default=True, help="Values in each transaction.")
def rotate(batch: int) -> None:
    """Encrypt everything with the newest key. Can be stopped and begun again, and runs beside the portal."""
    from portal import build_house, build_ports
    from portal.domain.access import ANONYMOUS
    from portal.services import keys as service
    from portal.services.work import Work
    from portal.store.engine import open_database

    settings = settings_or_exit()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    house = build_house(settings, ports)
    done = service.rotate(engine, lambda session: Work(session, ANONYMOUS, ports.clock.now(), house, ports), batch)
    newest = settings.data_keys[0][0]
    click.echo(f"Skrevet om med nøgle {newest}: {done}. De ældre nøgler kan nu tages ud af PORTAL_DATA_KEYS.")
