"""SVG rendering: a Node process runs ECharts without a browser, and each drawing is cleaned for embedding in a page.

A drawing depends on its chart alone, not on what else is drawn. It holds no script, style, class, event or address.
Its colours are CSS variables: the page decides on light, dark and print. It is hidden from screen readers, which get
the sentence and the table of the figure instead.
"""

import atexit
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

from generator.charts._style import ACCENT, FAINT, INK, MUTED, PAPER, STEPS, VARIABLES, Chart, Drawing
from generator.core.paths import Paths, node_program

SVG = "{http://www.w3.org/2000/svg}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Values of the variables in pages without charts.css; equal to its light colours.
FALLBACK = {
    INK: "#21272a",
    MUTED: "#586065",
    FAINT: "#dcd9d1",
    PAPER: "#fff",
    **dict(zip(STEPS, ("#1b6a3d", "#1d5788", "#855300", "#9c2f22", "#6b3478"), strict=True)),
    ACCENT: "#1d5b5e",
}
COLOURED = ("fill", "stroke")
KEPT = {
    *("d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "points", "transform", "id"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "clip-path", "clip-rule", "fill-rule"),
    *("font-size", "font-weight", "text-anchor", "dominant-baseline", XML_SPACE),
    *("patternUnits", "patternTransform"),
}


class ChartError(Exception):
    """Charts that cannot be drawn; the message says what to do."""


def render_svgs(charts: Iterable[Chart], paths: Paths) -> dict[str, tuple[str, ...]]:
    """Return the SVG elements of every chart by its id, the wide one first. Raises `ChartError`."""
    wanted = list(charts)
    if not wanted:
        return {}
    drawn = iter(_run([drawing for chart in wanted for drawing in chart.drawings], paths.chart_script, paths.echarts))
    return {
        chart.id: tuple(
            tidy(next(drawn), drawing, f"{chart.id}{'-narrow' * number}")
            for number, drawing in enumerate(chart.drawings)
        )
        for chart in wanted
    }


def shutdown() -> None:
    """End the Node process to release its memory; the next drawing starts a new one."""
    for drawer in list(_DRAWERS.values()):
        drawer.close()


def _run(drawings: list[Drawing], script: Path, library: Path) -> list[str]:
    node = node_program()
    if not node:
        raise ChartError("画图表要用 Node.js，这台机器上没有找到。请运行 make setup，会自动装好；或安装 Node.js 后再试")
    if not library.is_file():
        raise ChartError(f"没有找到图表库 {library}。请运行 make setup 安装后再试")
    try:
        key = (node, str(script), str(library), os.getpid())  # a fork must not use the process of its parent
        drawer = _DRAWERS[key] if key in _DRAWERS else _NodeProcess(key)
    except OSError as trouble:
        reason = trouble.strerror or trouble
        raise ChartError(f"运行不了 Node.js（{node}）：{reason}。请检查环境变量 NODE，或运行 make setup") from trouble
    # The options are JSON already; put in as they are, their decimals stay what they were.
    return [
        drawer.drawn(f'{{"option":{drawing.option},"width":{drawing.width},"height":{drawing.height}}}')
        for drawing in drawings
    ]


class _NodeProcess:
    """Node process with the chart library loaded (startup costs as much as ten charts); ends with this process."""

    def __init__(self, key: tuple[str, str, str, int]) -> None:
        self.key = key
        self.stderr = tempfile.TemporaryFile()  # noqa: SIM115 — open as long as the process runs
        pipe = subprocess.PIPE
        try:
            self.process = subprocess.Popen(list(key[:3]), stdin=pipe, stdout=pipe, stderr=self.stderr)
        except OSError:
            self.stderr.close()
            raise
        _DRAWERS[key] = self
        atexit.register(self.close)

    def drawn(self, request: str) -> str:
        """Return the SVG for a request, a line of JSON."""
        line = b""
        assert self.process.stdin and self.process.stdout
        with suppress(OSError):  # it may have ended before it could read
            self.process.stdin.write(f"{request}\n".encode())
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        if not line:
            raise ChartError(f"图表没有画成，Node.js 报告：{self._reason()}。请运行 make distclean 后再运行 make setup")
        return str(json.loads(line))

    def close(self) -> None:
        """End the process."""
        del _DRAWERS[self.key]
        atexit.unregister(self.close)
        if self.key[3] == os.getpid():
            self.process.kill()  # copies of this process may hold its input open
            self.process.communicate()
            self.stderr.close()

    def _reason(self) -> str:
        self.process.wait()
        self.stderr.seek(0)
        lines = self.stderr.read().decode(errors="replace").strip().splitlines()
        self.close()
        return next((line for line in lines if "Error" in line), lines[-1] if lines else "没有输出")


_DRAWERS: dict[tuple[str, str, str, int], _NodeProcess] = {}


def tidy(svg: str, drawing: Drawing, name: str) -> str:
    """Clean an SVG of ECharts for embedding in a page; prefix its ids with `name`."""
    root = ElementTree.fromstring(svg)
    _prune(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.tail = None
        if element.tag != "text":
            element.text = None
        element.attrib = _attributes(element)
    _rename(root, name)
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {drawing.width} {drawing.height}",
        "aria-hidden": "true",
        "focusable": "false",
    }
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _prune(parent: ElementTree.Element) -> None:
    """Remove style sheets and invisible shapes, which only catch the mouse."""
    for child in list(parent):
        if child.tag == f"{SVG}style" or _unseen(child):
            parent.remove(child)
        else:
            _prune(child)


def _unseen(element: ElementTree.Element) -> bool:
    """True for a shape without fill and stroke."""
    if element.tag.removeprefix(SVG) not in ("path", "rect", "circle", "polygon", "polyline", "ellipse"):
        return False
    got = element.get
    filled = got("fill", "none") not in ("none", "transparent") and got("fill-opacity") != "0"
    lined = got("stroke", "none") != "none" and "0" not in (got("stroke-opacity"), got("stroke-width"))
    return not filled and not lined


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    """Return the attributes of an element, with inline styles as attributes and colours as variables."""
    style = dict(part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    attributes = {key: value for key, value in {**element.attrib, **style}.items() if key in KEPT}
    return {key: colour(value) if key in COLOURED else value for key, value in attributes.items()}


def colour(value: str) -> str:
    """Return the CSS variable of a chart colour; any other value unchanged."""
    return f"var({VARIABLES[value]},{FALLBACK[value]})" if value in VARIABLES else value


def _rename(root: ElementTree.Element, name: str) -> None:
    """Renumber the ids of a drawing from 1, prefixed with `name`."""
    old_ids = (element.get("id") for element in root.iter())
    ids = {old: f"{name}-{number}" for number, old in enumerate(filter(None, old_ids), 1)}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, ids[value])
            elif link := re.fullmatch(r"url\(#(.+)\)", value):
                element.set(key, f"url(#{ids[link[1]]})")
