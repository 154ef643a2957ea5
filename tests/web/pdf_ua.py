"""What PDF/UA-1 (ISO 14289-1, by the Matterhorn Protocol's numbers) demands and a machine can see, read with pypdf.

The typesetter claims the standard; this looks for itself, so that a claim nobody keeps does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula "
    "Form".split()
)
PAINTS = frozenset(b"Tj TJ ' \" f F f* S s B B* b b* sh Do EI INLINE\x20IMAGE".split())
"""Operators that put something on the page."""


def faults(reader: PdfReader) -> list[str]:
    """Everything that is wrong, in words; empty when the file holds what it claims."""
    root: Any = reader.trailer["/Root"]
    tree = root.get("/StructTreeRoot")
    if tree is None:
        return ["01: der er ingen tags"]
    nodes = list(nodes_of(tree))
    return [
        *_document(root),
        *_roles(root, nodes),
        *_headings(nodes),
        *_alternatives(nodes),
        *_tables(nodes),
        *_marked(reader, nodes),
        *_links(reader, nodes),
        *_fonts(reader),
    ]


def nodes_of(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from nodes_of(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from nodes_of(node["/K"])


def _true(value: Any) -> bool:
    """pypdf's false is an object, and objects are true."""
    return bool(getattr(value, "value", value))


def _document(root: Any) -> Iterator[str]:
    metadata = root["/Metadata"].get_data().decode("utf-8", "replace") if "/Metadata" in root else ""
    if not re.search(r"pdfuaid:part[^0-9]{1,3}1", metadata):
        yield "05: metadata siger ikke PDF/UA-1"
    if "dc:title" not in metadata:
        yield "06: metadata har ingen titel"
    if not _true(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield "07: titlen bliver ikke vist"
    if not root.get("/Lang"):
        yield "11: dokumentet har intet sprog"
    if not _true(root.get("/MarkInfo", {}).get("/Marked")):
        yield "06: dokumentet er ikke mærket"
    if _true(root.get("/MarkInfo", {}).get("/Suspects")):
        yield "02: tags er usikre"


def _roles(root: Any, nodes: list[DictionaryObject]) -> Iterator[str]:
    mapped = root["/StructTreeRoot"].get_object().get("/RoleMap", {})
    for name in sorted({str(node["/S"]) for node in nodes}):
        if name.removeprefix("/") not in STANDARD and name not in mapped:
            yield f"02: {name} er ikke et kendt tag"


def _headings(nodes: list[DictionaryObject]) -> Iterator[str]:
    levels = [int(str(node["/S"])[2:]) for node in nodes if re.fullmatch(r"/H[1-6]", str(node["/S"]))]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"14: overskrift {after} kommer efter {before}"


def _alternatives(nodes: list[DictionaryObject]) -> Iterator[str]:
    for node in nodes:
        if node["/S"] in ("/Figure", "/Formula") and not (node.get("/Alt") or node.get("/ActualText")):
            yield f"13: {node['/S']} har ingen tekst i stedet"


def _tables(nodes: list[DictionaryObject]) -> Iterator[str]:
    for node in nodes:
        if node["/S"] == "/Table":
            inside = [str(one["/S"]) for one in nodes_of(node.get("/K", []))]
            if "/TR" not in inside:
                yield "15: en tabel har ingen rækker"


def _marked(reader: PdfReader, nodes: list[DictionaryObject]) -> Iterator[str]:
    """Nothing is painted outside the tags, and what is tagged is in the tree."""
    in_tree = {pair for node in nodes for pair in _content(node)}
    for number, page in enumerate(reader.pages):
        page_id = page.indirect_reference.idnum if page.indirect_reference else 0
        found, loose = _painted(page, reader)
        if loose:
            yield f"01: side {number + 1} viser noget uden tag ({loose} gange)"
        for mcid in sorted(found):
            if (page_id, mcid) not in in_tree:
                yield f"01: side {number + 1} har mærke {mcid}, som ikke står i træet"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"28: side {number + 1} følger ikke træet, når man tabulerer"
        if "/StructParents" not in page:
            yield f"01: side {number + 1} er ikke forbundet med træet"


def _content(node: DictionaryObject) -> Iterator[tuple[int, int]]:
    """(page, mark) of what a tag holds itself."""
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        raw = kid.get_object()
        page = node.raw_get("/Pg") if "/Pg" in node else None
        if isinstance(raw, DictionaryObject) and raw.get("/Type") == "/MCR":
            page = raw.raw_get("/Pg") if "/Pg" in raw else page
            raw = raw["/MCID"]
        if isinstance(raw, int) and page is not None:
            yield page.idnum, int(raw)


def _painted(page: Any, reader: PdfReader) -> tuple[set[int], int]:
    """The marks a page carries, and how often something is painted outside them."""
    contents = page.get_contents()
    marks: list[int | None] = []
    found: set[int] = set()
    loose = 0
    for operands, operator in ContentStream(contents, reader).operations if contents is not None else ():
        if operator == b"BDC" or operator == b"BMC":
            properties = operands[1] if len(operands) > 1 else {}
            if isinstance(properties, DictionaryObject) and "/MCID" in properties:
                found.add(int(properties["/MCID"]))
            marks.append(None)
        elif operator == b"EMC":
            marks.pop()
        elif operator in PAINTS and not marks:
            loose += 1
    return found, loose


def _links(reader: PdfReader, nodes: list[DictionaryObject]) -> Iterator[str]:
    tagged = sum(1 for node in nodes if node["/S"] == "/Link")
    links = [
        one.get_object()
        for page in reader.pages
        for one in page.get("/Annots", [])
        if one.get_object().get("/Subtype") == "/Link"
    ]
    for link in links:
        if "/StructParent" not in link:
            yield "28: et link står ikke i træet"
        if not link.get("/Contents"):
            yield "28: et link har ingen beskrivelse"
    if links and not tagged:
        yield "28: links er ikke mærket som links"


def _fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for name, font in page["/Resources"].get_object().get("/Font", {}).items():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {}).get_object() if "/FontDescriptor" in inner else {}
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"31: skriften {name} følger ikke med"
            if "/ToUnicode" not in font:
                yield f"31: skriften {name} siger ikke, hvilke bogstaver den viser"
