"""Data needed for scoring: complete and without contradiction."""

from collections.abc import Iterator
from itertools import islice

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.records import every
from generator.checks.scores import all_leaves, all_nodes, awarded_rule, computed_from, leaf_scores, published_points
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import AnnualGoal, FundRow, PlainRow
from generator.model.totals import Cap, TotalRules, Veto


@check("评分缺漏", "错误", waivable=False)
def completeness(project: Project) -> Iterator[Violation]:
    """有下级的指标由下级加总得分，不再写评分；未填报的表不写得分、完成情况和支出。"""
    for node in all_nodes(project):
        if node.children and node.rule:
            yield node, "rule", "这个指标有下级，得分由下级加总，请删去“评分”；原文印有本级得分的，写“公布: {得分: …}”"
        if node.children and node.rows:
            yield node, "rows", "这个指标有下级，“其中”只能写在没有下级的指标里，请移到下级"
    if project.filled == "未填报":
        yield from _unfilled(project)


def _unfilled(project: Project) -> Iterator[Violation]:
    """Report values in a form declared as empty: an empty form is not scored 0, a filled one not called empty."""
    text = "填报状态是“未填报”，却写了{}；请删去，或把填报状态改为“已填报”"
    uses = ((project, "filled"),)
    scored = ((node, field) for node in all_nodes(project) if (field := _scored_field(node)))
    yield from ((node, field, text.format("得分"), uses) for node, field in islice(scored, 1))
    rows: list[Indicator | PlainRow] = [*all_nodes(project), *every(PlainRow, project)]
    done = (row for row in rows if row.actual)
    yield from ((row, "actual", text.format("实际值"), uses) for row in islice(done, 1))
    if project.printed and (project.printed.score is not None or project.printed.grade):
        yield project, "printed", text.format("公布的分值或结论"), uses
    if project.budget.spent and project.budget.spent.value:
        yield project.budget, "spent", text.format("支出"), uses
    achieved = (goal for goal in every(AnnualGoal, project) if goal.achieved)
    yield from ((goal, "achieved", text.format("实际完成情况"), uses) for goal in islice(achieved, 1))


def _scored_field(node: Indicator) -> str:
    """Return the field that gives points to an indicator; empty where none does."""
    given = {"rule": node.rule, "printed": published_points(node), "reviewed": node.reviewed}
    return next((field for field, value in given.items() if value is not None), "")


