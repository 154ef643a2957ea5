"""Pages as papers: tagged PDF files in Danish that say what the page says, to print, keep and show to others."""

from portal.web.papers.model import Block, Bullets, Heading, Lines, Options, Pairs, Paper, Table, Text
from portal.web.papers.press import download, of_page

__all__ = ["Block", "Bullets", "Heading", "Lines", "Options", "Pairs", "Paper", "Table", "Text", "download", "of_page"]
