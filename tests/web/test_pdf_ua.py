"""The check of the papers finds what is wrong: each demand is broken on purpose in a paper that holds them all."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DecodedStreamObject, NameObject

from tests.web.browse import Browse
from tests.web.papers import breaches
from tests.web.pdf_ua import faults, nodes_of

PAPER = "/tilmeld/seniorsporet/skema.pdf"
LOOSE = b"\n0 0 10 10 re f\n"


def without_tags(root: Any, writer: PdfWriter) -> None:
    del root["/StructTreeRoot"]


def unmarked(root: Any, writer: PdfWriter) -> None:
    root["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)


def without_language(root: Any, writer: PdfWriter) -> None:
    del root["/Lang"]


def without_claim(root: Any, writer: PdfWriter) -> None:
    root["/Metadata"].get_object().set_data(b"<x/>")


def hidden_title(root: Any, writer: PdfWriter) -> None:
    root["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = BooleanObject(False)


def paint_outside_the_tags(root: Any, writer: PdfWriter) -> None:
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(page.get_contents().get_data() + LOOSE)  # type: ignore[union-attr]
    page[NameObject("/Contents")] = writer._add_object(stream)


def rename_a_tag(root: Any, writer: PdfWriter) -> None:
    _first(root, "/P")[NameObject("/S")] = NameObject("/Noget")


def skip_a_heading(root: Any, writer: PdfWriter) -> None:
    _first(root, "/H2")[NameObject("/S")] = NameObject("/H4")


def _first(root: Any, tag: str) -> Any:
    return next(node for node in nodes_of(root["/StructTreeRoot"]) if node["/S"] == tag)


BREAKS: dict[str, Callable[[Any, PdfWriter], None]] = {
    "der er ingen tags": without_tags,
    "dokumentet er ikke mærket": unmarked,
    "dokumentet har intet sprog": without_language,
    "metadata siger ikke PDF/UA-1": without_claim,
    "titlen bliver ikke vist": hidden_title,
    "viser noget uden tag": paint_outside_the_tags,
    "/Noget er ikke et kendt tag": rename_a_tag,
    "overskrift 4 kommer efter 1": skip_a_heading,
}


@pytest.mark.parametrize("words", BREAKS)
def test_a_paper_that_breaks_a_demand_is_found(browse: Browse, words: str) -> None:
    whole = browse.get(PAPER).response.get_data()
    assert faults(PdfReader(io.BytesIO(whole))) == []
    assert breaches(whole) == []
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    BREAKS[words](writer.root_object, writer)
    broken = io.BytesIO()
    writer.write(broken)
    assert any(words in fault for fault in faults(PdfReader(broken)))
    assert breaches(broken.getvalue()), "another's validator finds it, too"
