"""Places of a site: what stands at each spot of its pages, charts and downloads, without what is marked as ours."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from generator.charts import Chart
from generator.views.fields import Field
from generator.views.fields.lists import LISTS
from generator.views.fields.project import PROJECT
from tests.support.downloads import sheets
from tests.support.html import Element, parsed
from tests.support.page_tables import by_head, csv_lines
from tests.support.word import WordCell, outside_tables, tables

OURS = "本站核算"
RECORDS: Mapping[str, Sequence[Field[Any]]] = {spec.document.path: spec.columns for spec in LISTS}
NOT_OF_A_PAPER = ("computed", "digest")  # keys of records
BLOCKS = {"p", "li", "td", "th", "details", "dd", "dt"}
DERIVED = {
    "assessed-note",
    "computed",
    "figures",
    "chart",
    "count",
    "downloads",
    "remark",
    "note-mark",
    "notes",
    "notices",
    "of-category",
}  # what has these classes is no paper's
HEADING = re.compile(r"^#{1,6} (?P<text>.*?)\s*(?:\{[^}]*\})?$")

Place = tuple[str, ...]
Places = Mapping[Place, str]


# ---- pages ----


def link_of(element: Element) -> str:
    """The first address an element leads to, without the way there; notes are numbered anew where one comes or goes."""
    links = (a.attributes.get("href", "").removeprefix("../") for a in element.find("a"))
    return next((link for link in links if not link.startswith(("#note", "#notice"))), "")


def is_ours(element: Element) -> bool:
    """Whether all of it is marked as worked out by the site, or counts several projects."""
    return bool(element.classes & DERIVED) or (element.tag in BLOCKS and OURS in words(element))


def words(element: Element) -> str:
    """Its text without what is marked as ours below it."""
    parts = (
        node if isinstance(node, str) else "" if node.classes & DERIVED or node.tag == "wbr" else f" {words(node)} "
        for node in element.inside
    )
    return " ".join("".join(parts).split())


def of_page(address: str, markdown: str) -> Iterator[tuple[Place, str]]:
    """The front matter line by line, every cell of every table, and the words of each section."""
    front, _, body = markdown.removeprefix("---\n").partition("\n---\n")
    for line in front.splitlines():
        name, _, value = line.partition(": ")
        if name == "tags":
            yield from (((address, tag), text) for tag, text in json.loads(value))
        else:
            yield (address, name), value
    page = _Page(address)
    page.walk(parsed(body))
    yield from page.entries.items()


class _Page:
    def __init__(self, address: str) -> None:
        self.address, self.section = address, ""
        self.entries: dict[Place, str] = {}
        self.tables: Counter[str] = Counter()

    def walk(self, element: Element) -> None:
        for node in element.inside:
            if isinstance(node, str):
                self._prose(node)
            elif node.tag == "table":
                self._table(node)
            elif node.tag == "script":
                if node.attributes.get("type") == "application/ld+json":
                    data = json.loads("".join(part for part in node.inside if isinstance(part, str)))
                    self.entries.update(of_json((self.address, "ld+json"), data))
            elif is_ours(node):
                continue
            elif node.tag == "li" and (link := link_of(node)):
                self._put((self.section, link), words(node))
            else:
                self.walk(node)

    def _prose(self, text: str) -> None:
        for line in text.splitlines():
            if heading := HEADING.match(line):
                self.section = heading["text"]
            elif line.strip():
                self._put((self.section,), line.strip())

    def _put(self, place: Place, text: str) -> None:
        whole = (self.address, *place)
        self.entries[whole] = f"{self.entries[whole]} {text}" if whole in self.entries else text

    def _table(self, table: Element) -> None:
        name = next(map(words, table.find("caption")), "") or table.attributes.get("aria-label", "")
        if OURS in name:
            return
        self.tables[name] += 1
        head = _grid([row for part in table.find("thead") for row in part.find("tr")])
        heads = [" ".join(dict.fromkeys(words(row[at]) for row in head if at in row)) for at in _columns(head)]
        rows = [row for part in table.find("tbody", "tfoot") for row in part.find("tr")]
        for number, (row, cells) in enumerate(zip(rows, _grid(rows), strict=True)):
            if any(OURS in words(cell) for cell in cells.values() if cell.tag == "th"):
                continue
            line = link_of(row) or str(number)
            for at, cell in cells.items():
                if not heads and cell.tag == "th":
                    line = words(cell)
                column = heads[at] if at < len(heads) else ""
                if not (is_ours(cell) or OURS in column or column == "序号"):
                    self._put((name, str(self.tables[name]), line, column), words(cell))


def _columns(grid: Sequence[Mapping[int, Element]]) -> range:
    return range(max((max(row) + 1 for row in grid if row), default=0))


def _grid(rows: Sequence[Element]) -> list[dict[int, Element]]:
    """The cells of each row by their column; a cell over several rows stands in its first."""
    taken: dict[int, int] = {}
    grid = []
    for row in rows:
        cells, at = {}, 0
        for cell in (node for node in row.inside if isinstance(node, Element) and node.tag in ("td", "th")):
            while taken.get(at, 0):
                at += 1
            cells[at] = cell
            for _ in range(int(cell.attributes.get("colspan", 1))):
                taken[at] = int(cell.attributes.get("rowspan", 1))
                at += 1
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        grid.append(cells)
    return grid


# ---- charts ----


def of_chart(chart: Chart, titles: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """What the table of a chart says of each project; counts of projects are left out."""
    if OURS in chart.title and "扣分" not in chart.title:
        return
    for row in chart.rows:
        about = next((title for title in row[:2] if title in titles), "")
        for name, cell in by_head(chart.header, row, f"图表 {chart.id}").items() if about else ():
            if name != "扣分":
                yield (chart.id, about, row[0], name), cell


# ---- downloads ----


def of_file(path: str, data: bytes) -> Iterator[tuple[Place, str]]:
    """What a download holds; those that describe others hold nothing of a paper."""
    if path.startswith("api/v1/schema/") or path == "api/v1/index.json":
        return
    if path.endswith(".json"):
        records = json.loads(data)
        if path.startswith("api/v1/years/"):
            records = records["projects"]
        if fields := RECORDS.get(path):
            ours = {field.key for field in fields if OURS in field.title}
            records = [{key: value for key, value in record.items() if key not in ours} for record in records]
        yield from of_json((path,), records)
    elif path.endswith(".csv"):
        rows = csv_lines(data)
        yield from _of_rows(path, rows)
    elif path.endswith(".xlsx"):
        for sheet, rows in _sheets(data):
            yield from _of_rows(f"{path} {sheet}", rows)
    elif path.endswith(".docx"):
        yield from _of_document(path, data)
    elif path.startswith("search/records/"):
        year, _, number = path.split("-")  # between them stands what tells what it holds
        yield from _of_records(f"{year}-{number}", data.decode())
    elif path.startswith("compare/"):
        yield from _of_comparison(path, data.decode())
    elif path == "feed.xml":
        for entry in ElementTree.fromstring(data).iter("{http://www.w3.org/2005/Atom}entry"):
            texts = {element.tag.rpartition("}")[2]: element.text or "" for element in entry}
            yield from (((path, texts["id"], name), text) for name, text in texts.items())


def of_json(place: Place, value: object) -> Iterator[tuple[Place, str]]:
    """Every value that is no list and no object; some keys are ours, and all that stands under them."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_OF_A_PAPER and OURS not in key:
                yield from of_json((*place, key), item)
    elif isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        yield place, " ".join(map(str, value))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            name = str(item["id"]) if isinstance(item, dict) and "id" in item else str(number)
            yield from of_json((*place, name), item)
    elif value is not None:
        yield place, str(value)


