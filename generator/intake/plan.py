"""Plan of an import: what each project of a paper does to the data files: a new draft, a change of one, or nothing.

A data file is found by the paper it was drafted from, or by year, name and unit: twenty units have a project of the
same name, so that a name alone is no project; a new one gets an address of its own.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.core.diagnostic import Diagnostic
from generator.core.record import Record
from generator.intake.comparison import FieldChange, Path, compare, is_same_prose, prose_sum, same_test
from generator.intake.drafted import (
    Drafting,
    Entry,
    Origin,
    Recognised,
    complete_values,
    draft_text,
    entries,
    origin_of,
    said,
)
from generator.intake.edits import changed
from generator.load import SLUG, YEAR, ProjectFile
from generator.load.source import MappingNode, Node, OpenedFile, ScalarNode, decode, parse
from generator.model.book import Book, without_code
from generator.model.project import Project
from generator.model.reexamination import PAPER
from generator.search.fold import fold
from generator.search.pinyin import initials

YEAR_IN_NAME = re.compile(r"[（(〔]?(?:19|20)\d\d(?:[-—–~至](?:19|20)?\d\d)?年?度?[）)〕]?")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]")
LONGEST_SLUG = 24
NAME, UNIT = "项目名称", "项目单位"
PLAIN = {key: re.compile(rf"^{key}:[ \t]+([^\s'\"|>#&*!{{\[][^#\n]*)$", re.M) for key in (NAME, UNIT)}
Outcome = Literal["起草", "没有变化", "与现有数据相同", "起草后有人改过", "已改动", "没有改动", "读不了"]
NO_YEAR = "来件和文件名里都没有年度，请把年度写进文件名（如 自评表_2024.xlsx）后再收"
EDITED = "这份来件起草过，之后有人改过数据文件，没有再动它"
NO_SELF_EVALUATION = "没有这个项目的数据文件，复核底稿要写进已有的自评；请先收自评表，再收底稿"
NOT_FILLED = "看来是还没有填写的{}，发下去时空着的格子还空着；请填好后再交"
UNSAFE = "现有文件的写法不能自动改动，请照下面列出的手工改"
UNREADABLE = "现有文件读不了，请先改正：{}"
NOUN: type[Record] = Project


@dataclass
class IndexedProject:
    """A data file as it will be when the run is over: where it lies, its bytes, which paper it came from."""

    file: ProjectFile
    raw: bytes
    origin: Origin | None = None
    name: str = ""
    unit: str = ""

    @property
    def root(self) -> Node | None:
        """Its tree, None where it cannot be read."""
        opened = self.opened()
        return None if isinstance(opened, Diagnostic) else opened.root

    def opened(self) -> OpenedFile | Diagnostic:
        """Return the file as `load` reads it, or what is wrong with it."""
        text = decode(self.raw, self.file.file)
        return text if isinstance(text, Diagnostic) else parse(text, self.file.file)


class ProjectIndex:
    """All data files of the content, and those drafted in this run."""

    def __init__(self, book: Book, home: str, files: Iterable[tuple[ProjectFile, bytes | Diagnostic]]) -> None:
        self.book, self.home = book, home
        self.by_id: dict[str, IndexedProject] = {}
        self.by_origin: dict[Origin, IndexedProject] = {}
        self.by_name: dict[tuple[str, str], list[IndexedProject]] = {}
        self.taken: set[str] = set()
        for file, raw in files:
            self.taken.add(file.id)
            if isinstance(raw, bytes):
                self.put(file, raw)

    def put(self, file: ProjectFile, raw: bytes) -> IndexedProject:
        indexed = self.by_id.get(file.id)
        if indexed:
            indexed.raw = raw
            return indexed
        project = IndexedProject(file, raw, origin_of(raw))
        project.name, project.unit = _top_text(project, NAME), _top_text(project, UNIT)
        self.by_id[file.id] = project
        self.taken.add(file.id)
        if project.origin:
            self.by_origin.setdefault(project.origin, project)
        self.by_name.setdefault((file.year, self._key(project.name, project.unit)), []).append(project)
        return project

    def find(self, year: str, name: str, unit: str) -> IndexedProject | None:
        """Return the file of a project of this year, name and unit; without a unit, the only one of the name."""
        if not name:
            return None
        named = self.by_name.get((year, self._key(name, unit)), [])
        same = [project for project in named if not unit or self._body(project.unit) in ("", self._body(unit))]
        exact = [project for project in same if fold(project.name) == fold(name)]
        return exact[0] if exact else same[0] if len(same) == 1 else None

    def free_address(self, year: str, name: str, unit: str) -> str:
        """Return an address for a new project: the initials of its name without year and unit."""
        letters = NOT_IN_SLUG.sub("", initials(self.bare(name, unit)))[:LONGEST_SLUG]
        slug = letters if SLUG.fullmatch(letters) and letters != "index" else "xiangmu"
        number, address = 1, slug
        while f"{year}/{address}" in self.taken:
            number += 1
            address = f"{slug}-{number}"
        return address

    def bare(self, name: str, unit: str = "") -> str:
        """Return a name without its year and, in front, the name of its unit."""
        short = YEAR_IN_NAME.sub("", name).strip()
        registered = self.book.unit(unit) if unit else None
        for word in (*(registered.names if registered else ()), *([without_code(unit)] if unit else [])):
            short = short.removeprefix(word) or short
        return fold(short)

    def _key(self, name: str, unit: str) -> str:
        """Key of a name, the same for papers and data files: some say 运维项目, some 运维."""
        bare, word = self.bare(name, unit), fold("项目")
        return bare.removesuffix(word) or bare

    def _body(self, name: str) -> str:
        """One key for a body, whichever of its names is written."""
        registered = self.book.unit(name) if name else None
        return registered.slug if registered else fold(without_code(name))


def _top_text(project: IndexedProject, key: str) -> str:
    """Return a text at the top of a file; most are written so plainly that nothing else need be read."""
    match = PLAIN[key].search(project.raw.decode("utf-8", "replace"))
    if match:
        return match[1].strip()
    root = project.root
    pairs = root.value if isinstance(root, MappingNode) else []
    return next((str(v.value).strip() for k, v in pairs if k.value == key and isinstance(v, ScalarNode)), "")


@dataclass(frozen=True)
class PlannedProject:
    """Outcome for one project of a paper: its data file, the bytes proposed, those written on this run.

    `origins` say where in the paper each value of the file was read. Of a file that stays as it is `written` is None.
    """

    drafting: Drafting
    file: ProjectFile
    outcome: Outcome
    proposed: bytes
    written: bytes | None = None
    changes: Sequence[FieldChange] = ()
    kept: Sequence[str] = ()
    origins: Mapping[Path, Entry] = field(default_factory=dict)
    note: str = ""

    @property
    def is_open(self) -> bool:
        """True if the paper says something that no data file has got."""
        return self.outcome in ("没有改动", "起草后有人改过", "读不了")


Decide = Callable[[PlannedProject], bool]
Begun = Callable[[Drafting], Mapping[str, object]]  # the content that a form of ours was begun with
Known = Callable[[str, Recognised], frozenset[str]]  # checksums of the texts that a project's last such paper had


def plan(
    index: ProjectIndex, drafting: Drafting, newest: str, decide: Decide, *, begun: Begun, known: Known
) -> PlannedProject | str:
    """Decide on one project, and note in the index what is decided; or say why it is not taken."""
    existing = index.by_origin.get(drafting.origin)
    year, doubt = drafting.year(existing.file.year if existing else newest)
    if not year:
        return NO_YEAR
    name, unit, own = drafting.text("项目名称"), drafting.text("项目单位"), _own_id(drafting)
    existing = existing or index.by_id.get(own) or index.find(year, name, unit)
    base = begun(drafting) if existing is None and own else {}
    values = complete_values(drafting, doubt, base)
    text = draft_text(drafting, values).encode()
    if existing is None and drafting.recognised.kind == PAPER:
        return NO_SELF_EVALUATION
    if existing is None and drafting.recognised.blank and own:
        return NOT_FILLED.format(drafting.recognised.kind)
    if existing is None:
        slug = own.partition("/")[2] if own and own not in index.taken else index.free_address(year, name, unit)
        year = own.partition("/")[0] if own and own not in index.taken else year
        file = ProjectFile(f"{index.home}/projects/{year}/{slug}.yml", year, slug)
        index.put(file, text)
        return PlannedProject(drafting, file, "起草", text, written=text, origins=dict(entries(values)))
    if existing.raw == text:
        return PlannedProject(drafting, existing.file, "没有变化", text, origins=dict(entries(values)))
    return _against(index, existing, drafting, decide, known(existing.file.id, drafting.recognised))


def _own_id(drafting: Drafting) -> str:
    """Return the project that a form of ours says it is for; what is no address is passed over."""
    year, _, slug = drafting.recognised.project.partition("/")
    return f"{year}/{slug}" if YEAR.fullmatch(year) and SLUG.fullmatch(slug) and slug != "index" else ""


def _against(
    index: ProjectIndex, existing: IndexedProject, drafting: Drafting, decide: Decide, known: frozenset[str]
) -> PlannedProject:
    """Hold a paper against the file that there is; texts that the last one had (`known`) are no news."""
    opened = existing.opened()
    if isinstance(opened, Diagnostic):
        note = UNREADABLE.format(opened.text)
        return PlannedProject(drafting, existing.file, "读不了", existing.raw, note=note)
    recognised = drafting.recognised
    # What was not understood may be what seems to be missing.
    values = recognised.values if not recognised.unused else said(recognised.values)
    assert isinstance(values, Mapping)
    comparison = compare(opened.root, values, NOUN, recognised.ours)
    if not recognised.ours:
        told_before = [change for change in comparison.changes if _is_known(change, known)]
        comparison.changes = [change for change in comparison.changes if change not in told_before]
        comparison.kept += (f"{change.field}（来件与上次相同，数据文件另有写法）" for change in told_before)
    missing = () if recognised.ours else tuple(comparison.kept)  # it shows a part of the file; the rest is no news

    def outcome(word: Outcome, proposed: bytes, written: bytes | None = None, note: str = "") -> PlannedProject:
        return PlannedProject(
            drafting, existing.file, word, proposed, written=written,
            changes=comparison.changes, kept=missing, origins=comparison.origins, note=note,
        )  # fmt: skip

    if existing.origin == drafting.origin:
        return (
            outcome("起草后有人改过", existing.raw, note=EDITED)
            if comparison.changes
            else outcome("没有变化", existing.raw)
        )
    if not comparison.changes:
        return outcome("与现有数据相同", existing.raw)
    new = changed(existing.raw, opened, comparison.changes)
    if new is None:
        return outcome("没有改动", existing.raw, note=UNSAFE)
    open_plan = outcome("没有改动", new)
    if not decide(open_plan):
        return open_plan
    index.put(existing.file, new)
    return outcome("已改动", new, new)


def _is_known(change: FieldChange, known: frozenset[str]) -> bool:
    """Return whether a paper says a text as the one before it did, from which the data file was taken."""
    if change.how != "改" or change.value is None or same_test(change.path) is not is_same_prose:
        return False
    return all(prose_sum(entry.text) in known for _, entry in entries(change.value))
