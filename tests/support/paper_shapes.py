"""Paper cases: a data file above; below it tables of its page as readers see them, and what check says of it.

tests/cases/papers/README.md tells the form of the case files.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.core.number import BLANK
from generator.core.paths import Paths
from generator.exports import project_files
from generator.load import read_bytes
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import combine, examine
from generator.views import Portfolio
from tests.support import word
from tests.support.building import ROOT
from tests.support.cases import HOME, Case, joined, read_above
from tests.support.html import Element, parsed

SHAPES = HOME / "papers" / "shapes"
PART = re.compile(r"^--- (网页(?: \S+)?|发现)\n", re.M)
YEAR_PAGE = re.compile(r"(?P<year>\d{4})/index")
UNFINISHED = "（未了）"
OURS = "本站核算"
BREAK = " ⏎ "
BLOCKS = frozenset({"br", "p", "small", "i", "b", "li"})
SILENT = frozenset({"svg", "script", "style"})
# Keys of downloads: what we work out or sort (how many answers are in which state), and what names things.
OURS_OR_NAMES = ("computed", "rectification", "digest", "id", "url", "data", "year", "scheme", "$schema")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MONEY = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|亿|万|元)")
IN_WAN = {"亿元": Decimal(10000), "亿": Decimal(10000), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}
COMMENT = re.compile(r"^\s*#.*$", re.M)
FORMS = ("项目基本信息", "项目资金", "年度总体目标", "绩效指标", "绩效评价结果信息表")
WEIGHT_NOTE = re.compile(r"（[\d.]+[分%]）$")
NUMBERED = re.compile(r"^\d+、")  # the numbers that the form puts before each of several paragraphs


@dataclass
class Cell:
    """A cell as readers see it: its text with what is ours in brackets, the text without that, the columns it takes."""

    shown: str = ""
    printed: str = ""
    rows: int = 1
    columns: int = 1
    first: int = 0


@dataclass
class Table:
    """A table by its caption, `rows` of `heads` and all others; a cell that stretches stands once."""

    caption: str
    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """Each row as a line."""
        return tuple(" | ".join(cell.shown for cell in row).rstrip() for row in self.rows)

    def place(self) -> None:
        """Find the first column of each cell, past those that stretch down from above."""
        taken: dict[tuple[int, int], bool] = {}
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while taken.get((number, column)):
                    column += 1
                cell.first = column
                for down in range(cell.rows):
                    taken.update({(number + down, column + right): True for right in range(cell.columns)})

    @property
    def own_columns(self) -> frozenset[int]:
        """The columns whose head says that they are ours, or that rows are counted in."""
        heads = (cell for row in self.rows[: self.heads] for cell in row)
        cells = [cell for cell in heads if OURS in cell.shown or cell.shown == "序号"]
        return frozenset(column for cell in cells for column in range(cell.first, cell.first + cell.columns))

    def printed(self) -> Iterator[str]:
        """What stands in its cells as the paper's."""
        if OURS not in self.caption:
            own = self.own_columns
            rows = [row for row in self.rows[self.heads :] if not any(OURS in cell.printed for cell in row[:2])]
            yield from (cell.printed for row in rows for cell in row if cell.first not in own)


UNREAD = {"computed-mark", "note-mark", "compiled-note", "about-page", "carried", "paper-head", "signature"}


class Page:
    """The tables of a page, its lists of facts among them, by the heading above; its paragraphs beside these."""

    def __init__(self, markdown: str) -> None:
        self.tables: list[Table] = []
        self.paragraphs: list[str] = []
        self.title = ""
        self.downloads: list[str] = []  # what stands in the project's downloads as the paper's
        self.word: list[list[str]] = []  # the rows of its forms as documents, without blanks
        self._heading = ""
        for part in re.split("^(?=#)", markdown.partition("\n---\n")[2], flags=re.M):
            heading, _, below = part.partition("\n") if part.startswith("#") else ("", "", part)
            if heading:
                self._heading = heading.lstrip("# ").partition(" {")[0].strip()
            self._read(parsed(below), False)
        for table in self.tables:
            table.place()

    def _read(self, element: Element, ours: bool) -> None:
        for node in _seen(element, ours):
            if isinstance(node, str):
                continue
            now_ours = ours or "computed" in node.classes
            if node.tag in ("table", "dl"):
                table = Table(node.attributes.get("aria-label", "") if node.tag == "table" else self._heading)
                self.tables.append(table)
                _fill(table, node, now_ours)
            elif "selfsheet-title" in node.classes:
                self.title += _text(node, now_ours)
            elif node.tag == "p":
                text = _text(node, now_ours)
                self.paragraphs.append(f"〔{OURS} {text}〕" if "computed-line" in node.classes else text)
            else:
                self._read(node, now_ours)


