"""One kind of page a file, found by its folder: a page gathers what it shows, its template only loops and prints.

A page module has `pages(material)`, a generator of `Page`. The template of a page lies in `theme/templates` under the
page's `template` name. All text is escaped by the template engine; nothing of a data file can become markup.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from generator.charts import Chart
from generator.model.book import Site
from generator.pages._tables import columns, lacking, places
from generator.press import Press, press
from generator.record import Record, Remark
from generator.shelf import modules
from generator.view import ABSENT, Card, Views, figure

CHART_SCRIPTS = ("assets/js/pictures.js", "assets/js/charts.js")  # in this order: a picture is made from the drawing
Tags = tuple[tuple[str, str], ...]
SPECIAL = re.compile(r"[^\w\s·，。、；：？！“”‘’（）《》〈〉【】〔〕—…％－]|_", re.ASCII)


@dataclass(frozen=True)
class Drawn:
    """A chart with the SVG made of it."""

    chart: Chart
    svg: str


@dataclass(frozen=True)
class Download:
    """A file for readers to take away: address from the site's root, what it is, how large."""

    path: str
    title: str
    bytes: int

    @property
    def size(self) -> str:
        """The size in words of a reader, which no line breaks apart."""
        number, unit = (self.bytes, "字节") if self.bytes < 1024 else ((self.bytes + 512) // 1024, "KB")
        return f"{number}\u00a0{unit}"

    @property
    def format(self) -> str:
        """The format, by the ending."""
        return self.path.rpartition(".")[2].upper()


@dataclass(frozen=True)
class Material:
    """What pages are made from. Charts stand under `home` or the year they belong to."""

    views: Views
    charts: Mapping[str, tuple[Drawn, ...]]
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class Page:
    """One page: its address in the tree of Markdown files, its title, the template and what the template shows.

    `tags` stand in its head (网页标签), `dataset` is what search engines read, `changed` the day it last changed.
    """

    path: str
    title: str
    template: str
    shows: Mapping[str, Any]
    description: str = ""
    scripts: tuple[str, ...] = ()
    wide: bool = False
    tags: Tags = ()
    dataset: str = ""
    changed: str = ""

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "/".join([".."] * self.path.count("/")) or "."


def compose(material: Material, templates: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the Markdown of every page."""
    engine = _engine(templates, material.views.book.site)
    for module in modules(__name__):
        for page in module.pages(material):
            body = engine.get_template(f"{page.template}.md.j2").render(page=page, **page.shows)
            yield page.path, _front(page, material.views.book.site) + body


def shows(**values: Any) -> Mapping[str, Any]:
    """What a template may see, frozen."""
    return MappingProxyType(values)


def _engine(templates: Path, site: Site) -> Press:
    engine = press(templates)
    engine.filters["md"] = markdown_text
    engine.filters["figure"] = figure
    engine.filters["columns"] = columns
    engine.filters["places"] = places
    engine.filters["lacking"] = lacking
    engine.filters["remark"] = remark_words
    engine.filters["json"] = script_json
    engine.globals["site"] = site
    engine.globals["ABSENT"] = ABSENT
    return engine


def newest(cards: Iterable[Card]) -> str:
    """The day the newest of these results was entered or changed (ISO 8601); pages that list them changed then."""
    return max((card.project.newest.iso for card in cards if card.project.newest), default="")


def _front(page: Page, site: Site) -> str:
    """The front matter MkDocs reads; JSON strings are YAML strings."""
    lines = [f"title: {json.dumps(page.title, ensure_ascii=False)}"]
    if page.description:
        lines.append(f"description: {json.dumps(page.description, ensure_ascii=False)}")
    if page.wide:  # no table of contents beside it: the table needs the room
        lines.append("hide: [toc]")
    if page.tags and not site.embedded:
        lines.append(f"tags: {json.dumps(page.tags, ensure_ascii=False)}")
    if any(name == "ArticleTitle" for name, _ in page.tags):
        lines.append("article: true")
    if page.changed:
        lines.append(f"changed: {json.dumps(page.changed)}")
    if page.scripts:
        lines.append(f"scripts: {json.dumps(page.scripts)}")
    return "\n".join(["---", *lines, "---", "", ""])


def markdown_text(text: str) -> Markup:
    """Text of a data file inside Markdown: every character that could mean something becomes a character reference."""
    return Markup(SPECIAL.sub(lambda sign: sign[0] if ord(sign[0]) > 127 else f"&#{ord(sign[0])};", text))


def remark_words(record: Record) -> tuple[str, ...]:
    """What the 说明 of a record tells readers."""
    remark = getattr(record, "remark", None)
    return remark.words if isinstance(remark, Remark) else ()


def script_json(text: str) -> Markup:
    """JSON inside a script element: no `<`, so that it cannot end the element."""
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
