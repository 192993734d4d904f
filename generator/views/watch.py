"""关注名单: projects with several reasons for a second look, with their positions; for staff only.

Never published: modules that build the site may not import this one (enforced by import-linter).
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
    """One reason: kind, text, position in the data file, page."""

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
        """Distinct kinds of reasons."""
        return tuple(dict.fromkeys(reason.kind for reason in self.reasons))


def watch_list(details: Iterable[ProjectDetail], cutoff: PartialDate | None) -> tuple[WatchedProject, ...]:
    """Return the projects with reasons of at least `LEAST_KINDS` kinds: most kinds first, then newest.

    `details` must be ordered by year, oldest first: problems are compared with those of earlier years.
    """
    watched: list[WatchedProject] = []
    earlier: dict[str, dict[str, str]] = defaultdict(dict)  # problems so far by 系列, with their project
    for detail in details:
        project = WatchedProject(detail, tuple(_reasons(detail, earlier[detail.series], cutoff)))
        if len(project.kinds) >= LEAST_KINDS:
            watched.append(project)
        earlier[detail.series] |= {fold(finding.problem): detail.id for finding in detail.project.findings}
    return tuple(sorted(watched, key=lambda project: (-len(project.kinds), -project.detail.year, project.detail.id)))


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
    budget, of_form = detail.project.money, not detail.project.budget.marks.file
    ratio = budget.ratio
    if ratio is None and budget.rate:
        ratio = budget.rate.readings[0]
    if ratio is not None and ratio < LEAST_SPENT:
        place = detail.project.at("sheet") if of_form else budget.at("spent" if budget.spent else "rate")
        yield WatchReason(LOW_SPENDING, f"预算执行率 {percent(ratio)}，不到 80%", place, f"{detail.id}.html#budget")


def _problems(detail: ProjectDetail, earlier: dict[str, str], cutoff: PartialDate | None) -> Iterator[WatchReason]:
    for number, (finding, category) in enumerate(zip(detail.project.findings, detail.categories, strict=True), 1):
        page = f"{detail.id}.html#finding-{number}"
        before = earlier.get(fold(finding.problem))
        linked = next((item for item in finding.ledger if item.last_year), None)
        if linked:
            text = f"台账写明与以前的 {linked.last_year} 是同一个问题：{finding.problem}"
            yield WatchReason(AGAIN, text, linked.at("last_year"), page)
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
    """Yield a reason if the reexamination lowered the score by `MOST_LOWERED` percent of 满分."""
    pair, project = detail.pair, detail.project
    if pair is None or pair.gap is None:
        return
    full = pair.full or HUNDRED
    if Fraction(pair.gap) * Fraction(HUNDRED) >= MOST_LOWERED * Fraction(full):
        own, second = figure(pair.own.score), figure(pair.reexamined.score)
        of = "" if full == HUNDRED else f"，满分 {figure(full)}"
        text = f"自评 {own}，{pair.by} {second}（{signed(-pair.gap)}{of}）"
        review = project.reexamination
        printed = project.printed.at(project.total_field) if project.printed else project.at()
        place = review.at("points") if review else printed
        yield WatchReason(LOWERED, text, place, f"{detail.id}.html#reexamination")
