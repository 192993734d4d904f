"""Tables as text (.csv): rows of cells apart by commas, semicolons or tabs, as a grid."""

import csv
from io import StringIO

from generator.intake.files._received import OLE, NotReadable, Received, decoded
from generator.intake.files._sheet import MOST_CELLS, MOST_COLUMNS, readable
from generator.intake.paper import Cell, Grid, Paper, Spot

SEPARATORS = ",;\t，"
MOST_BYTES = 4 * 1024 * 1024


def opens(file: Received) -> bool:
    return file.ending in (".csv", ".tsv") and not file.parts and not file.data.startswith(OLE)


def read(file: Received) -> Paper:
    """Read the rows; a row is that of the table, whatever lines a cell in quotes takes."""
    text = decoded(file.data) if len(file.data) <= MOST_BYTES else None
    if text is None:
        raise NotReadable("这个 .csv 文件太大，或者不是文本；请用 Excel 或 WPS 打开，另存为 .xlsx 再交来")
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    cells: list[Cell] = []
    try:
        for row, values in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator)):
            if len(values) > MOST_COLUMNS or len(cells) > MOST_CELLS:
                raise NotReadable("表大得不寻常，不像一张要填的表，不会读取；请只交来要收的表")
            for column, value in enumerate(values):
                if shown := readable(value).strip():
                    cells.append(Cell(shown, Spot(f"第 {row + 1} 行第 {column + 1} 列"), row, column))
    except csv.Error as trouble:
        raise NotReadable("表里的引号不成对，读不出各格；请用 Excel 或 WPS 打开，另存为 .xlsx 再交来") from trouble
    return Paper(file.name, (Grid("", tuple(cells)),))
