"""A PDF as a reader with a screen reader meets it: its tags, its language, its words."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import page as validator
from pypdf import PdfReader

from tests.web.browse import Browse
from tests.web.pdf_ua import faults


class Printed:
    """One file, opened and inspected: what holds for every paper is asserted here."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        root: Any = self.reader.trailer["/Root"]
        self.tags = Counter(_tags(root["/StructTreeRoot"]))
        self.title = str(self.reader.metadata.title)  # type: ignore[union-attr]
        self.text = " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())
        self.bookmarks = len(self.reader.outline)
        assert root["/Lang"] == "da"
        assert faults(self.reader) == []
        assert breaches(data) == []
        assert self.title
        assert self.tags["/H1"] == 1
        assert self.bookmarks > 0
        assert f"Side 1 af {len(self.reader.pages)}" in self.text


def _tags(node: Any) -> list[str]:
    node = node.get_object()
    if isinstance(node, list):
        return [tag for one in node for tag in _tags(one)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (_tags(node["/K"]) if "/K" in node else [])


def breaches(data: bytes) -> list[str]:
    """What another's validator finds against PDF/UA-1: page-validation, which is held against veraPDF's own corpus."""
    report = validator.validate_pdf_bytes(data, profile="ua1")
    assert report.rules.total >= 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def fetch(browse: Browse, path: str) -> Printed:
    """Open the address of a paper and read what comes."""
    response = browse.get(path).response
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Cache-Control"] == "no-store"
    data = response.get_data()
    assert len(data) > 1000
    return Printed(data)
