"""`data/{year}-peers.csv`: the projects of a year that have peers, with where they stand among them."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable
from generator.exports._csv import csv_bytes
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields.peers import PEER, peer_rows

TABLES = (CsvTable(re.compile(r"data/\d{4}-peers\.csv"), PEER),)


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """Those of one year, where there are any."""
    if rows := peer_rows(portfolio.totals.peer_groups):
        yield Export(f"data/{year}-peers.csv", csv_bytes(PEER, rows), f"{year}年度同类对照")
