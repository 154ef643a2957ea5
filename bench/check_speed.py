"""How fast `portal check` is beside the least any program must do: parse the input and write the output.

The bar is six times the standard library's time on 100,000 people. Run: `python bench/check_speed.py
[people]`.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 6.0
PORTAL = Path(sys.executable).with_name("portal")
CODES = {
    "home_municipality": ["155", "159", "185", "550", "360", "376", "607", "101", "230"],
    "benefit": [
        "unemployment_benefit", "cash_benefit_activity_ready", "cash_benefit_job_ready", "sickness_benefit",
        "salary_during_sickness", "job_clarification", "unemployment_allowance_flex", "flex_job_employed",
        "unknown",
    ],
    "danish": ["yes", "with_help", "no", "talk"],
    "basic_it": ["yes", "with_help", "no"],
    "flex_job_eligible": ["yes", "no", "pending"],
    "disability_pension": ["yes", "no"],
    "wants_workplace": ["yes", "maybe", "no"],
    "small_steps": ["yes", "maybe", "not_now", "talk"],
    "other_help_first": ["yes", "no", "talk"],
    "health_obstacle": ["yes", "no", "talk"],
}  # fmt: skip


def person(number: int, dice: random.Random) -> str:
    """One generated person as a JSON line; about half of the facts are given."""
    facts: dict[str, object] = {name: dice.choice(codes) for name, codes in CODES.items() if dice.random() < 0.6}
    if dice.random() < 0.8:
        facts["birth_date"] = f"{dice.randint(1955, 1995)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    else:
        facts["age"] = {"min": 55}
    if dice.random() < 0.6:
        facts["unemployed_since"] = f"2026-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}"
    if dice.random() < 0.4:
        facts["sick_since"] = f"2026-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}"
    if dice.random() < 0.2:
        facts["flex_job_hours"] = dice.choice([4, 8, 10, 10.5, 12, {"max": 10}])
    return json.dumps({"id": f"p{number}", "on": "2026-11-22", "facts": facts})


def check_seconds(people: Path, answers: Path) -> float:
    """The whole command, start of Python included."""
    started = time.perf_counter()
    with people.open("rb") as source, answers.open("wb") as target:
        subprocess.run([PORTAL, "check"], stdin=source, stdout=target, check=True)
    return time.perf_counter() - started


def stdlib_seconds(people: Path, answers: Path, target: Path) -> float:
    """Parsing the same input and writing the same output, the answers being there already as Python data."""
    seconds = 0.0
    with people.open("rb") as source, answers.open("rb") as given, target.open("wb") as sink:
        for line, answer in zip(source, given, strict=True):
            data = json.loads(answer)
            started = time.perf_counter()
            json.loads(line)
            sink.write((json.dumps(data, ensure_ascii=False) + "\n").encode())
            seconds += time.perf_counter() - started
    return seconds


def main() -> None:
    """Measure both three times, take the best of each, and print the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20261122)
    with tempfile.TemporaryDirectory() as folder:
        people, answers, copy = (Path(folder) / name for name in ("people", "answers", "copy"))
        with people.open("w", encoding="utf-8") as sink:
            sink.writelines(person(number, dice) + "\n" for number in range(count))
        ours = min(check_seconds(people, answers) for _ in range(3))
        theirs = min(stdlib_seconds(people, answers, copy) for _ in range(3))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = answers.stat().st_size / 1e6
    ratio = ours / theirs
    print(f"people {count}  output {size:.0f} MB  portal check {ours:.2f} s  standard library {theirs:.2f} s")
    print(f"ratio {ratio:.2f} (bar {BAR:.0f})  peak memory {peak:.0f} MB")
    raise SystemExit(ratio > BAR)


if __name__ == "__main__":
    main()
