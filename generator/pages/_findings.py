"""Problems on a project's page: the indicators each stands for and the way to them, where the states come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.indicator import Indicator
from generator.model.project import Finding, Project


@dataclass(frozen=True)
class Explained:
    """An indicator whose lost points a problem explains: its title, its anchor where it stands in the score table."""

    title: str
    anchor: str = ""


class ExplainedFindings:
    """The problems of a project with the indicators they name; asked by the score table which of its cells to mark."""

    def __init__(self, project: Project, linked: bool) -> None:
        """Look up code or name, whichever was written; `linked` says that there is a table to lead to."""
        named = {word: node for node in reversed(list(project.nodes())) for word in (node.name, node.code) if word}
        known = [node for finding in project.findings for word in finding.indicators if (node := named.get(word))]
        self._anchors = {id(node): f"indicator-{at}" for at, node in enumerate(known, 1)} if linked else {}
        self._all = tuple((one, tuple(self._explained(one, named))) for one in project.findings)

    def __iter__(self) -> Iterator[tuple[Finding, Sequence[Explained]]]:
        """Each problem with its indicators."""
        return iter(self._all)

    def anchor(self, indicator: Indicator) -> str:
        """The id of an indicator's cell; empty where no problem leads to it."""
        return self._anchors.get(id(indicator), "")

    def _explained(self, finding: Finding, named: dict[str, Indicator]) -> Iterator[Explained]:
        for word in finding.indicators:
            node = named.get(word)
            yield Explained(node.title, self.anchor(node)) if node else Explained(word)


def classified(findings: Sequence[Finding], answered_in: str) -> str:
    """Who sorted the states of rectification, from what; said once above all problems. Empty without an answer."""
    answers = [finding.rectification for finding in findings if finding.rectification]
    if not answers:
        return ""
    undated = "，其中未载整改时间" if not any(answer.date for answer in answers) else ""
    return f"整改状态由本站据{answered_in}的文字归类{undated}。"
