"""Notes and findings of a project's page: each 说明 where it belongs, each problem with the indicators it explains.

Those that a check of figures or logic gave rise to (需要注意) stay in their places and are listed at the top; all
others (照录) are numbered and stand together at the end, those of the score table below it. Equal words are one note.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.checks import checks_by_name
from generator.core.record import Record, Remark
from generator.model.indicator import Indicator
from generator.model.project import Finding, Project

List = Literal["notice", "note", "table"]


@dataclass
class Note:
    """One note: its words, its number in its list, whether it needs attention, how often it is referred to."""

    text: str
    list: List
    number: int
    notable: bool
    places: int = 0

    @property
    def anchor(self) -> str:
        """The id of the note in the page."""
        return f"{self.list}-{self.number}"


@dataclass(frozen=True)
class Reference:
    """A place that a note belongs to; `first` is the one where a note that needs attention is read."""

    note: Note
    anchor: str
    first: bool


@dataclass
class PageNotes:
    """Gathers the notes of one page while it is written, in the order in which their places come."""

    _notes: dict[tuple[List, str], Note] = field(default_factory=dict)

    def of(self, record: Record) -> tuple[Reference, ...]:
        """The notes of a record in the text, a mark or a paragraph each."""
        return self._refer(record, table=False)

    def of_row(self, record: Record) -> tuple[Reference, ...]:
        """The notes of a row of the score table, a mark each."""
        return self._refer(record, table=True)

    def listed(self, name: List) -> tuple[Note, ...]:
        """The notes of one list so far."""
        return tuple(note for note in self._notes.values() if note.list == name)

    @property
    def notable(self) -> tuple[Note, ...]:
        """Notes that need attention."""
        return tuple(note for note in self._notes.values() if note.notable)

    def _refer(self, record: Record, table: bool) -> tuple[Reference, ...]:
        remark = record if isinstance(record, Remark) else getattr(record, "remark", None)
        return tuple(self._reference(*said, table) for said in told(remark)) if isinstance(remark, Remark) else ()

    def _reference(self, text: str, notable: bool, table: bool) -> Reference:
        name: List = "table" if table else "notice" if notable else "note"
        note = self._notes.get((name, text))
        if note is None:
            note = self._notes[name, text] = Note(text, name, len(self.listed(name)) + 1, notable)
        note.notable |= notable
        note.places += 1
        return Reference(note, f"{note.anchor}-at-{note.places}", note.places == 1)


def told(remark: Remark) -> tuple[tuple[str, bool], ...]:
    """Return the texts of a 说明 once each, with True for those that need attention."""
    if not (remark.text or remark.waivers):
        return ()
    said = {remark.text: False} if remark.text else {}
    for waiver in remark.waivers:
        said[waiver.reason] = said.get(waiver.reason, False) or checks_by_name()[waiver.check].notable
    return tuple(said.items())


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
        known = [node for finding in project.findings for word in finding.indicators if (node := named.get(word))]
        self._anchors = {id(node): f"indicator-{place}" for place, node in enumerate(known, 1)} if linked else {}
        self._findings = tuple((one, tuple(self._explained(one, named))) for one in project.findings)

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
