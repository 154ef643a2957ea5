"""The whole country, 300,000 citizens and 60,000 postings, beside a region: `make bench-nation`.

It takes minutes, most of them to make the country up, and about 6 GB of memory.
"""

from __future__ import annotations

from bench.match_speed import main

if __name__ == "__main__":
    main("20000x5000,300000x60000", times=1)
