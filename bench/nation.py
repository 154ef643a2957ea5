"""The whole country, 300,000 citizens and 60,000 postings, beside a region: `make bench-nation`.

It takes minutes, most of them to make the country up, and more than 10 GB of memory at the peak: the made-up people are
Python records until they are columns. The matching's own part is in the table, per feasible pair.
"""

from __future__ import annotations

from bench.match_speed import main

if __name__ == "__main__":
    main("20000x5000,300000x60000", times=1)
