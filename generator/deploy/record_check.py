"""Check of records: each carries a digest of itself, which stands in their table too, and the two must agree."""

import csv
import io
from collections.abc import Iterator, Mapping

from generator.core.record_digest import carried, made
from generator.deploy.changes.gate import RECORD

TABLE = "data/checksums.csv"
IDENTITY, DIGEST = "项目标识", "记录校验值"  # heads of its columns


class RecordCheck:
    """Is shown every file of a site in turn, and can then tell what does not agree."""

    def __init__(self) -> None:
        """Begin before the first file."""
        self.records: dict[str, str] = {}
        self._table: Mapping[str, str] | None = None
        self._faults: list[str] = []

    def look(self, name: str, data: bytes) -> None:
        """Note what a file says of records; most say nothing."""
        if record := RECORD.fullmatch(name):
            self.records[record[1]] = carried(data)
            if carried(data) not in ("", made(data)):  # what was published before there were digests has none
                self._faults.append(f"{name}：记录与它自带的校验值不符，记录或校验值改过。")
        elif name == TABLE:
            rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
            self._table = {row.get(IDENTITY, ""): row.get(DIGEST, "") for row in rows}

    def faults(self) -> Iterator[str]:
        """What does not agree, in sentences."""
        yield from self._faults
        if self._table is None:
            return
        for project in sorted({*self._table, *self.records}):
            if self._table.get(project) != self.records.get(project):
                yield f"{TABLE}：项目 {project} 的校验值与 data/{project}.json 自带的不同。"
