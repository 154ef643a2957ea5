"""What every response carries: a policy that lets nothing foreign in, and no storing of personal pages."""

from __future__ import annotations

from flask import Flask, Response, request

from portal.web.context import current_actor

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: the CSRF check over HTTPS reads where a post comes from.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=63072000; includeSubDomains"
LONGEST_PATH = 2_000
KEPT_PRIVATE = ("/tjek", "/log-paa", "/log-af", "/demo", "/tilmeld", "/ring-mig-op")


def protect(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer the application gives, errors too."""

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in headers(https=https).items():
            response.headers.setdefault(name, value)
        if request.path.startswith(KEPT_PRIVATE) or not current_actor().is_anonymous or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers.setdefault("Cache-Control", "no-cache, private")
        return response


def headers(*, https: bool) -> dict[str, str]:
    return {**HEADERS, **({"Strict-Transport-Security": HSTS} if https else {})}


def local_path(target: str | None) -> str | None:
    """The target of a redirect if it is a path of our own; `//evil`, `/\\evil` and schemes are not."""
    if not target or len(target) > LONGEST_PATH or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return None if any(ord(char) < 32 or char == "\\" for char in target) else target
