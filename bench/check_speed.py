"""How fast `portal check` is beside the standard library: parse the same input and write the same output.

Both are one process on the same lines. Ours is the whole command on the wall clock, start of Python included; theirs is
`json.loads` of each line and `json.dumps` of its answer alone. Ours can come out below one, for it writes the sentences
of a verdict once and repeats the bytes, while `json.dumps` forms every answer anew. The second ratio therefore asks the
least of the other side: parse each line, and write bytes that are there already.

The bar is six times the standard library on 100,000 people, and memory that does not grow with the lines.
Run: `python -m bench.check_speed [people]`.
"""

from __future__ import annotations

import filecmp
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 6.0
MEMORY_BAR = 1.05
"""So much more memory may ten times as many lines take: what the system itself counts unevenly."""
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


def copying_seconds(people: Path, answers: Path, target: Path) -> float:
    """Parsing the same input, and writing answers that are bytes already: no program can do less."""
    with people.open("rb") as source, answers.open("rb") as given, target.open("wb") as sink:
        started = time.perf_counter()
        for line, answer in zip(source, given, strict=True):
            json.loads(line)
            sink.write(answer)
        return time.perf_counter() - started


def peak_megabytes() -> float:
    """The most memory any command so far has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Measure each three times, take the best, and print the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20261122)
    with tempfile.TemporaryDirectory() as folder:
        people, few, answers, copy = (Path(folder) / name for name in ("people", "few", "answers", "copy"))
        lines = [person(number, dice) + "\n" for number in range(count)]
        people.write_text("".join(lines), encoding="utf-8")
        few.write_text("".join(lines[: max(1, count // 10)]), encoding="utf-8")
        check_seconds(few, answers)
        small = peak_megabytes()
        ours = min(check_seconds(people, answers) for _ in range(3))
        peak = peak_megabytes()
        theirs = min(stdlib_seconds(people, answers, copy) for _ in range(3))
        same = filecmp.cmp(copy, answers, shallow=False)
        least = min(copying_seconds(people, answers, copy) for _ in range(3))
        size = answers.stat().st_size / 1e6
    print(f"people {count}  output {size:.0f} MB  same output {'yes' if same else 'NO'}")
    print(f"portal check {ours:.2f} s  standard library {theirs:.2f} s  parsing and copying {least:.2f} s")
    print(f"ratio {ours / theirs:.2f} (bar {BAR:.0f})  to the least possible {ours / least:.2f}")
    print(f"peak memory {peak:.0f} MB, with a tenth of the lines {small:.0f} MB: {peak / small:.2f} (bar {MEMORY_BAR})")
    raise SystemExit(ours / theirs > BAR or peak / small > MEMORY_BAR or not same)


if __name__ == "__main__":
    main()
