"""自评与复核 of one project: the score that the unit gave itself beside the one that somebody else found.

The second score is that of a 复核, of a column of 复核得分 that counts or not, or of an evaluation whose paper prints
the score of the self-evaluation beside its own. What is printed is told apart from what we add up.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT
from generator.model.book import RatingScheme, grade_rank
from generator.model.project import Indicator, PrintedResult, Project
from generator.model.reexamination import Reexamination, ReexaminedIndicator
from generator.model.scores import ProjectScore, Score
from generator.scoring import counts_own_points, own_score, reexamined_score

REEXAMINED = "复核"
MOST_MOVED = 3


class ScoredTotal(NamedTuple):
    """One of the two scores: the total and its grade, and whether the paper prints them or they are 本站核算."""

    score: Decimal | None = None
    printed: bool = False
    grade: str = ABSENT
    grade_rank: int = 0
    grade_printed: bool = False


class IndicatorPair(NamedTuple):
    """An indicator with what the unit said of it and what was found."""

    code: str
    name: str
    weight: Decimal | None
    own_actual: str
    own: Decimal | None
    actual: str
    found: Decimal | None
    reason: str
    evidence: tuple[str, ...]
    note: str

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()

    @property
    def gap(self) -> Decimal | None:
        """偏差: the unit's own points − those that were found."""
        return None if self.own is None or self.found is None else self.own - self.found


class ScorePair(NamedTuple):
    """Both scores of a project, where the second one is from, and every indicator that was looked at again."""

    own: ScoredTotal
    found: ScoredTotal
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
        """偏差: the unit's own score − the one that was found; None where either is missing."""
        own, found = self.own.score, self.found.score
        return None if own is None or found is None else own - found

    @property
    def moved(self) -> tuple[IndicatorPair, ...]:
        """The indicators that moved most, the paper's order among equals."""
        moved = [(abs(one.gap), one) for one in self.indicators if one.gap]
        return tuple(one for _, one in sorted(moved, key=lambda pair: -pair[0])[:MOST_MOVED])


def score_pair(project: Project, score: ProjectScore, scheme: RatingScheme | None) -> ScorePair | None:
    """Both scores of a project; None where nobody looked again, or the unit's own score is none of the paper's."""
    told, printed = project.reexamination, project.printed or PrintedResult()
    marked = any(leaf.reexamined or leaf.reexamined_points is not None for leaf in project.leaves())
    if not (told or marked or printed.own is not None or printed.reviewed is not None):
        return None
    if not project.self_evaluated and printed.own is None:
        return None
    own = own_score(project, score, scheme)
    evaluation, told = project.evaluation, told or Reexamination()
    again = project.self_evaluated or project.reexamination is not None
    return ScorePair(
        own=own_total(project, own, scheme),
        found=_found(project, scheme),
        full=project.own_full or (scheme.full if scheme else None),
        by=REEXAMINED if again else evaluation.method or "评价",
        body=told.body or ("" if again else evaluation.agency),
        date=told.date or (None if again else evaluation.report_date),
        how=told.how,
        chosen=told.chosen,
        conclusion=told.conclusion,
        indicators=tuple(_indicators(own.levels if own else ())),
    )


def own_total(project: Project, own: ProjectScore | None, scheme: RatingScheme | None) -> ScoredTotal:
    """The total that the unit gave itself: as printed, else what its own points add up to."""
    printed = project.printed or PrintedResult()
    score = printed.score if printed.own is None and counts_own_points(project) else printed.own
    computed = own.computed if own else None
    return _total(project, scheme, score, computed, printed.grade if counts_own_points(project) else "")


def _found(project: Project, scheme: RatingScheme | None) -> ScoredTotal:
    told, printed = project.reexamination or Reexamination(), project.printed or PrintedResult()
    counted = PrintedResult() if counts_own_points(project) else printed
    score = next((one for one in (told.points, printed.reviewed, counted.score) if one is not None), None)
    again = reexamined_score(project, scheme)
    return _total(project, scheme, score, again.computed if again else None, told.grade or counted.grade)


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


def _indicators(levels: tuple[Score, ...]) -> Iterator[IndicatorPair]:
    """Every leaf, where a reexamination says anything of one."""
    leaves = [score for top in levels for score in top.walk() if not score.children and not score.unscored]
    if any(leaf.indicator.reexamined or leaf.indicator.reviewed is not None for leaf in leaves):
        yield from (_pair(leaf.indicator, leaf.points) for leaf in leaves)


def _pair(indicator: Indicator, own: Decimal | None) -> IndicatorPair:
    told, rule = indicator.reexamined or ReexaminedIndicator(), indicator.rule
    return IndicatorPair(
        code=indicator.code,
        name=indicator.name,
        weight=indicator.weight,
        own_actual=indicator.actual or (rule.printed_actual if rule else ""),
        own=own,
        actual=told.actual,
        found=indicator.reexamined_points,
        reason=told.reason,
        evidence=told.evidence,
        note=told.note,
    )
