"""The same answers for the nation: compiled kernels, an extra (`pip install skridtvis[scale]`) that nothing needs.

`market.py` is the state, `rows.py` the pairs, `heap.py` the queue, `search.py` the chain of moves, `open.py` the whole
assignment. This file imports none of them, so that it can be asked anywhere whether they are there.
"""

from functools import cache
from importlib.util import find_spec


@cache
def installed() -> bool:
    """Whether the extra is installed; it is not imported until somebody has a large market."""
    return find_spec("numba") is not None
