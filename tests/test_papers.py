"""The slips of the six published papers: each is found by a general check, and a paper without them is met by silence.

tests/cases/papers/README.md tells the form of the case files.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator.core.diagnostic import Diagnostic
from generator.core.paths import Paths
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examined, combine, examine
from tests.support.inspection import inspection_of

CONTENT = Path(__file__).resolve().parent.parent / "content"
HOME = Path(__file__).parent / "cases" / "papers"
SPOT = re.compile(r"^(\S+?):\d+:\d+: ", re.M)


@dataclass(frozen=True)
class Edit:
    """A piece of text and what is written in its place: once, or (`<<`) wherever it stands."""

    file: str
    old: str
    new: str
    everywhere: bool

    def on(self, text: str) -> str:
        assert self.everywhere or text.count(self.old) == 1, f"{self.file} 里应正好有一处：\n{self.old}"
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Paper:
    """A case file: its place, its edits, and what check says before them and no longer after."""

    path: Path
    edits: tuple[Edit, ...]
    findings: tuple[str, ...]


def read(path: Path) -> Paper:
    above, _, below = path.read_text("utf-8").partition("--- 发现\n")
    edits = []
    for part in re.split(r"^=== ", above, flags=re.M)[1:]:
        file, *lines = part.splitlines()
        blocks: list[tuple[str, list[str], list[str]]] = []
        last = ""
        for line in lines:
            mark, _, words = line.partition(" ")
            if mark in ("<", "<<") and mark != last:
                blocks.append((mark, [], []))
            if mark:
                _, old, new = blocks[-1]
                (new if mark in (">", ">>") else old).append(words)
            last = mark
        edits += [Edit(file, "\n".join(old), "\n".join(new), mark == "<<") for mark, old, new in blocks]
    return Paper(path, tuple(edits), tuple(below.splitlines()))


AS_PRINTED, *PAPERS = [read(path) for path in sorted(HOME.glob("*.case"))]


def without_waivers(text: str) -> str:
    """Take every waiver out of a data file; what is told to readers under 备注 stays."""
    lines = text.split("\n")
    tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert tree
    for node in reversed(remarks(tree)):
        key, value = node
        if isinstance(value, yaml.MappingNode):
            kept = [said.value for name, said in value.value if name.value == "备注"]
            last = value.end_mark.line
            while not lines[last - 1].strip():
                last -= 1
            indent = " " * key.start_mark.column
            lines[key.start_mark.line : last] = [f"{indent}说明: {words}" for words in kept]
    return "\n".join(lines)


def remarks(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Every 说明 of a tree, in the order of the file."""
    if isinstance(node, yaml.SequenceNode):
        return [pair for item in node.value for pair in remarks(item)]
    if not isinstance(node, yaml.MappingNode):
        return []
    return [pair for key, value in node.value for pair in ([(key, value)] if key.value == "说明" else remarks(value))]


class Printed:
    """The six files as the papers print them: no waivers, and the slips of prose put back; what is told of them."""

    def __init__(self) -> None:
        self.context = BuildContext.open(Paths(CONTENT))
        files = {file.file: file for file in self.context.site.files}
        texts = {name: without_waivers(Path(file.path(CONTENT)).read_text("utf-8")) for name, file in files.items()}
        self.files, self.texts = files, edited(texts, AS_PRINTED.edits)
        self.examined = {name: self.examine(name, text) for name, text in self.texts.items()}
        self.findings = self.without(())

    def examine(self, name: str, text: str) -> Examined:
        return examine(self.context, self.files[name], text.encode())

    def without(self, edits: Iterable[Edit]) -> tuple[Diagnostic, ...]:
        """What is told where some slips are mended."""
        texts = edited(self.texts, edits)
        examined = [
            self.examined[name] if text == self.texts[name] else self.examine(name, text)
            for name, text in texts.items()
        ]
        examination = combine(self.context, list(self.files.values()), examined)
        assert not examination.waived
        return examination.diagnostics


def edited(texts: Mapping[str, str], edits: Iterable[Edit]) -> Mapping[str, str]:
    changed = dict(texts)
    for edit in edits:
        changed[edit.file] = edit.on(changed[edit.file])
    return changed


@pytest.fixture(scope="module")
def printed() -> Printed:
    return Printed()


def kinds(diagnostics: tuple[Diagnostic, ...]) -> Counter[tuple[str, str]]:
    return Counter((diagnostic.place.file, diagnostic.check) for diagnostic in diagnostics)


def messages(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """The lines without line numbers, which change whenever a file grows."""
    return tuple(SPOT.sub(r"\1: ", str(diagnostic)) for diagnostic in diagnostics)


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.path.stem for paper in PAPERS])
def test_a_slip_is_told_until_it_is_mended(paper: Paper, printed: Printed, updating: bool) -> None:
    before, after = printed.findings, printed.without(paper.edits)
    fewer, still = (
        kinds(before) - kinds(after),
        {(diagnostic.place.file, diagnostic.place.field, diagnostic.check) for diagnostic in after},
    )
    gone = [
        line
        for line, diagnostic in zip(messages(before), before, strict=True)
        if (diagnostic.place.file, diagnostic.check) in fewer
        and (diagnostic.place.file, diagnostic.place.field, diagnostic.check) not in still
    ]
    if updating:
        above = paper.path.read_text("utf-8").partition("--- 发现\n")[0]
        paper.path.write_text(f"{above}--- 发现\n" + "".join(f"{line}\n" for line in gone), "utf-8")
        return
    assert paper.findings, "什么也没发现"
    assert paper.findings == tuple(gone), "改正这一处，应只少了下面列出的提示"
    assert not kinds(after) - kinds(before), "改正不应带来新的提示"


def test_nothing_is_told_of_the_papers_that_no_case_explains(printed: Printed) -> None:
    explained = Counter(line for paper in PAPERS for line in paper.findings)
    assert set(messages(printed.findings)) == set(explained)
    assert {line: count for line, count in explained.items() if count > 1} == {}, "一条提示只归一处"


def test_of_the_papers_without_their_slips_nothing_is_told(printed: Printed) -> None:
    assert messages(printed.without(edit for paper in PAPERS for edit in paper.edits)) == ()


def test_all_that_is_told_of_the_papers_is_answered_in_the_data(printed: Printed) -> None:
    real = inspection_of(CONTENT)
    assert real.diagnostics == ()
    slips = {(edit.file, edit.new) for edit in AS_PRINTED.edits}
    assert kinds(tuple(waived.diagnostic for waived in real.waived)) <= kinds(printed.findings)
    assert len(real.waived) + len(slips) == len(printed.findings), "只多出放回原文错字的那几处"
