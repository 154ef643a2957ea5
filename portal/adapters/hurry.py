"""Asking another system without waiting for it longer than promised: a whole answer in time, and no longer than it can be.

A time limit on a request counts from byte to byte, so that one byte now and then, in the head or in the body, would hold
a worker for hours. Here the connection is cut when the time is up, whatever it is doing.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError


@contextmanager
def hurried(session: requests.Session, seconds: float, longest: int) -> Iterator[None]:
    """What `session` asks inside ends within `seconds` all together, and no answer has more than `longest` bytes.

    What does not is a requests.RequestException.
    """
    end = _End()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(end, seconds, longest))
    timer = threading.Timer(seconds, end.come)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        end.forget()


class _End:
    """The connections to cut when the time is up: copies of their sockets, which stay good under TLS."""

    def __init__(self) -> None:
        self.has_come = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []

    def watch(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.append(connection.dup())
        if self.has_come:
            self.come()

    def come(self) -> None:
        self.has_come = True
        with self._lock:
            for one in self._sockets:
                with suppress(OSError):  # the other side has hung up already
                    one.shutdown(socket.SHUT_RDWR)

    def forget(self) -> None:
        with self._lock:
            while self._sockets:
                self._sockets.pop().close()


class _Adapter(HTTPAdapter):
    """Reads every answer to its end here, under the limits, whoever asks and however."""

    def __init__(self, end: _End, seconds: float, longest: int) -> None:
        self._end, self._seconds, self._longest = end, seconds, longest
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(self._end)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _watched_pools(self._end)
        return manager

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        response = super().send(request, **(kwargs | {"stream": True, "timeout": self._seconds}))
        try:
            body = response.raw.read(self._longest + 1, decode_content=True)
        except HTTPError as fault:
            raise requests.ConnectionError(type(fault).__name__) from None
        finally:
            response.raw.close()
        if self._end.has_come:
            raise requests.Timeout("too_slow")
        if len(body) > self._longest:
            raise requests.ConnectionError("too_long")
        response.raw = BytesIO(body)
        return response


def _watched_pools(end: _End) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            end.watch(connection)
            return connection

    class Tls(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            end.watch(connection)
            return connection

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls

    return {"http": PlainPool, "https": TlsPool}
