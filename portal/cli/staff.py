"""A command for the day the portal is opened: the first account, by the hand of whoever runs it."""

from __future__ import annotations

import click

from portal.cli.operate import settings_or_exit


@click.command()
@click.option("--sub", "subject", required=True, help="Udbyderens eget navn (sub) for medarbejderen.")
@click.option("--name", required=True)
@click.option("--role", required=True, help="For eksempel admin, caseworker eller team_leader.")
@click.option("--municipality", "municipalities", multiple=True, required=True, help="Kode på tre tal; gerne flere.")
def staff(subject: str, name: str, role: str, municipalities: tuple[str, ...]) -> None:
    """Open an account for a member of staff, who then logs in with the staff's own provider."""
    from portal import build_house, build_ports
    from portal.domain.access import ANONYMOUS
    from portal.domain.errors import Refused
    from portal.services.staff import OpenStaffAccount, open_staff_account
    from portal.services.work import Work
    from portal.store.engine import open_database, writing_session

    settings = settings_or_exit()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    with writing_session(engine) as session, session.begin():
        work = Work(session, ANONYMOUS, ports.clock.now(), build_house(settings, ports), ports)
        try:
            open_staff_account(work, OpenStaffAccount(subject, name, role, municipalities))
        except Refused as refusal:
            raise click.ClickException(refusal.text) from None
    click.echo(f"{name} kan nu logge på.")
