"""`portal timemachine`: how many of a whole country's people other rules would judge differently. Numbers only, no names.

The page for staff does the same for their own municipality, with names and reasons. Nothing is written anywhere.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click

from portal.domain.eligibility import Programme
from portal.domain.eligibility.comparison import Cause, Comparison
from portal.programmes import InvalidFile, load_programmes, load_questions, read_programme
from portal.programmes.loading import CODES
from portal.services.time_machine import Tally, judge_everybody
from portal.services.work import COPENHAGEN
from portal.settings import Settings, UnsafeSettings

NOBODY: frozenset[str] = frozenset()
"""The command has no municipality of its own: everybody is counted among the others, and nobody is listed."""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("code", type=click.Choice(CODES))
@click.option("--on", "day", type=DAY, required=True, help="Dagen, reglerne prøves på: 2027-01-01.")
@click.option("--rules", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tilbuddets nye TOML-fil.")
def timemachine(code: str, day: datetime, rules: Path | None) -> None:
    """Prøv andre regler på alle, der er med i tilbuddet CODE eller på vej ind. Skriver tal som JSON og gemmer intet."""
    from portal.adapters.clock import SystemClock
    from portal.store import judging
    from portal.store.engine import open_database, reading_session

    try:
        settings = Settings.from_env()
    except UnsafeSettings as fault:
        raise click.ClickException(str(fault)) from None
    now = next(one for one in load_programmes() if one.code == code)
    then = _read(rules, code) if rules else now
    today = SystemClock().now().astimezone(COPENHAGEN).date()
    engine = open_database(settings.database_url, settings.data_keys)
    try:
        with reading_session(engine) as session:
            people = judging.count(session, code)
            with click.progressbar(length=people, label="Prøver reglerne", file=sys.stderr) as bar:
                everybody = judging.stream(session, code)
                comparison = Comparison(now, then, today, day.date())
                _, tally, _ = judge_everybody(everybody, comparison, NOBODY, lambda seen: bar.update(seen - bar.pos))
                bar.update(people - bar.pos)
    finally:
        engine.dispose()
    click.echo(json.dumps(_numbers(comparison, tally), ensure_ascii=False, indent=2))


def _read(path: Path, code: str) -> Programme:
    try:
        programme = read_programme(path.read_text(encoding="utf-8"), path.name, load_questions())
    except InvalidFile as fault:
        raise click.ClickException(str(fault)) from None
    if programme.code != code:
        raise click.ClickException(f"{path.name} er reglerne for {programme.code}, ikke for {code}.")
    return programme


def _numbers(comparison: Comparison, tally: Tally) -> dict[str, object]:
    return {
        "code": comparison.now.code,
        "today": _day(comparison.today),
        "on": _day(comparison.day),
        "people": tally.people,
        "changed": tally.changed,
        "causes": {cause.value: tally.causes[cause] for cause in Cause},
        "moves": [
            {"from": before.value, "to": after.value, "people": count}
            for (before, after), count in tally.moves.most_common()
        ],
        "criteria": dict(tally.criteria.most_common()),
    }


def _day(day: date) -> str:
    return day.isoformat()