def _seen(element: Element, ours: bool) -> Iterator[Element | str]:
    """What an element holds, without what is no reading matter, and without small print of what is ours."""
    for node in element.inside:
        if isinstance(node, str) or not (node.tag in SILENT or node.classes & UNREAD or (node.tag == "small" and ours)):
            yield node.replace("\n", "") if isinstance(node, str) else node


def _text(element: Element, ours: bool) -> str:
    parts = _seen(element, ours)
    return "".join(node if isinstance(node, str) else _text(node, ours or "computed" in node.classes) for node in parts)


def _fill(table: Table, element: Element, ours: bool, head: bool = False) -> None:
    """Put the rows below an element into a table."""
    for node in _seen(element, ours):
        if isinstance(node, str):
            continue
        now_ours = ours or "computed" in node.classes
        if node.tag in ("tr", "dt"):
            table.rows.append([])
            table.heads += head
        if node.tag == "caption":
            table.caption = [text for text in _texts_of(node, now_ours) if text][-1]
        elif node.tag in ("td", "th", "dt", "dd"):
            table.rows[-1].append(_cell(node, ours))
        else:
            _fill(table, node, now_ours, head or node.tag == "thead")


def _texts_of(element: Element, ours: bool) -> Iterator[str]:
    for node in _seen(element, ours):
        if isinstance(node, str):
            yield node
        else:
            yield from _texts_of(node, ours or "computed" in node.classes)


def _cell(element: Element, ours: bool) -> Cell:
    parts: list[list[tuple[str, bool]]] = [[]]  # its lines, of each piece whether it is ours
    _lines(Element("", {}, [element]), ours, parts)
    lines = [line for line in parts if any(text.strip() for text, _ in line)]
    return Cell(
        BREAK.join("".join(text for text, _ in line).strip() for line in lines),
        "\n".join("".join(text for text, own in line if not own).strip() for line in lines),
        int(element.attributes.get("rowspan", 1)),
        int(element.attributes.get("colspan", 1)),
    )


def _lines(element: Element, ours: bool, parts: list[list[tuple[str, bool]]], labelled: bool = False) -> None:
    for node in _seen(element, ours):
        if isinstance(node, str):
            begun = ours and (f"〔{OURS} ", True) in parts[-1] and parts[-1][-1][1]
            parts[-1] += [(f"〔{OURS} ", True)] if node and ours and not begun else []
            parts[-1] += [(node, ours)] if node else []
            continue
        own, label = (
            not ours and "computed" in node.classes,
            labelled and node.tag == "dt",
        )  # 目标值、实际值, each with its label
        if label or node.tag in BLOCKS:
            parts.append([])
        if "remark-mark" in node.classes:
            parts[-1].append(("〔", False))
        _lines(node, ours or own, parts, labelled or node.tag == "dl")
        parts[-1] += [("〕", True)] if own else []
        parts[-1] += [("：", False)] if label else []
        if node.tag == "small" and ("〔", False) in parts[-1]:
            parts[-1].append(("〕", False))
        if node.tag in BLOCKS and node.tag != "br":
            parts.append([])