@check("无法计分", "错误", waivable=False)
def workable_rules(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """评分所需的数据要齐全、合理，能算出得分。"""
    for leaf in leaf_scores(score):
        # A weight below 0 gives no points either; 权重不符 tells that.
        if leaf.working and leaf.working.points is None and (leaf.weight is None or leaf.weight >= 0):
            yield leaf.indicator, "rule", leaf.working.line, computed_from(project, leaf)


@check("总分规则", "错误", waivable=False)
def total_rules(project: Project) -> Iterator[Violation]:
    """总分规则要前后一致：不是按满分计的总分写明满分；封顶和否决的最高分不超过满分；采用复核分的每个末级指标都有复核分。"""
    if project.total_rules:
        yield from _rule_limits(project, project.total_rules)
    for leaf in all_leaves(project):
        most = leaf.weight
        if leaf.reviewed is not None and most is not None and not 0 <= leaf.reviewed <= most:
            yield leaf, "reviewed", f"复核分 {leaf.reviewed} 应在 0 至权重 {leaf.weight} 之间，请核对"


def _rule_limits(project: Project, rules: TotalRules) -> Iterator[Violation]:
    if rules.full is not None and rules.full <= 0:
        yield rules, "full", f"满分 {rules.full} 应大于 0，请核对"
    if rules.convert and rules.full is None:
        yield rules, "convert", "要折算，请写明折算前的“满分”，如“满分: 30”"
    limits: tuple[Cap | Veto, ...] = (*rules.caps, *rules.vetoes)
    for limit in limits:
        if limit.most < 0:
            yield limit, "most", f"最高 {limit.most} 不能小于 0，请核对"
    for cap in rules.caps:
        if not 0 < cap.below.value <= 1:
            yield cap, "below", f"执行率“{cap.below.text}”应在 0% 与 100% 之间，请核对"
    if rules.caps and project.money.spent is None:
        yield rules, "caps", "按执行率封顶要用到支出，请在“预算”下补写“支出”", ((project.budget, "spent"),)
    without = [leaf for leaf in all_leaves(project) if leaf.reviewed is None] if rules.counts == "复核分" else []
    for leaf in without:
        text = "本项目按复核分计分，这个指标没有“复核分”，请对照原件核对两处；文件按自评分计分的，“计分”写自评分"
        yield leaf, "reviewed", text, ((rules, "counts"),)


SAME_IN_SOURCES = (("amount", "amount"), ("spent", "spent"))  # of the budget, and of what a document itself prints
SAME_IN_FUNDS = (("initial", "initial"), ("amount", "planned"), ("received", "received"), ("spent", "spent"),
                 ("rate", "rate"), ("received_rate", "received_rate"))  # fmt: skip


@check("空缺矛盾", "错误")
def blank_and_given(project: Project) -> Iterator[Violation]:
    """一处写明原文没有印（“/”“—”“未载明”），另一处又写了同一个数的，两处必有一处不对。"""
    for (record, field), (other, given) in _same_values(project):
        if _is_marked_blank(record, field) and (text := _given_text(other, given)):
            mark, place = record.written(_field_name(field)), other.at(given)
            words = f"写作“{mark}”，表示原文没有印；“{place.field}”却写了 {text}，请对照原件，改正其中一处"
            yield record, field, words, ((other, given),)


def _same_values(project: Project) -> Iterator[tuple[Value, Value]]:
    """Yield each value with another place where it is written."""
    budget, printed = project.budget, project.printed
    for states in (source.states for source in project.sources if source.states):
        yield from (((budget, own), (states, other)) for own, other in SAME_IN_SOURCES)
        if printed:
            yield from (((printed, field), (states, field)) for field in ("score", "grade"))
    funds = every(FundRow, project)[:1]
    for head in funds:
        yield from (((budget, own), (head, other)) for own, other in SAME_IN_FUNDS)
        if leaf := project.execution:
            yield (head, "weight"), (leaf, "weight")
            yield (leaf, "weight"), (head, "weight")
            yield (head, "points"), _points_value(leaf)
    for node in all_nodes(project):
        if node.printed:
            yield (node, "weight"), (node.printed, "weight")
            if rule := awarded_rule(node):
                yield (node.printed, "points"), (rule, "points")


def _points_value(leaf: Indicator) -> Value:
    return awarded_rule(leaf) or leaf.printed or leaf, "points"


def _is_marked_blank(record: Record, field: FieldName) -> bool:
    """Return whether the file marks a value as blank in the paper."""
    name = _field_name(field)
    return not getattr(record, name, None) and name in record.marks.texts


def _given_text(record: Record, field: FieldName) -> str:
    """Return the value as it is written; empty where there is none or only such a mark."""
    name = _field_name(field)
    value = getattr(record, name, None)
    return record.written(name) if value is not None and value != "" else ""


def _field_name(field: FieldName) -> str:
    return field if isinstance(field, str) else field[0]


@check("附表缺格", "错误", waivable=False)
def table_cells(project: Project) -> Iterator[Violation]:
    """附表每一行、合计的格数应与表头相同，空白格也要占一格。"""
    for table in project.tables:
        wide = len(table.head)
        for number, row in enumerate(table.rows):
            if len(row) != wide:
                yield table, ("rows", number), f"第 {number + 1} 行{_cell_counts(len(row), wide)}"
        if table.foot and len(table.foot) != wide:
            yield table, "foot", f"合计{_cell_counts(len(table.foot), wide)}"


def _cell_counts(cells: int, wide: int) -> str:
    return f"有 {cells} 格，表头有 {wide} 格，请对照原件核对；空白格写“-”"
