"""Write a new migration from what the models say and the migrations do not yet: python tools/migration.py "add …"."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from portal.adapters.migrations import config_for, to_revision


def main(message: str) -> None:
    """The next number is the revision; the result is read and corrected by a person."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite'}"
        config = config_for(url)
        head = ScriptDirectory.from_config(config).get_current_head()
        if head:
            to_revision(url, "head")
        command.revision(config, message=message, autogenerate=True, rev_id=f"{int(head or 0) + 1:04d}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
