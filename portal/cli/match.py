"""`portal match`: one matching run on an exchange file, for municipalities that run it beside their own systems.

The format is the contract of matching.md 1.5. Exit status: 0 a result, or a result that was accepted; 1 a result
that was rejected; 2 a file that was refused, and then nothing is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from portal.domain.matching.law import Law
from portal.domain.matching.model import Instance, Refusal

CHUNK = 1 << 20
EVERY = 10_000
OS_WORDS = {
    FileNotFoundError: "Filen findes ikke.",
    IsADirectoryError: "Det er en mappe.",
    PermissionError: "Der er ikke adgang til filen.",
}


@click.command()
@click.argument("files", nargs=-1, metavar="INSTANCE.json", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="RESULT.json", help="Her skrives resultatet.")
@click.option("--pairs", type=click.Path(path_type=Path), metavar="PAIRS.jsonl", help="Her skrives alle mulige par.")
@click.option("--verify", is_flag=True, help="Efterprøv et resultat: --verify RESULT.json INSTANCE.json.")
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Så mange processer må hjælpe. Svaret er det samme."
)
@click.option("--repeat", metavar="RUN", help="Gentag en kørsel fra databasen, og sammenlign med det, den gav.")
def match(
    files: tuple[Path, ...], out: Path | None, pairs: Path | None, verify: bool, workers: int | None, repeat: str | None
) -> None:
    """Find de bedste par af borgere og pladser, efterprøv et resultat, eller gentag en kørsel."""
    try:
        if repeat is not None:
            _repeat(repeat, out)
        elif verify:
            _verify(files, out, pairs)
        else:
            _match(files, out, pairs, workers)
    except Refusal as refusal:
        _leave(2, f"Afvist: {refusal}")
    except OSError as error:
        why = next((words for kind, words in OS_WORDS.items() if isinstance(error, kind)), error.strerror)
        _leave(2, f"Afvist: {error.filename}: {why}")


def _match(files: tuple[Path, ...], out: Path | None, pairs: Path | None, workers: int | None) -> None:
    if len(files) != 1 or out is None:
        raise click.UsageError(
            "Skriv: portal match INSTANCE.json --out RESULT.json [--pairs PAIRS.jsonl] [--workers N]"
        )
    from portal.domain.matching.exchange_result import pairs_text, result_text
    from portal.domain.matching.parts import compute_on_workers
    from portal.domain.matching.solve import result_of

    _check_targets(files[0], [path for path in (out, pairs) if path is not None])
    clock = _Clock()
    instance = _read(files[0])
    clock.lap("read")
    _say(f"{len(instance.citizens)} borgere, {len(instance.places)} opslag. Finder de bedste par.")
    computation = compute_on_workers(instance, workers)
    clock.lap("solve")
    result = result_of(computation)
    clock.lap("explain")
    written = [_Draft(out, result_text(computation, result, clock.seconds))]
    if pairs is not None:
        written.append(_Draft(pairs, pairs_text(computation)))
    _write(written)
    _say(f"{result.matched} par, {result.total} point. Skrevet i {out}.")


def _check_targets(instance: Path, targets: list[Path]) -> None:
    """Before the work, which may be long: is there somewhere to write, and is nothing lost by it?"""
    for path in targets:
        if not path.absolute().parent.is_dir():
            raise Refusal(str(path), "Mappen findes ikke.")
        if path.is_dir():
            raise Refusal(str(path), "Det er en mappe.")
    if len({path.resolve() for path in (instance, *targets)}) <= len(targets):
        raise Refusal(str(instance), "Filerne skal have hvert sit navn.")


def _verify(files: tuple[Path, ...], out: Path | None, pairs: Path | None) -> None:
    if len(files) != 2 or out is not None or pairs is not None:
        raise click.UsageError("Skriv: portal match --verify RESULT.json INSTANCE.json")
    from portal.domain.matching.verification import Rejected, verify

    result, instance = files
    asked = _read(instance)
    try:
        with result.open(encoding="utf-8-sig") as file:
            document = json.load(file)
        verify(asked, document)
    except Rejected as error:
        _leave(1, f"Forkastet: {error}")
    except (ValueError, RecursionError):
        _leave(1, "Forkastet: Resultatet er ikke gyldig JSON i UTF-8.")
    click.echo("Godkendt: Resultatet er rigtigt, og der findes ikke et bedre.")


def _repeat(run: str, out: Path | None) -> None:
    from portal.cli.match_repeat import repeat_run

    if differences := repeat_run(run, out):
        _leave(1, " ".join(("Ikke det samme:", *differences)))
    click.echo("Det samme: Kørslen gav de samme byte fra det samme grundlag.")


def _read(path: Path) -> Instance:
    from portal.domain.matching.exchange import read_instance

    try:
        with path.open(encoding="utf-8-sig") as file:
            instance = read_instance(iter(lambda: file.read(CHUNK) or None, None), shipped_law(), _progress())
    except UnicodeDecodeError as error:
        raise Refusal(str(path), "Filen er ikke UTF-8.") from error
    return instance


def shipped_law() -> Law:
    """The legal tables that come with the portal; their version is the fingerprint of their texts."""
    from importlib.resources import files

    from portal.domain.matching.placement import PlacementLaw
    from portal.programmes.law import load_law

    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in files("portal.programmes.law").iterdir()
        if entry.name.endswith(".toml")
    )
    return PlacementLaw(load_law(), hashlib.sha256(repr(texts).encode()).hexdigest()[:16])


class _Draft:
    """A file to be: its text is written beside it under another name."""

    def __init__(self, path: Path, text: Iterable[str]) -> None:
        self.path, self.text = path, text
        self.temporary: Path | None = None

    def write(self) -> None:
        """All of the text, down to the disk."""
        handle, name = tempfile.mkstemp(dir=self.path.absolute().parent, prefix=f".{self.path.name}.")
        self.temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(self.text)
            file.flush()
            os.fsync(file.fileno())


def _write(drafts: list[_Draft]) -> None:
    """All files or none: they get their names when every one of them is whole."""
    try:
        for draft in drafts:
            draft.write()
        mask = os.umask(0)
        os.umask(mask)
        for draft in drafts:
            if draft.temporary is not None:
                draft.temporary.chmod(0o666 & ~mask)
                draft.temporary.replace(draft.path)
    finally:
        for draft in drafts:
            if draft.temporary is not None:
                with suppress(FileNotFoundError):
                    draft.temporary.unlink()


class _Clock:
    """Seconds of each step, rounded to thousandths."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Ends a step."""
        now = time.perf_counter()
        self.seconds[name] = round(now - self._last, 3)
        self._last = now


def _progress() -> Any:
    """Counts rows on standard error when a person looks at it."""
    if not sys.stderr.isatty():
        return None

    def tell(name: str, rows: int) -> None:
        if rows % EVERY == 0:
            click.echo(f"\r{name}: {rows}", err=True, nl=False)

    return tell


def _say(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{text}", err=True)


def _leave(status: int, sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(status)
