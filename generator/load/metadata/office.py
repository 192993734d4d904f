"""Word, Excel and OFD files: archives of XML that are read as a stream, never unpacked, never allowed to grow."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.parsers import expat

from generator.load.metadata import UnreadableFile, persons
from generator.model.attached import HiddenContent

MOST_PARTS = 5000
MOST_BYTES = 100 * 1024 * 1024  # of all parts unpacked
OFF = ("0", "false", "off")
REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
SHOWN_IN_OFD = ("Link", "Watermark", "Stamp")
CALLING_FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.I)
CALLING_FORMULA = re.compile(r"\bWEBSERVICE\s*\(|^[\w.]+\|", re.I)  # the second is DDE
ORDINARY_LINK = re.compile(r"(?:https?|mailto):|#", re.I)
REFERENCES = {"attachedTemplate": "远程模板", "hyperlink": "指向本机或内网文件的链接"}
TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")

Start = Callable[[str, dict[str, str]], None]
Text = Callable[[str], None]


def hidden_content(ending: str, data: bytes) -> tuple[HiddenContent, ...]:
    """Look through the parts of an archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise UnreadableFile("展开后大得不寻常，不会读取，请重新生成这个文件")
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableFile("有密码，读者打不开，请去掉密码")
        look = {".docx": _word, ".xlsx": _excel, ".ofd": _ofd}[ending]
        return (*look(archive), *(_of_package(archive) if ending != ".ofd" else ()))