def _of_rows(path: str, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Place, str]]:
    """Every cell of a table with a head, by what names the row: its address, else its project and its number there."""
    heads, seen = rows[0], Counter[str]()
    for row in rows[1:]:
        named = dict(zip(heads, row, strict=False))
        name = named.get("网页") or named.get("项目名称")
        assert name, f"{path}：每行要有“网页”或“项目名称”；不按项目列的，请在 of_file 里写明怎样读"
        seen[name] += 1
        for head, cell in named.items():
            if OURS not in head and head != "序号":
                yield (path, f"{name} {seen[name]}", head), cell


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    for name, rows in sheets(data).items():
        if any(text == "项目名称" for text, _ in rows[0]):  # else it is what the workbook says of itself
            yield name, [[text for text, _ in row] for row in rows]


def _of_document(path: str, data: bytes) -> Iterator[tuple[Place, str]]:
    """Every cell of a form by the head of its part of the form, what names the row, and the head of its column."""
    title, *beside = outside_tables(data)
    yield (path, "表名"), title
    yield (path, "表外"), " ".join(beside)
    for rows in tables(data):
        heads: dict[int, str] = {}
        for number, row in enumerate(rows):
            if _is_head(row):
                heads = {cell.column: cell.text for cell in row}
                continue
            part, name, is_beside = next(iter(heads.values()), "").partition("（")[0].strip(), str(number), False
            for cell in row:
                if cell.is_label:
                    name = cell.text
                else:
                    column = "" if is_beside else heads.get(cell.column, "")
                    yield (path, title, part, name, column), cell.text
                is_beside = cell.is_label


def _is_head(row: Sequence[WordCell]) -> bool:
    """True for a row of labels; the one of the money has a blank cell above the names of its rows."""
    others = [cell for cell in row if not cell.is_label]
    return len(row) > 1 and (not others or (len(row) - len(others) > 2 and not any(cell.text for cell in others)))


def _of_comparison(path: str, text: str) -> Iterator[tuple[Place, str]]:
    """Facts by their name, indicators by name and number; a value in a list and every rate are ours."""
    facts = json.loads(text[text.index("{") : text.rindex("}") + 1])
    for name, value in (*facts["about"], *facts["money"], *facts["result"]):
        if isinstance(value, str):
            yield (path, name), value
    for key in ("levels", "indicators"):
        for number, (name, code, weight, points, _) in enumerate(facts[key]):
            columns = {"code": code, "weight": weight, "points": points}
            yield from (((path, key, name, str(number), k), v) for k, v in columns.items() if isinstance(v, str))
    yield from of_json((path, "findings"), facts["findings"])


def _of_records(path: str, text: str) -> Iterator[tuple[Place, str]]:
    data = json.loads(text[text.index("{") : text.rindex("}") + 1])
    columns = {key: _column(value) for key, value in data["columns"].items()}
    for key in columns.keys() & {field.key for field in PROJECT if OURS not in field.title}:
        for url, value in by_head([str(link) for link in columns["url"]], columns[key], f"{path} 的 {key}").items():
            yield (path, url, key), "" if value is None else str(value)


def _column(packed: object) -> Sequence[object]:
    if isinstance(packed, dict):
        return [packed["values"][at] for at in packed["at"]]
    assert isinstance(packed, list)
    return packed


def merged(pairs: Iterable[tuple[Place, str]]) -> Places:
    """What stands at each place, joined where several things do."""
    places: dict[Place, str] = {}
    for place, text in pairs:
        places[place] = f"{places[place]} {text}" if place in places else text
    return places
