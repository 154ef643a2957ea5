"""A thousand who begin to send and never finish: everybody else is answered as if they were not there."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow
STALLED = 1_200
BEGUN = b"POST /ring-mig-op HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nnavn="
PATIENCE = 30


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The portal as `portal serve` runs it, on a database of its own."""
    environment = os.environ | {"PORTAL_MODE": "development", "PORTAL_DATA": str(tmp_path)}
    command = [str(Path(sys.executable).with_name("portal"))]
    subprocess.run([*command, "migrate"], env=environment, check=True, capture_output=True)
    port = free_port()
    with subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL) as runs:
        try:
            while not answers(port):
                with suppress(subprocess.TimeoutExpired):
                    pytest.fail(f"Portalen stoppede: {runs.wait(0.1)}")
            yield port
        finally:
            runs.terminate()


def answers(port: int) -> bool:
    try:
        return fetch(port) == 200
    except (URLError, ConnectionError):
        return False


def fetch(port: int) -> int:
    with urlopen(f"http://127.0.0.1:{port}/tjek", timeout=PATIENCE) as answer:
        return int(answer.status)


def test_a_thousand_stalled_connections_keep_nobody_waiting(port: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, STALLED + 500)), hard))
    with ExitStack() as open_ends:
        for _ in range(STALLED):
            end = open_ends.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            end.sendall(BEGUN)
        assert [fetch(port) for _ in range(20)] == [200] * 20
