"""How the kernels are compiled: once per machine, kept on disk, without the interpreter's lock, with exact arithmetic.

Numba keeps one file per function and looks only at the function's own source to see whether it is stale. Ours call
each other across files, so the folder is named after the fingerprint of them all: new text, new folder. Without Numba
the same functions run as the Python they are, which is quick enough for one change in one town.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.domain.matching.kernels import installed

HERE = Path(__file__).parent
Compiler = Callable[[Any], Any]


def _folder() -> Path:
    """Beside the sources where we may write there, otherwise among the machine's temporary files, for this user."""
    sources = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    name = f"kernels-{hashlib.sha256(sources).hexdigest()[:16]}"
    beside = HERE / "__pycache__"
    if os.access(beside if beside.exists() else HERE, os.W_OK):
        return beside / name
    return Path(tempfile.gettempdir()) / f"skridtvis-{os.getuid()}" / name


def _compilers() -> tuple[Compiler, Compiler]:
    """What compiles a function, and what makes a small step part of whoever takes it.

    Handing over a whole market costs more than such a step. Floats are computed as written (no `fastmath`), so that
    a kernel and NumPy give the same last bit.
    """
    if not installed():
        return (lambda function: function), (lambda function: function)
    import numba

    if not numba.config.CACHE_DIR:
        numba.config.CACHE_DIR = str(_folder())
    settings = {"nogil": True, "error_model": "numpy"}
    return numba.njit(cache=True, **settings), numba.njit(inline="always", **settings)


compiled, inlined = _compilers()
