"""Moving the database between revisions with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).resolve().parent.parent.parent / "migrations"


def config_for(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def to_revision(url: str, revision: str) -> None:
    """Up or down, whichever leads to `revision`."""
    config = config_for(url)
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
