"""Write the lock files: every package with its version and hashes, and no address of any registry."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Skrevet af `make lock`. Hver pakke er låst med version og kontrolsummer.\n"
BUILD = "setuptools>=75\nwheel>=0.45\n"


def compile_lock(target: str, *extras: str) -> None:
    """Resolve pyproject.toml (with extras and the build tools) for any platform into `target`."""
    with tempfile.NamedTemporaryFile("w", suffix=".in", delete=False) as build:
        build.write(BUILD)
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-annotate", "--no-header", "--python-version", "3.11"]
    command += [f"--extra={extra}" for extra in extras]
    done = subprocess.run(
        [*command, "pyproject.toml", build.name], cwd=ROOT, check=True, capture_output=True, text=True
    )
    (ROOT / target).write_text(HEADER + done.stdout, encoding="utf-8")


if __name__ == "__main__":
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    compile_lock("requirements.txt", "tools")
    compile_lock("requirements-test.txt", "tools", "test", "scale")
    compile_lock("requirements-bench.txt", "scale", "bench")
