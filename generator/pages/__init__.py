"""One kind of page a file, found by its folder: a page gathers what it shows, its template only loops and prints.

A page module has `pages(material)`, a generator of `Page`; that of a project `of_case`, that of a year `of_year`, that
of a unit `of_unit`, which make one page each, so that they can be made apart. The template of a page lies in
`theme/templates` under the page's `template` name. All text is escaped by the template engine; nothing of a data file
can become markup.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from generator.charts import Chart
from generator.core.record import Record, Remark
from generator.core.registry import discover
from generator.core.templating import Environment, environment
from generator.model.attached import AttachedFile
from generator.model.book import Book, Site, Unit
from generator.pages._tables import columns, lacking, places
from generator.views import ABSENT, Portfolio, ProjectDetail, ProjectSummary, figure
from generator.views.download import Download

CHART_SCRIPTS = ("assets/js/pictures.js", "assets/js/charts.js")  # in this order: a picture is made from the drawing
Tags = tuple[tuple[str, str], ...]
SLOT = '<div class="years-slot"></div>'  # filled when all projects are known; an empty block that no engine changes
SPECIAL = re.compile(r"[^\w\s·，。、；：？！“”‘’（）《》〈〉【】〔〕—…％－]|_", re.ASCII)


@dataclass(frozen=True)
class RenderedChart:
    """A chart with the SVG made of it."""

    chart: Chart
    svg: str


@dataclass(frozen=True)
class PageInput:
    """What pages of many projects are made from: `sample` is one of them with everything at hand."""

    portfolio: Portfolio
    charts: tuple[RenderedChart, ...] = ()
    downloads: tuple[Download, ...] = ()
    sample: ProjectDetail | None = None


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


class PageComposer:
    """Pages become Markdown, by the templates of a folder."""

    def __init__(self, book: Book, templates: Path) -> None:
        """Begin with what is beside the projects."""
        self.book = book
        self.engine = _engine(templates, book.site)

    def of_case(
        self, detail: ProjectDetail, files: Mapping[str, AttachedFile], own: Sequence[Download]
    ) -> tuple[str, str]:
        """The address and the Markdown of a project's page, with SLOT in it."""
        return self._written(_one("of_case").of_case(self.book.site, detail, files, own))

    def others(self, summary: ProjectSummary, siblings: Sequence[ProjectSummary]) -> str:
        """What stands in the place of SLOT on the page of a project that was evaluated in several years."""
        return self.engine.get_template("_years.j2").render(summary=summary, siblings=siblings).strip()

    def of_year(self, inputs: PageInput, at: int, years: Sequence[int]) -> tuple[str, str]:
        """The address and the Markdown of a year's page; `years` are those there are results for."""
        return self._written(_one("of_year").of_year(inputs, at, years))

    def of_unit(self, portfolio: Portfolio, unit: Unit) -> tuple[str, str]:
        """The address and the Markdown of a unit's page; `views` may hold what it carried out or evaluated alone."""
        return self._written(_one("of_unit").of_unit(portfolio, unit))

    def of_all(self, inputs: PageInput) -> Iterator[tuple[str, str]]:
        """The addresses and the Markdown of all other pages."""
        for module in discover(__name__):
            if hasattr(module, "pages"):
                yield from map(self._written, module.pages(inputs))

    def _written(self, page: Page) -> tuple[str, str]:
        body = self.engine.get_template(f"{page.template}.md.j2").render(page=page, **page.shows)
        return page.path, _front(page, self.book.site) + body


def with_others(text: str, composer: PageComposer, summary: ProjectSummary, siblings: Sequence[ProjectSummary]) -> str:
    """The page of a project, as Markdown or finished, with what is known of the same project in other years."""
    return text.replace(SLOT, composer.others(summary, siblings)) if len(siblings) > 1 else text


def _one(name: str) -> Any:
    return next(module for module in discover(__name__) if hasattr(module, name))


def shows(**values: Any) -> Mapping[str, Any]:
    """What a template may see, frozen."""
    return MappingProxyType(values)


def _engine(templates: Path, site: Site) -> Environment:
    engine = environment(templates)
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


def _front(page: Page, site: Site) -> str:
    """The front matter MkDocs reads; JSON strings are YAML strings."""
    lines = [f"title: {json.dumps(page.title, ensure_ascii=False)}"]
    if page.description:
        lines.append(f"description: {json.dumps(page.description, ensure_ascii=False)}")
    if page.wide:  # no table of contents beside it: the table needs the room
        lines.append('hide: ["toc"]')
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
