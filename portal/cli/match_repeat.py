"""`portal match --repeat RUN`: a stored run done again from its input, compared byte by byte with what it gave."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click


def repeat_run(run: str, out: Path | None) -> tuple[str, ...]:
    """What is different, nothing where the run gave the same bytes; the result is written to `out` where one is given."""
    from portal import build_house, build_ports
    from portal.domain.access import ANONYMOUS
    from portal.domain.errors import NotFound
    from portal.services import matching
    from portal.services.work import Work
    from portal.settings import Settings
    from portal.store.engine import open_database, writing_session

    settings = Settings.from_env()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = build_ports(engine, settings)
    try:
        with writing_session(engine) as session:
            work = Work(session, ANONYMOUS, ports.clock.now(), build_house(settings, ports), ports)
            again = matching.repeat(work, UUID(run))
    except (NotFound, ValueError):
        raise click.UsageError(f"Der er ingen færdig kørsel {run}.") from None
    finally:
        engine.dispose()
    if out is not None:
        with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(again.text())
    return again.differences
