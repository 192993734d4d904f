"""`data/sample-….csv`: the population of each 抽样记录, and what was drawn of it; a site without one has none."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable
from generator.exports._csv import csv_bytes
from generator.model.book import Book
from generator.views.download import Export
from generator.views.fields.reexamination import SAMPLE, sample_lines

SAMPLED = "data/sample-"  # before the name of the record
TABLES = (CsvTable(re.compile(rf"{re.escape(SAMPLED)}[^/]+\.csv"), SAMPLE),)


def site_files(book: Book) -> Iterator[Export]:
    """A table for each."""
    for sample in book.samples:
        data = csv_bytes(SAMPLE, sample_lines(sample))
        yield Export(f"{SAMPLED}{sample.slug}.csv", data, f"自评抽样 {sample.slug}：总体与抽中的项目")