@dataclass(frozen=True)
class Listed:
    """A table that a case lists."""

    caption: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class ListedPage:
    """What a case lists of a page: its address ("" for the project's), the title of its form, tables, paragraphs."""

    address: str
    form: str = ""
    tables: tuple[Listed, ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """A case: its project, "" where it has none, what it lists of each page, what check says."""

    case: Case
    slug: str
    pages: tuple[ListedPage, ...]
    findings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.case.path.stem

    @property
    def file(self) -> str:
        """The data file of its project."""
        return f"content/projects/{self.slug}.yml"

    @property
    def data(self) -> str:
        """The data files as they are written, without comments."""
        return COMMENT.sub("", "".join(joined(change.lines) for change in self.case.changes if not change.model))

    def rewrite(self, pages: Mapping[str, Page], findings: tuple[str, ...]) -> None:
        """Put what there is in the place of what the case says; the same tables are listed, or the first ones."""
        above = PART.split(self.case.path.read_text("utf-8"))[0]
        shown = "".join(_shown(listed, pages[listed.address]) for listed in self.pages)
        self.case.path.write_text(f"{above}{shown}--- 发现\n{joined(findings)}", "utf-8")


def _shown(listed: ListedPage, page: Page) -> str:
    """A page as a case lists it."""
    captions = [table.caption for table in listed.tables] or [table.caption for table in page.tables]
    selection = [table for caption in dict.fromkeys(captions) for table in page.tables if table.caption == caption]
    form = f"题 {page.title}\n" if page.title else ""
    tables = "".join(f"表 {table.caption}\n{joined(table.lines)}\n" for table in selection)
    words = "".join(f"文 {text}\n" for text in listed.paragraphs)
    return f"--- 网页{listed.address and f' {listed.address}'}\n{form}{words}{tables}"


def read_shape(path: Path) -> Shape:
    """Read a case file."""
    above, *parts = PART.split(path.read_text("utf-8"))
    case = read_above(path, above.splitlines())
    slugs = [change.path for change in case.changes if change.path.startswith("content/projects/")]
    slug = slugs[0].removeprefix("content/projects/").removesuffix(".yml") if slugs else ""
    named = list(zip(parts[::2], parts[1::2], strict=True))
    pages = tuple(_listed(path, head.removeprefix("网页").strip(), text) for head, text in named if head != "发现")
    findings = "".join(text for head, text in named if head == "发现")
    return Shape(case, slug, pages, tuple(findings.splitlines()))


def _listed(path: Path, address: str, shown: str) -> ListedPage:
    form, tables, paragraphs = "", list[Listed](), list[str]()
    for block in re.split(r"\n\s*\n", shown.strip("\n")):
        for line in block.splitlines():
            if line.startswith("题 "):
                form = line[2:]
            elif line.startswith("文 "):
                paragraphs.append(line[2:])
            elif line.startswith("表 "):
                tables.append(Listed(line[2:], ()))
            else:
                assert tables, f"{path}: 表格的各行之前应有“表 ”开头的一行：{line}"
                tables[-1] = Listed(tables[-1].caption, (*tables[-1].rows, line))
    return ListedPage(address, form, tuple(tables), tuple(paragraphs))


def all_shapes() -> list[Shape]:
    """Every case, in order."""
    return [read_shape(path) for path in sorted(SHAPES.glob("*.case"))]


def look_at(shape: Shape, root: Path) -> tuple[Mapping[str, Page], tuple[str, ...]]:
    """The pages that the case lists, by address, without those that cannot be made; all that check says, without lines.

    A page is there whatever errors stand: a case shows a paper as it is printed, faults and all.
    """
    content = shape.case.lay_out(root)
    context = BuildContext.open(Paths(content, root / "build", ROOT))
    files = context.site.files
    examined = {file.file: examine(context, file, read_bytes(file, content)) for file in files}
    examination = combine(context, files, list(examined.values()))
    findings = tuple(_line(shape, str(finding)) for finding in (*examination.diagnostics, *examination.waived))
    details = {file: detail for file, result in examined.items() if (detail := result.draft_detail(context.site.book))}
    pages = {}
    for listed in shape.pages:
        if listed.address:
            year = int(YEAR_PAGE.fullmatch(listed.address)["year"])  # type: ignore[index]
            of_year = tuple(detail for detail in details.values() if detail.year == year)
            views = Portfolio(context.site.book, of_year)
            of_the_year = dict(context.composer.year_pages(views, year, context.years, (), ()))
            pages[listed.address] = Page(of_the_year[f"{year}/index.md"])
        elif shape.file in details:
            made = context.composer.project_page(details[shape.file], examined[shape.file].files, (), (), 0)
            pages[""] = page = Page(made[1])
            exported = [*project_files(details[shape.file], context.site.book.site)]
            written = [(export.path, bytes(export.data)) for export in exported]
            page.downloads = [
                text for path, raw in written if path.endswith(".json") for text in _texts(json.loads(raw))
            ]
            documents = (raw for path, raw in written if path.endswith(".docx"))
            of_word = (row for raw in documents for table in word.tables(raw) for row in table)
            page.word = [list(filter(None, (plain(cell.text) for cell in row))) for row in of_word]
    return pages, findings


def _line(shape: Shape, finding: str) -> str:
    """A line of check, without the place in the file; the file itself is left out where it is the paper's own."""
    line = re.sub(r"^(\S+?):\d+:\d+: ", r"\1: ", finding)
    return line.removeprefix(f"{shape.file}: ")


def plain(cell: str) -> str:
    """A cell of a form without what a page and a document write differently: marks of lists and blanks, units."""
    text = "".join(NUMBERED.sub("", line) for line in cell.replace("（公开文件未载明）", "").splitlines())
    return "" if text in BLANK else re.sub(r"(?<=\d)(万元|元|分)$|[\s、]", "", text)


def not_alike(page: Page, table: Table) -> Iterator[str]:
    """Rows of a form on a page that its document has not, cell for cell; cells with figures that the JSON has not."""
    data = plain("\n".join(page.downloads))
    pairs = 2 if table.caption == "项目基本信息" else 0  # which a narrow document breaks into lines otherwise
    for row in table.rows[table.heads :]:
        cells = [text for cell in row if (text := plain(cell.printed))]
        for part in [cells[at : at + pairs] for at in range(0, len(cells), pairs)] if pairs else [cells]:
            if not any(part in windows(other, len(part)) for other in page.word):
                yield f"Word：{table.caption}：{' | '.join(part)}"
        lines = (line for cell in row for line in cell.printed.splitlines() if NUMBER.search(line))
        for line in lines:  # a code stands before a name, a weight behind it
            pieces = [plain(piece) for piece in re.split("[ 。]", WEIGHT_NOTE.sub("", NUMBERED.sub("", line)))]
            if "".join(pieces) not in data and not all(piece in data for piece in pieces):
                yield f"JSON：{table.caption}：{line}"


def windows(cells: list[str], size: int) -> Iterator[list[str]]:
    return (cells[at : at + size] for at in range(len(cells) - size + 1))


def invented(data: str, tables: Iterable[Table], downloads: Iterable[str] = ()) -> list[str]:
    """Numbers that tables and downloads show as the paper's and that stand nowhere in the data file."""
    numbers = NUMBER.findall(data)
    written = {text for number in numbers for text in (number, number.replace(",", ""), number.lstrip("0"))}
    amounts = {_wan(match["number"], match["unit"]) for match in MONEY.finditer(data)}

    def is_written(number: str) -> bool:
        return number in written or Decimal(number.replace(",", "")) in amounts

    cells = [(table.caption, line) for table in tables for text in table.printed() for line in text.splitlines()]
    shown = [*cells, *(("下载", text) for text in downloads)]
    return [
        f"{where}：{line}（{number}）"
        for where, line in shown
        for number in NUMBER.findall(NUMBERED.sub("", line))
        if not is_written(number)
    ]


def _texts(data: object, under: str = "") -> Iterator[str]:
    """The texts of a JSON file with the keys above them, apart from what is ours and what names files."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, f"{under}{key}：") if key not in OURS_OR_NAMES else ()
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, under)
    elif data is not None:
        yield f"{under}{data}"


def _wan(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * IN_WAN[unit]
