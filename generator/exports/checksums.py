"""`data/checksums.csv`: the digest of every project's record, beside which any record can be held wherever it is kept.

It is no column of the other tables: with it every change of a word would make all of them anew.
"""

import re
from collections.abc import Iterator
from itertools import islice

from generator.exports import CsvTable
from generator.exports._csv import csv_lines
from generator.exports._rows import joined_csv
from generator.views.download import Download, DownloadList, Export
from generator.views.fields import Field, cells
from generator.views.fields.documents import DIGEST

TOGETHER = 1000  # lines that are written at once
PATH = "data/checksums.csv"
RECORD = re.compile(r"data/(.+)\.json")
COLUMNS: tuple[Field[Download], ...] = (
    Field("id", "项目标识", "文字", "与项目汇总表的相同", lambda file: RECORD.sub(r"\1", file.path)),
    Field("data", "全部数据", "文字", "记录的地址，从网站首页所在处算起", lambda file: file.path),
    Field(DIGEST.key, DIGEST.title, "文字", "与记录里 digest 一行的相同", lambda file: file.digest),
    Field("sum", "文件的SHA-256", "文字", "整个文件的，与 SHA256SUMS 里的相同", lambda file: file.sum),
)
TABLES = (CsvTable(re.compile(re.escape(PATH)), COLUMNS),)


def manifest_files(downloads: DownloadList) -> Iterator[Export]:
    """One line a project, in the order of the addresses."""
    yield Export(PATH, joined_csv(COLUMNS, _lines(downloads.digested)), "各项目记录的校验值")


def _lines(records: Iterator[Download]) -> Iterator[bytes]:
    while some := list(islice(records, TOGETHER)):
        yield csv_lines(COLUMNS, cells(COLUMNS, some))