def _names(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    return [name for name in archive.namelist() if re.fullmatch(pattern, name)]


def _read(archive: zipfile.ZipFile, part: str, start: Start, text: Text | None = None, end: Text | None = None) -> None:
    """Feed a part to the handlers; names come without their prefix."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableFile("含有不该有的文档类型声明，不会读取，请重新生成这个文件")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: start(_bare(name), {_bare(k): v for k, v in given.items()})
    if text:
        parser.CharacterDataHandler = text
    if end:
        parser.EndElementHandler = lambda name: end(_bare(name))
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 16):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _texts(archive: zipfile.ZipFile, part: str, *wanted: str) -> set[str]:
    """Return the texts of the elements of some names."""
    texts: set[str] = set()
    inside: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        inside.append(name)

    def text(words: str) -> None:
        if inside and inside[-1] in wanted:
            texts.add(words)

    def end(_: str) -> None:
        inside.pop()

    if part in archive.namelist():
        _read(archive, part, start, text, end)
    return texts


def _properties(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    names = persons(_texts(archive, "docProps/core.xml", "creator", "lastModifiedBy"))
    names += tuple(name for name in persons(_texts(archive, "docProps/app.xml", "Manager")) if name not in names)
    if names:
        yield HiddenContent("作者或修改者", names)
    if _names(archive, r".*vbaProject\.bin"):
        yield HiddenContent("宏", active=True)
    if embedded := _names(archive, r".*/embeddings/[^/]+"):
        yield HiddenContent(f"{len(embedded)} 个嵌入的文件")


def _of_package(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    yield from (*_properties(archive), *_references(archive), *_remote_data(archive))


def _references(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    """Find what is fetched from elsewhere; a link to a web page that a reader may click is nothing unusual."""
    count: Counter[str] = Counter()

    def start(name: str, given: dict[str, str]) -> None:
        kind = given.get("Type", "").rpartition("/")[2]
        ordinary = kind == "hyperlink" and ORDINARY_LINK.match(given.get("Target", ""))
        if name == "Relationship" and given.get("TargetMode") == "External" and not ordinary:
            count[REFERENCES.get(kind, "指向其他文件的链接")] += 1

    for part in _names(archive, r".*\.rels"):
        _read(archive, part, start)
    if not count and (links := _names(archive, r"xl/externalLinks/[^/]+\.xml")):
        count["指向其他文件的链接"] = len(links)
    yield from (HiddenContent(f"{number} 个{what}", active=True) for what, number in sorted(count.items()))


def _remote_data(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    """Find formulas and connections of a workbook that fetch something from elsewhere."""
    formulas = (
        formula for part in archive.namelist() if SHEETS.fullmatch(part) for formula in _texts(archive, part, "f")
    )
    if number := sum(map(bool, map(CALLING_FORMULA.search, formulas))):
        yield HiddenContent(f"{number} 个取别处内容的公式", active=True)
    if _names(archive, r"xl/connections\.xml"):
        yield HiddenContent("取别处数据的连接", active=True)


def _word(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    count: Counter[str] = Counter()
    names: set[str] = set()
    runs: list[bool] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name in REVISIONS and "author" in given:
            count["revision"] += 1
            names.add(given["author"])
        elif name == "r":
            runs.append(False)
        elif name == "vanish" and runs and given.get("val") not in OFF:
            runs[-1] = True
        elif name == "t" and runs and runs[-1]:
            count["hidden"] += 1
        elif name == "fldSimple" and CALLING_FIELDS.search(given.get("instr", "")):
            count["field"] += 1

    def end(name: str) -> None:
        if name == "r" and runs:
            runs.pop()

    for part in archive.namelist():
        if TEXTS.fullmatch(part):
            runs.clear()
            _read(archive, part, start, None, end)
            count["field"] += sum(map(bool, map(CALLING_FIELDS.search, _texts(archive, part, "instrText"))))
    if count["field"]:
        yield HiddenContent(f"{count['field']} 个取别处内容的域", active=True)
    if count["revision"]:
        yield HiddenContent(f"{count['revision']} 处修订痕迹", persons(names))
    if count["hidden"]:
        yield HiddenContent(f"{count['hidden']} 处隐藏文字")
    yield from _comments(archive, r"word/comments\.xml", "comment")


def _comments(archive: zipfile.ZipFile, pattern: str, element: str) -> Iterator[HiddenContent]:
    count = 0
    names: set[str] = set()

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal count
        count += name == element
        names.update(value for key, value in given.items() if name == element and key == "author")

    for part in _names(archive, pattern):
        _read(archive, part, start)
        names |= _texts(archive, part, "author")
    if count:
        yield HiddenContent(f"{count} 条批注", persons(names))


def _excel(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    states: Counter[str] = Counter()

    def sheet(name: str, given: dict[str, str]) -> None:
        states["hidden"] += name == "sheet" and given.get("state") in ("hidden", "veryHidden")

    _read(archive, "xl/workbook.xml", sheet)
    if states["hidden"]:
        yield HiddenContent(f"{states['hidden']} 张隐藏的工作表")
    if hidden := sum(_hidden_cells(archive, part) for part in archive.namelist() if SHEETS.fullmatch(part)):
        yield HiddenContent(f"隐藏的行或列（{hidden} 格有内容）")
    yield from _comments(archive, r"xl/(comments[^/]*|threadedComments/[^/]+)\.xml", "comment")


def _hidden_cells(archive: zipfile.ZipFile, part: str) -> int:
    """Count the filled cells in hidden rows or columns."""
    columns: list[range] = []
    count, row_hidden, cell_hidden = 0, False, False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal count, row_hidden, cell_hidden
        hidden = given.get("hidden", "0") not in OFF
        if name == "col" and hidden:
            columns.append(range(int(given.get("min", "0")), int(given.get("max", "0")) + 1))
        elif name == "row":
            row_hidden = hidden
        elif name == "c":
            cell_hidden = row_hidden or (bool(columns) and any(_column(given.get("r", "")) in c for c in columns))
        elif name in ("v", "is") and cell_hidden:
            count += 1

    _read(archive, part, start)
    return count


def _column(cell: str) -> int:
    number = 0
    for letter in cell.rstrip("0123456789")[:3]:
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _ofd(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    if names := persons(_texts(archive, "OFD.xml", "Author")):
        yield HiddenContent("作者", names)
    for what, pattern, element in (
        ("{} 处批注", r".*/[^/]*Annot[^/]*\.xml", "Annot"),
        ("{} 个嵌入的文件", r".*/Attachments?\.xml", "Attachment"),
    ):
        seen: list[str] = []

        def start(name: str, given: dict[str, str], element: str = element, seen: list[str] = seen) -> None:
            if name == element and given.get("Type") not in SHOWN_IN_OFD:
                seen.append(name)

        for part in _names(archive, pattern):
            _read(archive, part, start)
        if seen:
            yield HiddenContent(what.format(len(seen)))
    yield from _ofd_actions(archive)


def _ofd_actions(archive: zipfile.ZipFile) -> Iterator[HiddenContent]:
    events, count = [""], 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal count
        events[-1] = given.get("Event", "") if name == "Action" else events[-1]
        count += name in ("URI", "GotoA") and events[-1] in ("DO", "PO")  # when the document, the page opens

    for part in _names(archive, r".*\.xml"):
        _read(archive, part, start)
    if count:
        yield HiddenContent("自己打开网址或文件的动作", active=True)
