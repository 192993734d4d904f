"""Citing a project's page: its address, the text that cites it (GB/T 7714), its address as a code for paper."""

from dataclasses import dataclass

import segno
from markupsafe import Markup

from generator.model.book import Site
from generator.views import ProjectDetail


@dataclass(frozen=True)
class PageCitation:
    """How a page is cited: the words up to the day it is cited on, which nobody knows before, and its address.

    Without an address (no 网址 in site.yml) the reader's browser knows one, and paper none; then there is no `code`.
    """

    words: str
    address: str
    code: Markup


def citation(site: Site, detail: ProjectDetail) -> PageCitation:
    """Who keeps the page, its title, the day it last changed."""
    address = f"{site.url}{detail.id}.html" if site.url else ""
    day = f"({detail.newest.iso})" if detail.newest else ""
    words = f"{site.host}. {detail.name}：{detail.year}年度绩效评价结果[EB/OL]. {day}"
    return PageCitation(words, address, _code(address) if address else Markup(""))


def _code(address: str) -> Markup:
    """A QR code as an inline drawing; with the mask given no time is spent on finding the fairest of eight."""
    code = segno.make_qr(address, error="m", mask=0, boost_error=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, title="本页网址"))
