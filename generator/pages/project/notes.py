"""Notes and findings of a project's page: each 说明 where it belongs, each problem with the indicators it explains.

Those that a check of figures or logic gave rise to (需要注意) stay in their places and are listed at the top. Of the
others (照录), those on lost points stand in the score table; the rest is numbered and stands together at the end, with
a mark in the cell it belongs to or the name of its section. Equal words are one note.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.checks import checks_by_name
from generator.core.record import Record, Remark
from generator.model.indicator import Indicator
from generator.model.project import Finding, Project
from generator.views.receipt import ReceiptLine

Kind = Literal["notice", "note"]
POINTS_FAMILY = "对应"  # its checks ask why points were lost, and what actual values they follow from


@dataclass
class Note:
    """One note: its words, number and kind, the sections it is on, the number of marks that refer to it."""

    text: str
    kind: Kind
    number: int
    sections: list[tuple[str, str]] = field(default_factory=list)
    marks: int = 0

    @property
    def notable(self) -> bool:
        """True if readers need to know of it first (需要注意)."""
        return self.kind == "notice"

    @property
    def anchor(self) -> str:
        """The id of the note in the page."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True)
class Reference:
    """A place that a note belongs to; `first` is the one where a note that needs attention is read."""

    note: Note
    anchor: str
    first: bool


@dataclass(frozen=True)
class Explanation:
    """A text of a 说明; `on_points`: it can say why points were lost, or that the paper does not."""

    text: str
    notable: bool = False
    on_points: bool = True


@dataclass(frozen=True)
class RowNotes:
    """Notes of a row of the score table: read in the row (`inside`, with an id where one is needed), or marks."""

    inside: tuple[tuple[Explanation, str], ...]
    marks: tuple[Reference, ...]


@dataclass
class PageNotes:
    """Gathers the notes of one page while it is written, in the order in which their places come."""

    _notes: dict[tuple[Kind, str], Note] = field(default_factory=dict)

    def of(self, record: Record) -> tuple[Reference, ...]:
        """The notes of a cell or a short text, a mark each."""
        return tuple(self._reference(remark) for remark in explanations(record))

    def of_section(self, record: Record, anchor: str, title: str) -> tuple[Reference, ...]:
        """The notes of a section that need attention; the others are listed with its title."""
        for remark in explanations(record):
            if not remark.notable and (anchor, title) not in (sections := self._note(remark).sections):
                sections.append((anchor, title))
        return tuple(self._reference(remark) for remark in explanations(record) if remark.notable)

    def of_row(self, line: ReceiptLine) -> RowNotes:
        """The notes of a leaf: whatever needs attention or is on points lost without a printed reason, in the row."""
        unexplained = bool(line.lost) and not line.reason
        inside, marks = [], []
        for explanation in explanations(line.score.indicator):
            reference = self._reference(explanation) if explanation.notable else None
            if reference and reference.first:
                inside.append((explanation, reference.note.anchor))
            elif not reference and explanation.on_points and unexplained:
                inside.append((explanation, ""))
            else:
                marks.append(reference or self._reference(explanation))
        return RowNotes(tuple(pair for pair in inside if not _said_by_another(pair[0], inside)), tuple(marks))

    def listed(self, name: Kind) -> tuple[Note, ...]:
        """The notes of one list so far."""
        return tuple(note for note in self._notes.values() if note.kind == name)

    def _note(self, explanation: Explanation) -> Note:
        name: Kind = "notice" if explanation.notable else "note"
        key = (name, explanation.text)
        if key not in self._notes:
            self._notes[key] = Note(explanation.text, name, len(self.listed(name)) + 1)
        return self._notes[key]

    def _reference(self, explanation: Explanation) -> Reference:
        note = self._note(explanation)
        note.marks += 1
        return Reference(note, f"{note.anchor}-at-{note.marks}", note.marks == 1)


def _said_by_another(explanation: Explanation, rows: Sequence[tuple[Explanation, str]]) -> bool:
    """True if another text of the row begins with this one."""
    begin = explanation.text.rstrip("。")
    return any(other.text != explanation.text and other.text.startswith(begin) for other, _ in rows)


def explanations(record: Record) -> tuple[Explanation, ...]:
    """Return the texts of a record's 说明 once each."""
    remark = record if isinstance(record, Remark) else getattr(record, "remark", None)
    if not isinstance(remark, Remark) or not (remark.text or remark.waivers):
        return ()
    texts = {remark.text: Explanation(remark.text)} if remark.text else {}
    for waiver in remark.waivers:
        check, known = checks_by_name()[waiver.check], texts.get(waiver.reason)
        on_points = check.family == POINTS_FAMILY
        texts[waiver.reason] = Explanation(
            waiver.reason,
            notable=check.notable or (known is not None and known.notable),
            on_points=on_points or (known is not None and known.on_points),
        )
    return tuple(texts.values())


@dataclass(frozen=True)
class ExplainedIndicator:
    """An indicator whose lost points a problem explains: its title, and its anchor in the score table if it has one."""

    title: str
    anchor: str = ""


class ExplainedFindings:
    """Findings of a project with the indicators they name, and the anchors of these in the score table."""

    def __init__(self, project: Project, linked: bool) -> None:
        """Look up indicators by code or name; they get anchors if they are `linked` to a score table."""
        named = {word: node for node in reversed(list(project.nodes())) for word in (node.name, node.code) if word}
        linked_nodes = [
            node for finding in project.findings for word in finding.indicators if (node := named.get(word))
        ]
        self._anchors = {id(node): f"indicator-{place}" for place, node in enumerate(linked_nodes, 1)} if linked else {}
        self._findings = tuple((finding, tuple(self._explained(finding, named))) for finding in project.findings)

    def __iter__(self) -> Iterator[tuple[Finding, Sequence[ExplainedIndicator]]]:
        """Iterate over the findings with their indicators."""
        return iter(self._findings)

    def anchor(self, indicator: Indicator) -> str:
        """Return the id of an indicator's cell; empty if no finding names it."""
        return self._anchors.get(id(indicator), "")

    def _explained(self, finding: Finding, named: dict[str, Indicator]) -> Iterator[ExplainedIndicator]:
        for word in finding.indicators:
            node = named.get(word)
            yield ExplainedIndicator(node.title, self.anchor(node)) if node else ExplainedIndicator(word)
