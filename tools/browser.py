"""Find a browser for the tests, or install Debian's when we may; otherwise say in one line what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find() -> str | None:
    """The path of a browser, or None."""
    chosen = os.environ.get("CHROME")
    if chosen:
        return chosen
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


def main() -> int:
    if find():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Henter en browser til prøverne …", flush=True)
        quiet = {"check": False, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet)
    if find():
        return 0
    print(
        "Prøverne mangler en browser. Debian: apt-get install chromium. Ellers: sæt CHROME til dens sti.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
