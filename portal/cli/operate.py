"""Commands for those who run the portal: migrate, serve, deliver, and the demo."""

from __future__ import annotations

import resource
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.settings import Settings, UnsafeSettings

if TYPE_CHECKING:
    from portal.web.context import Portal

DELIVERY_SECONDS = 2
CONNECTIONS = 4000
"""Slow and stalled telephones cost a connection each, and no thread: nobody else waits for them."""


def settings_or_exit() -> Settings:
    try:
        return Settings.from_env()
    except UnsafeSettings as fault:
        raise click.ClickException(str(fault)) from None


@click.command()
@click.argument("revision", default="head")
def migrate(revision: str) -> None:
    """Bring the database to REVISION (head unless given; `base` takes everything down)."""
    from portal.adapters.migrations import to_revision
    from portal.store.crypto import KeyRing
    from portal.store.types import use_keys

    settings = settings_or_exit()
    use_keys(KeyRing(settings.data_keys))  # a revision may seal what lay open
    to_revision(settings.database_url, revision)


@click.command()
def deliver() -> None:
    """Do what is due now: proposals to send and letters in the outbox. For a scheduler in production."""
    from portal import build_house, build_ports
    from portal.services import background
    from portal.store.engine import open_database

    settings = settings_or_exit()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    done = background.run_due(engine, build_house(settings, ports), ports)
    click.echo(f"Sendt: {done}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the portal with waitress, and send what is due in one thread beside it."""
    from waitress import serve as waitress_serve

    from portal import create_app

    settings = settings_or_exit()
    _refuse_taken_port(host, port)
    app = create_app(settings)
    parts: Portal = app.extensions["portal"]
    if settings.is_production:
        _refuse_powerful_role(parts)
    threading.Thread(target=_deliver_for_ever, args=(parts,), daemon=True).start()
    _make_room_for(CONNECTIONS)
    proxy = {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": "x-forwarded-for"}
    waitress_serve(
        app.wsgi_app,
        host=host,
        port=port,
        threads=8,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() knows no more than 1,024 files
        ident=None,
        **(proxy if settings.trusted_proxy else {}),
    )


def _make_room_for(connections: int) -> None:
    """Let the process hold so many connections open beside its own files, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 200
    if soft != resource.RLIM_INFINITY and soft < wanted:
        top = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (top, hard))


def _refuse_powerful_role(parts: Portal) -> None:
    """Whoever breaks into the application must not be able to hide it."""
    from portal.adapters.database_role import can_change_the_trail

    powers = can_change_the_trail(parts.engine)
    if powers:
        raise click.ClickException(
            f"Databaserollen kan ændre sporet ({', '.join(powers)}). Brug en rolle, der ikke ejer tabellerne, "
            "og kør 'portal grant ROLLE' som ejeren."
        )


def _refuse_taken_port(host: str, port: int) -> None:
    """Say in one line what to do, before anything is set in motion."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(f"Port {port} er optaget. Vælg en anden: make demo PORT={port + 1}") from None


def _deliver_for_ever(parts: Portal) -> None:
    import structlog

    from portal.services import background, bell

    while True:
        try:
            background.run_due(parts.engine, parts.house, parts.ports)
        except Exception as fault:  # the next round tries again; the log tells of it
            structlog.get_logger().error("background", kind=type(fault).__name__)
        bell.wait(DELIVERY_SECONDS)


@click.command()
@click.option("--port", default=5000, show_default=True)
@click.option("--reset", is_flag=True, help="Begynd forfra med nye demopersoner.")
@click.pass_context
def demo(context: click.Context, port: int, reset: bool) -> None:
    """Migrate, load the demo people, print the address and the log-ins, and serve."""
    from portal.adapters import demo_people

    settings = settings_or_exit()
    _refuse_taken_port("127.0.0.1", port)
    if not settings.demo_login:
        raise click.ClickException("Demoen kan ikke køre i produktion.")
    if reset:
        _remove_database(settings)
    click.echo("Gør databasen klar …")
    context.invoke(migrate)
    click.echo("Indlæser demopersoner …")
    demo_people.load(settings)
    _print_welcome(settings, port)
    context.invoke(serve, port=port)


def _remove_database(settings: Settings) -> None:
    path = settings.database_url.removeprefix("sqlite:///")
    if not settings.database_url.startswith("sqlite"):
        raise click.ClickException("RESET virker kun med demoens egen SQLite-database.")
    for suffix in ("", "-wal", "-shm"):
        Path(path + suffix).unlink(missing_ok=True)


def _print_welcome(settings: Settings, port: int) -> None:
    from portal.adapters import demo_people

    address = f"http://127.0.0.1:{port}"
    click.echo(f"\n  {settings.service_name} kører på {address}\n  Log på som en demoperson: {address}/log-paa/demo\n")
    for key, name, note in demo_people.log_ins(settings):
        click.echo(f"    {key:<18} {name:<28} {note}")
    click.echo("\n  Stop med Ctrl+C. Næste start beholder det, du har lavet; 'make demo RESET=1' begynder forfra.\n")
