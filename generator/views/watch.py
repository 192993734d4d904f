"""关注名单: projects of which two things or more ask for a second look, each with where it stands; for staff alone.

Nothing of it is published: what makes the site may not import this module (import-linter holds it).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.diagnostic import Place
from generator.core.display import signed
from generator.core.number import ABSENT, HUNDRED, figure, percent
from generator.model.book import grade_rank
from generator.search.fold import fold
from generator.views.detail import ProjectDetail
from generator.views.ledger import DatedItem, tracked_item

LOW_GRADE, LOW_SPENDING, AGAIN, OVERDUE, LOWERED = "等级偏低", "执行率低", "重复问题", "逾期整改", "复核下调"
LOW_RANK = 3  # 中 and below
LEAST_SPENT = Fraction(80, 100)
MOST_LOWERED = 10  # points of a hundred
LEAST_KINDS = 2  # of reasons


class WatchReason(NamedTuple):
    """One reason: its kind, what was found, where in the data file, where on the site."""

    kind: str
    text: str
    place: Place
    page: str


class WatchedProject(NamedTuple):
    """A project with the reasons for a second look."""

    detail: ProjectDetail
    reasons: tuple[WatchReason, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of reasons, each once."""
        return tuple(dict.fromkeys(one.kind for one in self.reasons))


def watch_list(details: Iterable[ProjectDetail], cutoff: PartialDate | None) -> tuple[WatchedProject, ...]:
    """The projects that have reasons of two kinds or more, those of most kinds first, then the newest.

    They come oldest year first, one after the other: a problem is held against those of earlier years.
    """
    found: list[WatchedProject] = []
    earlier: dict[str, dict[str, str]] = defaultdict(dict)  # of each 系列 the problems so far, and where they stood
    for detail in details:
        one = WatchedProject(detail, tuple(_reasons(detail, earlier[detail.series], cutoff)))
        if len(one.kinds) >= LEAST_KINDS:
            found.append(one)
        earlier[detail.series] |= {fold(finding.problem): detail.id for finding in detail.project.findings}
    return tuple(sorted(found, key=lambda one: (-len(one.kinds), -one.detail.year, one.detail.id)))


def _reasons(detail: ProjectDetail, earlier: dict[str, str], cutoff: PartialDate | None) -> Iterator[WatchReason]:
    yield from _grade(detail)
    yield from _spending(detail)
    yield from _problems(detail, earlier, cutoff)
    yield from _lowered(detail)


def _grade(detail: ProjectDetail) -> Iterator[WatchReason]:
    project, ours = detail.project, detail.computed.grade
    printed = bool(detail.grade_rank)
    rank = detail.grade_rank or (0 if ours == ABSENT else grade_rank(detail.scheme, ours))
    if rank >= LOW_RANK:
        word = f"评价结论“{detail.grade}”" if printed else f"按得分属“{ours}”（本站核算）"
        place = project.printed.at("grade") if project.printed else project.at("indicators")
        yield WatchReason(LOW_GRADE, word, place, f"{detail.id}.html#score")


def _spending(detail: ProjectDetail) -> Iterator[WatchReason]:
    budget = detail.project.budget
    ratio = budget.ratio
    if ratio is None and budget.rate:
        ratio = budget.rate.readings[0]
    if ratio is not None and ratio < LEAST_SPENT:
        place = budget.at("spent" if budget.spent else "rate")
        yield WatchReason(LOW_SPENDING, f"预算执行率 {percent(ratio)}，不到 80%", place, f"{detail.id}.html#budget")


def _problems(detail: ProjectDetail, earlier: dict[str, str], cutoff: PartialDate | None) -> Iterator[WatchReason]:
    for number, (finding, category) in enumerate(zip(detail.project.findings, detail.categories, strict=True), 1):
        page = f"{detail.id}.html#finding-{number}"
        before = earlier.get(fold(finding.problem))
        said = next((item for item in finding.ledger if item.last_year), None)
        if said:
            text = f"台账写明与以前的 {said.last_year} 是同一个问题：{finding.problem}"
            yield WatchReason(AGAIN, text, said.at("last_year"), page)
        elif before:
            yield WatchReason(AGAIN, f"{before} 有同样的问题：{finding.problem}", finding.at("problem"), page)
        for place, item in enumerate(finding.ledger, 1):
            name = f"item-{number}-{place}"
            dated = DatedItem(tracked_item(number, place, finding, item, category), cutoff)
            if dated.overdue and item.present_due:
                text = f"应在 {item.present_due.chinese}以前整改：{item.advice or finding.problem}"
                field = "due_now" if item.due_now else "due"
                yield WatchReason(OVERDUE, text, item.at(field), f"{detail.id}.html#{name}")


def _lowered(detail: ProjectDetail) -> Iterator[WatchReason]:
    """Look at the difference; out of another 满分 than a hundred it counts as a share of that."""
    pair, project = detail.pair, detail.project
    if pair is None or pair.gap is None:
        return
    full = pair.full or HUNDRED
    if Fraction(pair.gap) * Fraction(HUNDRED) >= MOST_LOWERED * Fraction(full):
        own, found = figure(pair.own.score), figure(pair.found.score)
        of = "" if full == HUNDRED else f"，满分 {figure(full)}"
        text = f"自评 {own}，{pair.by} {found}（{signed(-pair.gap)}{of}）"
        told = project.reexamination
        place = told.at("points") if told else project.printed.at("score") if project.printed else project.at()
        yield WatchReason(LOWERED, text, place, f"{detail.id}.html#reexamination")
