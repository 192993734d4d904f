"""Record of imports (收表的记录): files written by the last import, for undoing it, and contents of imported papers.

A data file may shorten a text of its paper. Checksums of the texts show whether a paper repeats them unchanged; the
filled paths of our own forms, whether a cell was emptied. The record is in the output folder; without it, unchanged
texts are reported again, and emptied cells are not.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from typing import Literal, NamedTuple

from generator.core.diagnostic import UNVERIFIED, Diagnostic
from generator.core.files import write_atomic
from generator.core.paths import Paths
from generator.draft.form import quoted
from generator.intake.comparison import is_same_prose, prose_sum, same_test
from generator.intake.drafted import CHECKSUM_CHARS, Recognised, entries, origin_of
from generator.intake.findings import CellFinding
from generator.intake.plan import LONGEST_SLUG, NOT_IN_SLUG
from generator.load import ProjectFile, read_bytes, read_project
from generator.load.data_file import COMMENT
from generator.load.source import OpenedFile, SequenceNode, parse
from generator.model.book import Book
from generator.pipeline.context import BuildContext
from generator.search.pinyin import initials

RECORD = "收表记录.json"
NOT_REGISTERED = re.compile("units\\.yml 里没有“(.+?)”")
Texts = frozenset[str]  # checksums of the prose of a paper


class Undone(NamedTuple):
    """Data file written by the last import; `restored` is False if it was changed since and therefore kept."""

    file: str
    restored: bool


class Confirmed(NamedTuple):
    """Data file, and its values that were marked for verification, with the doubts."""

    file: str
    marks: tuple[str, ...]


@dataclass
class ImportRecord:
    """Record of imports.

    Attributes:
        written: Files of the last import, with the bytes before (base64, None for a new file) and the checksum after.
        texts: Checksums of the prose of the last paper, by project and kind of paper.
        filled: Filled paths of our own forms, by project and kind.
    """

    written: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    filled: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def open(cls, paths: Paths) -> "ImportRecord":
        """Return the record in the output folder; an empty one if it is missing or unreadable."""
        try:
            raw = json.loads((paths.out / RECORD).read_text("utf-8")) if paths.out else {}
            written = {file: (before, after) for file, (before, after) in raw["written"].items()}
            return cls(written, dict(raw["texts"]), dict(raw["filled"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, paths: Paths) -> None:
        if paths.out:
            text = json.dumps(vars(self), ensure_ascii=False, indent=1, sort_keys=True)
            write_atomic(paths.out / RECORD, f"{text}\n".encode())

    def known(self, project: str, recognised: Recognised) -> Texts:
        """Return the texts of the last paper of the same kind for a project."""
        return frozenset(self.texts.get(project, {}).get(recognised.kind, ()))

    def note(self, project: str, recognised: Recognised) -> None:
        """Record the contents of an imported paper."""
        sums = {prose_sum(entry.text) for path, entry in entries(recognised.values) if same_test(path) is is_same_prose}
        self.texts.setdefault(project, {})[recognised.kind] = sorted(sums)
        if recognised.ours:
            self.filled.setdefault(project, {})[recognised.kind] = list(recognised.filled)

    def wrote(self, files: Mapping[Path, bytes]) -> None:
        """Record files with their bytes before; call before writing them. Without files, the last import stays."""
        if files:
            self.written = {}
        for path, data in files.items():
            before = base64.b64encode(path.read_bytes()).decode() if path.exists() else None
            self.written[path.as_posix()] = (before, sha256(data).hexdigest())


def undo(paths: Paths) -> tuple[Undone, ...]:
    """Undo the last import; files changed since are kept."""
    record = ImportRecord.open(paths)
    done = tuple(_undone(Path(file), before, after) for file, (before, after) in record.written.items())
    record.written = {}
    record.save(paths)
    return done


def _undone(path: Path, before: str | None, after: str) -> Undone:
    if not path.exists() or sha256(path.read_bytes()).hexdigest() != after:
        return Undone(path.as_posix(), restored=False)
    if before is None:
        path.unlink()
    else:
        write_atomic(path, base64.b64decode(before))
    return Undone(path.as_posix(), restored=True)


def confirm(paths: Paths, name: str) -> tuple[Confirmed, ...]:
    """Remove the verification marks (待核对) of a data file, or of all data files imported from a paper.

    Raises:
        LookupError: No data file matches; the message says what to write.
    """
    every, paper = BuildContext.open(paths).site.files, Path(name)
    files = [file for file in every if name in (file.id, file.file, file.path(paths.content))]
    if not files and paper.is_file():
        checksum = sha256(paper.read_bytes()).hexdigest()[:CHECKSUM_CHARS]
        files = [file for file in every if _is_of(file, paths.content, checksum)]
    if not files:
        raise LookupError(
            f"没有从“{name}”收来的数据文件；请写数据文件或来件，如 CONFIRM=content/projects/2024/shili.yml"
        )
    return tuple(_confirmed(file, paths.content) for file in files)


def _is_of(file: ProjectFile, content: Path, checksum: str) -> bool:
    raw = read_bytes(file, content)
    origin = origin_of(raw) if isinstance(raw, bytes) else None
    return bool(origin and origin.checksum == checksum)


def _confirmed(file: ProjectFile, content: Path) -> Confirmed:
    path = Path(file.path(content))
    marks: list[str] = []
    while open_marks := list(_marks(file, path.read_bytes())):  # diagnostics of long files are truncated
        lines = path.read_bytes().decode().splitlines(keepends=True)
        for line, text in open_marks:
            marks.append(text)
            end = lines[line][len(lines[line].rstrip("\r\n")) :]
            remaining = COMMENT.sub("", lines[line].rstrip("\r\n")).rstrip()
            lines[line] = remaining + end if remaining else ""
        write_atomic(path, "".join(lines).encode())
    return Confirmed(file.file, tuple(marks))


def _marks(file: ProjectFile, raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield the 0-based line and the text of each mark in a data file."""
    for diagnostic in read_project(file, raw).diagnostics:
        if diagnostic.check == UNVERIFIED:
            yield diagnostic.place.line - 1, f"{diagnostic.place.field}：{diagnostic.text.partition('；请对照')[0]}"


