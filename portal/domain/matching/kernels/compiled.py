"""How the kernels are compiled: once per machine, kept on disk, without the interpreter's lock, with exact arithmetic.

Numba keeps one file per function and looks only at the function's own source to see whether it is stale. Ours call
each other across files, so the folder is named after the fingerprint of them all: new text, new folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

HERE = Path(__file__).parent


def _folder() -> Path:
    """Beside the sources where we may write there, otherwise among the machine's temporary files, for this user."""
    sources = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    name = f"kernels-{hashlib.sha256(sources).hexdigest()[:16]}"
    beside = HERE / "__pycache__"
    if os.access(beside if beside.exists() else HERE, os.W_OK):
        return beside / name
    return Path(tempfile.gettempdir()) / f"skridtvis-{os.getuid()}" / name


if not numba.config.CACHE_DIR:
    numba.config.CACHE_DIR = str(_folder())

# Floats are computed as written (no `fastmath`), so that a kernel and NumPy give the same last bit.
compiled: Callable[[Any], Any] = numba.njit(cache=True, nogil=True, error_model="numpy")

# Small steps become part of whoever takes them: handing over a whole market costs more than the step.
inlined: Callable[[Any], Any] = numba.njit(inline="always", nogil=True, error_model="numpy")
