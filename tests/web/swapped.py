"""What htmx leaves standing when it swaps `#main`: everything around it, but for what `app.js` brings along."""

from __future__ import annotations

import re

from bs4 import Tag

BROUGHT_ALONG = re.compile(
    r"<title>.*?</title>"
    r"|<main\b.*</main>"
    r'|(?<=id="menu").*?</nav>'
    r'|<body class="[^"]*">'
    r'|\bdata-login="[^"]*"'
    r"|<noscript>.*?</noscript>"
    r'|(?<=name="csrf_token" value=")[^"]*',
    re.DOTALL,
)
"""The title, the part itself, the menu, the page's kind, where a log-in leads back to; and what is new on every page."""
WHOLE_SWAP = {"hx-target": "#main", "hx-select": "#main", "hx-swap": "outerHTML", "hx-push-url": "true"}


def around(html: str) -> str:
    """The page without what a swap replaces."""
    return BROUGHT_ALONG.sub("", html)


def is_live(form: Tag) -> bool:
    """Whether htmx sends this form; then it must swap `#main` from its own address, and nothing else."""
    sends = form.get("hx-post") or form.get("hx-get")
    if sends:
        assert sends == form["action"]
        assert {name: form.get(name) for name in WHOLE_SWAP} == WHOLE_SWAP
    return bool(sends)
