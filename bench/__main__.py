"""All measurements, as ratios against something run beside: `make bench`."""

from __future__ import annotations

import runpy

MEASUREMENTS = (
    "bench.check_speed",
    "bench.match_speed",
    "bench.time_machine_speed",
    "bench.lists_speed",
    "bench.pages_speed",
    "bench.line_speed",
    "bench.lighthouse_scores",
)

missed = []
for name in MEASUREMENTS:
    print(f"\n== {name} ==", flush=True)
    try:
        runpy.run_module(name, run_name="__main__")
    except SystemExit as end:  # each ends with whether it missed its bar; the others are still measured
        missed += [name] if end.code else []
raise SystemExit(", ".join(missed) or None)
