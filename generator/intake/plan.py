"""Plan of an import: what each project of a paper does to the data files: a new draft, a change of one, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.core.diagnostic import Diagnostic
from generator.core.record import Record
from generator.intake.comparison import FieldChange, Path, compare
from generator.intake.draft_file import Drafting, complete_values, draft_text
from generator.intake.drafted import Entry, entries
from generator.intake.edits import changed
from generator.intake.project_index import IndexedProject, ProjectIndex
from generator.load import SLUG, YEAR, ProjectFile
from generator.model.project import Project
from generator.model.reexamination import PAPER

Outcome = Literal["起草", "没有变化", "与现有数据相同", "起草后有人改过", "已改动", "没有改动", "读不了"]
NO_YEAR = "来件和文件名里都没有年度，请把年度写进文件名（如 自评表_2024.xlsx）后再收"
EDITED = "这份来件起草过，之后有人改过数据文件，没有再动它"
NO_SELF_EVALUATION = "没有这个项目的数据文件，复核底稿要写进已有的自评；请先收自评表，再收底稿"
UNSAFE = "现有文件的写法不能自动改动，请照下面列出的手工改"
UNREADABLE = "现有文件读不了，请先改正：{}"
OF_PROSE = ("评价报告", "信息表")  # what data files tell in fewer words
NOUN: type[Record] = Project


@dataclass(frozen=True)
class PlannedProject:
    """What becomes of one project of a paper: its data file, the bytes it would have, those it gets on this run.

    `origins` say where in the paper each value of the file was read. Of a file that stays as it is `written` is None.
    """

    drafting: Drafting
    file: ProjectFile
    outcome: Outcome
    proposed: bytes
    written: bytes | None = None
    changes: Sequence[FieldChange] = ()
    kept: Sequence[str] = ()
    reworded: Sequence[FieldChange] = ()
    origins: Mapping[Path, Entry] = field(default_factory=dict)
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the paper says something that no data file has got."""
        return self.outcome in ("没有改动", "起草后有人改过", "读不了")


Decide = Callable[[PlannedProject], bool]


def plan(index: ProjectIndex, drafting: Drafting, newest: str, decide: Decide) -> PlannedProject | str:
    """Decide on one project, and note in the index what is decided; or say why it is not taken."""
    known = index.by_origin.get(drafting.origin)
    year, doubt = drafting.year(known.file.year if known else newest)
    if not year:
        return NO_YEAR
    name, unit, own = drafting.text("项目名称"), drafting.text("项目单位"), _own_id(drafting)
    known = known or index.by_id.get(own) or index.find(year, name, unit)
    values = complete_values(drafting, doubt)
    text = draft_text(drafting, values).encode()
    if known is None and drafting.recognised.kind == PAPER:
        return NO_SELF_EVALUATION
    if known is None:
        slug = own.partition("/")[2] if own and own not in index.taken else index.free_address(year, name, unit)
        year = own.partition("/")[0] if own and own not in index.taken else year
        file = ProjectFile(f"{index.home}/projects/{year}/{slug}.yml", year, slug)
        index.put(file, text)
        return PlannedProject(drafting, file, "起草", text, text, origins=dict(entries(values)))
    if known.raw == text:
        return PlannedProject(drafting, known.file, "没有变化", text, origins=dict(entries(values)))
    return _against(index, known, drafting, decide)


def _own_id(drafting: Drafting) -> str:
    """The project that a form of ours says it is for; what is no address is passed over."""
    year, _, slug = drafting.recognised.project.partition("/")
    return f"{year}/{slug}" if YEAR.fullmatch(year) and SLUG.fullmatch(slug) and slug != "index" else ""


def _against(index: ProjectIndex, known: IndexedProject, drafting: Drafting, decide: Decide) -> PlannedProject:
    """Hold a paper against the file that there is."""
    opened = known.opened()
    if isinstance(opened, Diagnostic):
        note = UNREADABLE.format(opened.text)
        return PlannedProject(drafting, known.file, "读不了", known.raw, note=note)
    recognised = drafting.recognised
    whole = recognised.complete and not recognised.unused  # what was not understood may be what seems to be missing
    found = compare(opened.root, recognised.values, NOUN, whole, recognised.kind in OF_PROSE)

    kept = () if recognised.kind == PAPER else tuple(found.kept)  # of a part of the file the rest is no news

    def outcome(word: Outcome, proposed: bytes, written: bytes | None = None, note: str = "") -> PlannedProject:
        return PlannedProject(
            drafting, known.file, word, proposed, written,
            changes=found.changes, kept=kept, reworded=found.reworded, origins=found.origins, note=note,
        )  # fmt: skip

    if known.origin == drafting.origin:
        return outcome("起草后有人改过", known.raw, note=EDITED) if found.changes else outcome("没有变化", known.raw)
    if not found.changes:
        return outcome("与现有数据相同", known.raw)
    new = changed(known.raw, opened, found.changes)
    if new is None:
        return outcome("没有改动", known.raw, note=UNSAFE)
    open_plan = outcome("没有改动", new)
    if not decide(open_plan):
        return open_plan
    index.put(known.file, new)
    return outcome("已改动", new, new)
