"""Clocks and scales. Seconds are the process's own, so that a busy machine disturbs them less than a wall clock."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from portal.domain.matching.columns import Columns

TEST_BYTES: Final = 1 << 26


def timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The median of the seconds, and the last answer."""
    seconds, answer = [], None
    gc.collect()
    for _ in range(times):
        answer = None
        begin = time.process_time()
        answer = work()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), answer


def peak_bytes(work: Callable[[], Any]) -> tuple[int, Any]:
    """How much more memory than before the process held at most (Linux; elsewhere 0), and the answer."""
    gc.collect()
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not reset.exists():
        return 0, work()
    reset.write_text("5")
    before = _status(status, "VmRSS")
    answer = work()
    return _status(status, "VmHWM") - before, answer


def _status(path: Path, name: str) -> int:
    line = next(line for line in path.read_text().splitlines() if line.startswith(name))
    return 1024 * int(line.split()[1])


def pair_test(columns: Columns, times: int) -> tuple[float, float]:
    """Seconds to copy so many bytes, and to test as many bytes' worth of pairs: one word of each side for a pair."""
    pairs = TEST_BYTES // 16
    lacks, asks = columns.lacks[:, 0], columns.asks[:, 0]
    block = max(1, min(len(lacks), (1 << 15) // len(asks)))
    rounds = max(1, pairs // (block * len(asks)))
    out, flags = np.empty((block, len(asks)), dtype=np.uint64), np.empty((block, len(asks)), dtype=np.bool_)
    source, target = np.ones(pairs, dtype=np.uint64), np.empty(pairs, dtype=np.uint64)

    def test() -> None:
        for _ in range(rounds):
            np.bitwise_and(lacks[:block, None], asks[None, :], out=out)
            np.equal(out, 0, out=flags)

    scale = (block * len(asks) * rounds) / pairs
    return timed(lambda: np.copyto(target, source), times)[0] * scale, timed(test, times)[0]
