"""自评与复核 of one project: the unit's own score and a second one.

The second score is that of a 复核, of a column 复核得分 (counting or not), or of an evaluation whose paper also prints
the self-evaluation score. Printed totals are distinguished from computed ones.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT
from generator.model.book import RatingScheme, grade_rank
from generator.model.project import PrintedResult, Project
from generator.model.reexamination import Reexamination, ReexaminedIndicator
from generator.model.scores import ProjectScore, Score
from generator.scoring import counts_own_points, own_score, reexamined_score

REEXAMINED = "复核"
MOST_MOVED = 3


class ScoredTotal(NamedTuple):
    """One of the two scores: total and grade, each `printed` or else 本站核算."""

    score: Decimal | None = None
    printed: bool = False
    grade: str = ABSENT
    grade_rank: int = 0
    grade_printed: bool = False


class IndicatorPair(NamedTuple):
    """An indicator with the unit's own points and the reexamined ones; `own_computed` where no own ones are printed."""

    code: str
    name: str
    weight: Decimal | None
    own_actual: str
    own: Decimal | None
    own_computed: Decimal | None
    actual: str
    reexamined: Decimal | None
    reason: str
    evidence: tuple[str, ...]
    note: str

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()

    @property
    def gap(self) -> Decimal | None:
        """偏差: own points, printed or else computed, − reexamined points; None if either is missing."""
        own = self.own_computed if self.own is None else self.own
        return None if own is None or self.reexamined is None else own - self.reexamined


class ScorePair(NamedTuple):
    """Both scores of a project, origin of the second one, and the reexamined indicators."""

    own: ScoredTotal
    reexamined: ScoredTotal
    full: Decimal | None
    by: str
    body: str = ""
    date: PartialDate | None = None
    how: str = ""
    chosen: str = ""
    conclusion: tuple[str, ...] = ()
    indicators: tuple[IndicatorPair, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """偏差: own score − reexamined score; None if either is missing."""
        own, reexamined = self.own.score, self.reexamined.score
        return None if own is None or reexamined is None else own - reexamined

    @property
    def moved(self) -> tuple[IndicatorPair, ...]:
        """Indicators with the largest 偏差, the paper's order among equals."""
        moved = [(abs(indicator.gap), indicator) for indicator in self.indicators if indicator.gap]
        return tuple(indicator for _, indicator in sorted(moved, key=lambda pair: -pair[0])[:MOST_MOVED])


def score_pair(project: Project, score: ProjectScore, scheme: RatingScheme | None) -> ScorePair | None:
    """Return both scores of a project; None without a second score, or if the paper has no self-evaluation score."""
    reexamination, printed = project.reexamination, project.printed or PrintedResult()
    marked = any(node.reexamined or node.reexamined_points is not None for node in project.nodes())
    if not (reexamination or marked or printed.own is not None or printed.reviewed is not None):
        return None
    if not project.self_evaluated and printed.own is None:
        return None
    own = own_score(project, score, scheme)
    evaluation, reexamination = project.evaluation, reexamination or Reexamination()
    is_reexamined = project.self_evaluated or project.reexamination is not None
    return ScorePair(
        own=own_total(project, own, scheme),
        reexamined=_reexamined(project, scheme),
        full=project.own_full or (scheme.full if scheme else None),
        by=REEXAMINED if is_reexamined else evaluation.method or "评价",
        body=reexamination.body or ("" if is_reexamined else evaluation.agency),
        date=reexamination.date or (None if is_reexamined else evaluation.report_date),
        how=reexamination.how,
        chosen=reexamination.chosen,
        conclusion=reexamination.conclusion,
        indicators=tuple(_indicators((own or score).levels, own is not None)),
    )


def own_total(project: Project, own: ProjectScore | None, scheme: RatingScheme | None) -> ScoredTotal:
    """Return the unit's own total: as printed, else the sum of its own points."""
    printed = project.printed or PrintedResult()
    score = printed.score if printed.own is None and counts_own_points(project) else printed.own
    computed = own.computed if own else None
    return _total(project, scheme, score, computed, printed.grade if counts_own_points(project) else "")


def _reexamined(project: Project, scheme: RatingScheme | None) -> ScoredTotal:
    reexamination, printed = project.reexamination or Reexamination(), project.printed or PrintedResult()
    counted = PrintedResult() if counts_own_points(project) else printed
    score = next(
        (value for value in (reexamination.points, printed.reviewed, counted.score) if value is not None), None
    )
    rescored = reexamined_score(project, scheme)
    return _total(project, scheme, score, rescored.computed if rescored else None, reexamination.grade or counted.grade)


def _total(
    project: Project, scheme: RatingScheme | None, printed: Decimal | None, computed: Decimal | None, word: str
) -> ScoredTotal:
    score = computed if printed is None else printed
    if word:
        return ScoredTotal(
            score=score,
            printed=printed is not None,
            grade=word,
            grade_rank=grade_rank(scheme, word),
            grade_printed=True,
        )
    comparable = scheme and project.own_full in (None, scheme.full)
    band = scheme.grade(score) if scheme and comparable and score is not None else None
    rank = grade_rank(scheme, band.word) if band else 0
    return ScoredTotal(score, printed is not None, band.word if band else ABSENT, rank)


def _indicators(levels: tuple[Score, ...], own: bool) -> Iterator[IndicatorPair]:
    """Yield every scored leaf and what else was reexamined, if anything was; with points that are the unit's `own`."""
    nodes = (score for top in levels for score in top.walk())
    scores = [score for score in nodes if score.indicator.reexamined or not (score.children or score.unscored)]
    if any(score.indicator.reexamined or score.indicator.reviewed is not None for score in scores):
        yield from (_pair(score, own) for score in scores)


def _pair(score: Score, own: bool) -> IndicatorPair:
    indicator, rule = score.indicator, score.indicator.rule
    reexamined = indicator.reexamined or ReexaminedIndicator()
    return IndicatorPair(
        code=indicator.code,
        name=indicator.name,
        weight=indicator.weight,
        own_actual=indicator.actual or (rule.printed_actual if rule else ""),
        own=score.printed if own else None,
        own_computed=score.ours if own else None,
        actual=reexamined.actual,
        reexamined=indicator.reexamined_points,
        reason=reexamined.reason,
        evidence=reexamined.evidence,
        note=reexamined.note,
    )
