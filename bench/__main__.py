"""All measurements, as ratios against something run beside: `make bench`."""

from __future__ import annotations

import runpy

MEASUREMENTS = ("bench.check_speed", "bench.match_speed")

for name in MEASUREMENTS:
    print(f"\n== {name} ==", flush=True)
    runpy.run_module(name, run_name="__main__")
