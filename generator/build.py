"""The whole story: content → load → score → check → pages, charts, downloads → build/docs → MkDocs → build/site."""

from collections.abc import Mapping
from pathlib import Path

from generator.charts import all_charts
from generator.draw import DrawError, draw
from generator.exports import all_exports
from generator.inspection import Inspected, inspect
from generator.pages import Download, Drawn, Material, compose
from generator.policy import nginx
from generator.publish import Copies, publish
from generator.site import SiteError, render
from generator.view import Views

HOME = Path(__file__).resolve().parent.parent
THEME = HOME / "theme"
CHART_LIBRARY = "assets/vendor/echarts.min.js"


class CannotBuild(Exception):
    """Something beside the data stands in the way; the message says what and what to do."""


def build(content: Path, out: Path, strict: bool = False) -> Inspected:
    """Make the site in `out/site`; where the content does not pass nothing is written and the last good site stays."""
    inspected = inspect(content, out / "cache")
    if inspected.passes(strict):
        try:
            publish(files(inspected), out / "docs")
            publish({"nginx.conf": nginx((THEME / "overrides/404.html").read_text("utf-8"))}, out / "headers")
            render(inspected.book, HOME / "mkdocs.yml", out / "docs", out / "site")
        except (DrawError, SiteError) as trouble:
            raise CannotBuild(str(trouble)) from trouble
    return inspected


def files(inspected: Inspected) -> Mapping[str, bytes]:
    """Every file the engine is given, by its address."""
    views = Views.of(inspected.book, inspected.scores)
    exports = tuple(all_exports(views))
    downloads = tuple(Download(export.path, export.title, len(export.data)) for export in exports if export.title)
    material = Material(views, _charts(views), downloads)
    pages = {path: markdown.encode() for path, markdown in compose(material, THEME / "templates")}
    made = {**_assets(), **{export.path: export.data for export in exports}, **pages}
    return Copies(made, {file.address: file.path for file in inspected.book.files.values()})


def _charts(views: Views) -> Mapping[str, tuple[Drawn, ...]]:
    wanted = {"home": all_charts(views, "home", None)}
    wanted |= {str(year): all_charts(views, "year", year) for year in views.book.years}
    drawn = draw([chart for charts in wanted.values() for chart in charts], THEME / "node_modules")
    return {page: tuple(Drawn(chart, drawn[chart.id]) for chart in charts) for page, charts in wanted.items()}


def _assets() -> Mapping[str, bytes]:
    return {CHART_LIBRARY: (THEME / "node_modules/echarts/dist/echarts.min.js").read_bytes()}
