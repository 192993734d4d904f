"""`indicators.csv`: the points of every scored indicator, a row each; where they are too many there is no such file."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, IndicatorRows
from generator.exports._csv import csv_bytes
from generator.views.download import Export
from generator.views.fields import Channel, fields_in
from generator.views.fields.project import INDICATOR

COLUMNS = fields_in(INDICATOR, Channel.SHEET)
TABLES = (CsvTable(re.compile(r"data/(\d{4}-)?indicators\.csv"), COLUMNS),)


def site_files(indicators: IndicatorRows) -> Iterator[Export]:
    """Those of all projects."""
    if indicators:
        yield Export("data/indicators.csv", csv_bytes(COLUMNS, indicators), "全部项目指标得分")


def year_files(year: int, indicators: IndicatorRows) -> Iterator[Export]:
    """Those of one year."""
    if indicators:
        yield Export(f"data/{year}-indicators.csv", csv_bytes(COLUMNS, indicators), f"{year}年度指标得分")