class UnknownUnit(NamedTuple):
    """A body named in a paper but not in units.yml: name, kind, proposed slug."""

    name: str
    kind: Literal["预算单位", "评价机构"]
    slug: str

    @property
    def lines(self) -> str:
        """Lines to add to units.yml."""
        kind = f"  类别: {self.kind}\n" if self.kind == "评价机构" else ""
        return f"- 标识: {self.slug}\n  名称: {quoted(self.name)}\n{kind}"


def unknown_units(book: Book, cells: Iterable[CellFinding]) -> tuple[UnknownUnit, ...]:
    """Return the distinct bodies to register, from findings."""
    units: dict[str, UnknownUnit] = {}
    taken = {unit.slug for unit in book.units} | {"index"}
    for cell in cells:
        match = NOT_REGISTERED.match(cell.diagnostic.text) if cell.diagnostic.check == "未登记" else None
        if match and match[1] not in units:
            letters = NOT_IN_SLUG.sub("", initials(match[1]))[:LONGEST_SLUG] or "danwei"
            slug = next(
                candidate
                for candidate in chain([letters], (f"{letters}-{n}" for n in count(2)))
                if candidate not in taken
            )
            taken.add(slug)
            is_agency = cell.diagnostic.place.field.endswith("机构")
            units[match[1]] = UnknownUnit(match[1], "评价机构" if is_agency else "预算单位", slug)
    return tuple(units.values())


def register(paths: Paths, units: Sequence[UnknownUnit]) -> bool:
    """Append bodies to units.yml; False, without writing, if the result would not parse as that."""
    file = paths.content / "units.yml"
    old = file.read_bytes() if file.exists() else b""
    new = old + (b"" if old.endswith(b"\n") or not old else b"\n") + b"".join(unit.lines.encode() for unit in units)
    opened = parse(new.decode("utf-8", "replace"), file.name)
    if isinstance(opened, Diagnostic) or not isinstance(opened.root, SequenceNode):
        return False
    before = parse(old.decode("utf-8", "replace"), file.name) if old.strip() else None
    many = len(before.root.value) if isinstance(before, OpenedFile) else 0
    if len(opened.root.value) != many + len(units):
        return False
    write_atomic(file, new)
    return True
