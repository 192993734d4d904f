"""Check of records: each carries a digest of itself that all lists of records carry too, and they must agree."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping

from generator.core.record_digest import carried, made
from generator.deploy.changes.gate import RECORD

IDENTITY, DIGEST = "项目标识", "记录校验值"  # heads of the columns in CSV
Digests = Mapping[str, str]


def _in_json(data: bytes) -> Digests:
    return {one["id"]: one["digest"] for one in json.loads(data)}


def _in_csv(data: bytes) -> Digests:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row[IDENTITY]: row[DIGEST] for row in rows}


LISTS: Mapping[str, Callable[[bytes], Digests]] = {"data/projects.json": _in_json, "data/projects.csv": _in_csv}


class RecordCheck:
    """Is shown every file of a site in turn, and can then tell what does not agree."""

    def __init__(self) -> None:
        """Begin before the first file."""
        self.records: dict[str, str] = {}
        self._lists: dict[str, Digests] = {}
        self._faults: list[str] = []

    def look(self, name: str, data: bytes) -> None:
        """Note what a file says of records; most say nothing."""
        if record := RECORD.fullmatch(name):
            self.records[record[1]] = carried(data)
            if made(data) != carried(data):
                self._faults.append(f"{name}：记录与它自带的校验值不符，记录或校验值改过。")
        elif read := LISTS.get(name):
            try:
                self._lists[name] = read(data)
            except (ValueError, KeyError, TypeError):
                self._faults.append(f"{name}：读不出各条记录的校验值，改过或残缺。")

    def faults(self) -> Iterator[str]:
        """What does not agree, in sentences."""
        yield from self._faults
        for name, listed in self._lists.items():
            for project in sorted({*listed, *self.records}):
                if listed.get(project) != self.records.get(project):
                    yield f"{name}：项目 {project} 的校验值与 data/{project}.json 自带的不同。"
