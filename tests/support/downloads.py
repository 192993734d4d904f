"""Downloads of many projects, as a build makes them, and what their workbooks show."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string

from generator import exports
from generator.views import Portfolio
from generator.views.download import Export

SHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def all_files(portfolio: Portfolio) -> Iterator[Export]:
    """Make the files of each year and of the site."""
    for year in portfolio.years:
        yield from exports.year_files(portfolio, year)
    yield from site_files(portfolio)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Make the files of all projects together."""
    known = {"book": portfolio.book, "portfolio": portfolio}
    for module in exports.registry().site.values():
        yield from module.make(**{key: known[key] for key in module.given})


def sheets(data: bytes) -> dict[str, list[list[tuple[str, str]]]]:
    """The cells of each sheet as a spreadsheet shows them, and their type (s a text, n a number, empty if blank)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if "xl/" in name}
    texts = ["".join(t.text or "" for t in si.iter(f"{{{SHEET['x']}}}t")) for si in parts["xl/sharedStrings.xml"]]
    formats = {f.get("numFmtId"): f.get("formatCode") for f in parts["xl/styles.xml"].iterfind(".//x:numFmt", SHEET)}
    shapes = [xf.get("numFmtId") for xf in parts["xl/styles.xml"].iterfind("x:cellXfs/x:xf", SHEET)]
    built_in = {"0": "General", "1": "0", "2": "0.00", "9": "0%", "10": "0.00%"}

    def shown(cell: ElementTree.Element) -> tuple[str, str]:
        value = cell.findtext("x:v", "", SHEET)
        assert cell.find("x:f", SHEET) is None, "no cell is a formula"
        if cell.get("t") == "inlineStr":
            return cell.findtext("x:is/x:t", "", SHEET), "s"
        if cell.get("t") == "s":
            return texts[int(value)], "s"
        number = shapes[int(cell.get("s", "0"))]
        code = formats.get(number) or built_in[str(number)]
        places = len(code.removesuffix("%").partition(".")[2])
        figure = Decimal(value) * (100 if code.endswith("%") else 1)
        return f"{figure:.{places}f}{'%' * code.endswith('%')}", "n"

    def place(cell: ElementTree.Element) -> int:
        return column_index_from_string(cell.get("r", "").rstrip("0123456789"))

    def filled(rows: Iterable[Mapping[int, tuple[str, str]]]) -> list[list[tuple[str, str]]]:
        kept = list(rows)
        width = max(max(row, default=0) for row in kept)
        return [[row.get(column, ("", "")) for column in range(1, width + 1)] for row in kept]

    names = [sheet.get("name", "") for sheet in parts["xl/workbook.xml"].iterfind("x:sheets/x:sheet", SHEET)]
    return {
        name: filled({place(cell): shown(cell) for cell in row if len(cell)}
                     for row in parts[f"xl/worksheets/sheet{number}.xml"].iterfind("x:sheetData/x:row", SHEET))
        for number, name in enumerate(names, 1)
    }  # fmt: skip
