"""Target and actual values of indicators: present, of the right kind, and backed by their own evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks import Violation, check
from generator.checks.mapping._rows import (
    UNCOUNTED_METHODS,
    NamedRow,
    ShownFigure,
    aim_of,
    columns_named,
    form_rows,
    quantities,
    scored_lines,
    shortened,
    source_kinds,
)
from generator.checks.records import cache_last, every, texts
from generator.checks.scores import all_leaves, leaf_scores
from generator.checks.targets import MORE, Quantity, aim_text, quantity
from generator.core.grouping import grouped_by
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.report import Collection
from generator.model.scores import ProjectScore
from generator.model.selfeval import AnnualGoal
from generator.rules.questionnaire import Questionnaire
from generator.rules.satisfaction import Satisfaction

DIGIT = re.compile(r"\d")
SATISFACTION = re.compile("满意(?!.{0,20}(?:机制|制度|调查|开展))")
SATISFIED_RATE = re.compile(r"满意[^。；]{0,40}?\d(?:\.\d+)?[%％]")
BLANK_CELL = re.compile(r"[\s/／\\—－–_-]*")
# Rows on decision and management are judged by the evaluators; forms give them neither target nor actual value.
UNMEASURED = re.compile("决策|投入|过程|管理|执行")
EXECUTION = re.compile("执行率|预算执行")
VALUE_COLUMNS = {"target": re.compile("目标值|指标值"), "actual": re.compile("完成(?:情况|值)|实际")}
COLUMN_WORDS = {"target": "目标值", "actual": "实际值"}


@dataclass(frozen=True)
class _Columns:
    """Rows by the `id` of the record that carries their points, and the columns that the paper uses at all."""

    rows: dict[int, list[NamedRow]]
    used: tuple[str, ...]


@check("实际值缺", "警告", notable=False)
def actual_missing(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """满意度要有百分数；有数字目标而扣分的指标要有实际值；自评表得满分的指标要有目标值和实际值。整份文件都没有的栏目不问。"""
    # A percentage among the achievements is given, if not in its place.
    cells, execution = _columns_used(project), project.execution
    is_form = project.sheet is not None or source_kinds(project) <= {"自评表"}
    for line in scored_lines(score, project):
        if line.record is execution or getattr(line.record, "block", "绩效指标") != "绩效指标":
            continue
        if text := _missing_value(line, project, column_used="actual" in cells.used):
            yield line.record, "actual", text, line.values
        elif is_form and line.full and line.method in UNCOUNTED_METHODS:
            yield from _blank_cells(line, cells)


def _missing_value(line: ShownFigure, project: Project, *, column_used: bool) -> str:
    if line.method not in UNCOUNTED_METHODS or DIGIT.search(line.actual):
        return ""
    aimed, _ = quantities(line)
    if line.actual and aimed:
        return ""  # 实际值非数 tells it
    if line.method in ("评定", "") and SATISFACTION.search(line.name) and not _rate_in_prose(project):
        return "满意度的百分数没有写，得分无从复算，请对照原件核对，原件有的补写实际值，如 92.5%"
    if line.lost and aimed and column_used:
        lost = f"得 {line.points} 分（满分 {line.weight}）"
        return f"目标是 {line.aim}，{lost}，却没有写实际值，请对照原件核对，原件有的请补写"
    return ""


def _blank_cells(line: ShownFigure, cells: _Columns) -> Iterator[Violation]:
    """Report blank cells of a line with full points, or of its 其中 rows where it has such rows."""
    own, *below = cells.rows[id(line.record)]
    for row in below or [own]:
        rule_texts = {} if below else {"target": line.target, "actual": line.actual}
        blank = [column for column in cells.used if _is_blank(row, column, rule_texts.get(column, ""))]
        if blank and not any(map(UNMEASURED.search, row.above)) and not EXECUTION.search(row.name):
            which = "和".join(COLUMN_WORDS[column] for column in blank)
            text = f"得了满分，{which}却是空的，请对照原件核对，原件有的请补写"
            yield row.record, blank[-1], text, line.values


def _columns_used(project: Project) -> _Columns:
    rows: dict[int, list[NamedRow]] = {}
    for row in form_rows(project):
        rows.setdefault(id(row.owner), []).append(row)
    used = (column for column in COLUMN_WORDS if any(not _is_blank(row, column, "") for row in form_rows(project)))
    return _Columns(rows, tuple(used))


def _is_blank(row: NamedRow, column: str, rule_text: str) -> bool:
    """Return whether a value is neither in its cell nor in the rule nor in a further column of the row (完成情况)."""
    text = getattr(row.record, column) or rule_text
    if not text and row.record.columns:
        text = next((entry.text for entry in columns_named(row.record, VALUE_COLUMNS[column])), "")
    return not text or BLANK_CELL.fullmatch(text) is not None


@cache_last
def _rate_in_prose(project: Project) -> bool:
    return any(map(SATISFIED_RATE.search, _prose(project)))


def _prose(project: Project) -> Iterator[str]:
    for achievement in project.achievements:
        yield from (achievement.text, *achievement.detail)
    yield from project.progress
    for goal in every(AnnualGoal, project):
        yield from goal.achieved


UNFINISHED = re.compile("中$|中[，,。；;（(]|未|没有|尚|正在|在建|推进|筹备|部分|待|拟|计划")
ANY_NUMBER = re.compile(r"[\d〇零一二三四五六七八九十百千万两半无]")


@check("实际值非数", "警告")
def words_for_numbers(project: Project) -> Iterator[Violation]:
    """目标值是数字的，实际值也要填数字，不填“完成”一类的话。"""
    # Of a target of 100% or 1 the word 完成 says as much as the number; 建设中 does not.
    for cells in (row.record for row in form_rows(project)):
        aim, _ = quantities(cells)
        if not aim or not cells.actual or ANY_NUMBER.search(cells.actual):
            continue
        if UNFINISHED.search(cells.actual) or not _all_or_one(aim):
            yield cells, "actual", f"目标是 {aim_of(cells)}，实际值却填“{cells.actual}”，请填完成了多少"


def _all_or_one(aim: Quantity) -> bool:
    return aim.value == (100 if aim.unit == "%" else 1)


PUNCTUATION = re.compile(r"\W+")


@check("目标照抄", "警告")
def copied_goals(project: Project) -> Iterator[Violation]:
    """自评表的实际完成情况不能照抄预期目标，实际值不能连“≥”一类的符号照抄目标值。"""
    # Punctuation and line breaks aside; a number by itself may well be the one aimed at.
    for row in form_rows(project):
        cells = row.record
        aim, came = quantities(cells)
        if not aim or not came or not came.way or came.unit not in ("", aim.unit):
            continue
        if (aim.way, aim.value) == (came.way, came.value):
            text = f"实际值“{cells.actual}”连符号照抄目标 {aim_of(cells)}，看不出完成了多少，请对照原件核对"
            yield cells, "actual", text, ((cells, "target"),)
    for goal in every(AnnualGoal, project):
        expected, achieved = (PUNCTUATION.sub("", "".join(lines)) for lines in (goal.expected, goal.achieved))
        if expected == achieved != "":
            yield goal, "achieved", "实际完成情况和预期目标一字不差，请写实际做到了什么、数字是多少"


SAVED = re.compile("节约|节省|节支|降低|下降|减少|压减|核减|收益|收入|回收")
GRANTED = re.compile("补助|补贴|低保|救助|奖励|待遇|慰问|保障标准|发放")


@check("成本符号", "提示")
def cost_signs(project: Project) -> Iterator[Violation]:
    """成本指标一般越小越好；目标值写“≥”的，要对照原件核对符号。百分比、补助标准一类不在此列。"""
    # What is saved or granted may well exceed its target.
    for row in form_rows(project):
        if not row.is_cost or SAVED.search(row.name) or GRANTED.search(row.name):
            continue
        target = _target_text(row)
        aim = quantity(target, row.record.sign, row.record.unit)
        if aim and aim.way == MORE and aim.unit != "%":
            shown = aim_text(target, row.record.sign, row.record.unit)
            field = "target" if row.record.target else "rule"
            text = f"成本指标“{row.name}”的目标是 {shown}，越大越好，请对照原件核对符号"
            yield row.record, field, text, ((row.record, "sign"),)


def _target_text(row: NamedRow) -> str:
    rule = row.record.rule if isinstance(row.record, Indicator) else None
    return row.record.target or (f"{getattr(rule, 'sign', '')}{rule.target_text.lstrip('≥≤=')}" if rule else "")


QUANTITY_LEVEL = re.compile("数量")
MONEY_UNIT = re.compile("[百千万亿]{0,2}元(?:/.*)?")
MEASURED_IN_MONEY = re.compile(
    "产值|销售|营业|收入|交易|贷款|融资|担保|投资|保费|税|出口|进口|贸易|消费|发放|募集|筹集|引资|资产|赔付|理赔|债"
)


@check("数量写金额", "提示")
def money_counted(project: Project) -> Iterator[Violation]:
    """数量指标写做了多少；目标值是金额的，要对照原件核对它是不是成本或别的指标。产值、贷款一类本以金额计的不在此列。"""
    for row in form_rows(project):
        if not any(map(QUANTITY_LEVEL.search, row.above)) or MEASURED_IN_MONEY.search(row.name):
            continue
        cells = row.record
        aim, _ = quantities(cells)
        if aim and MONEY_UNIT.fullmatch(aim.unit):
            text = (
                f"数量指标“{row.name}”的目标是金额 {aim_of(cells)}，请对照原件核对它列在哪一类指标下、目标值有没有串行"
            )
            yield cells, "target", text, ((cells, "unit"),)


MIN_INDICATORS, MIN_PROOF_CHARS, MIN_PROSE_CHARS = 3, 4, 12

PROOF_COLUMN = re.compile("佐证|证据|证明材料|支撑材料|印证")
PROOF_MARKS = re.compile(r"[\W_]+")
SET_PHRASES = re.compile("预期|年度指标|年度目标|见附件|详见|同上")
ProofCell = tuple[NamedRow, Record, FieldName, str]


@check("佐证雷同", "提示")
def shared_proof(project: Project) -> Iterator[Violation]:
    """三个及以上指标的佐证材料（或实际值里的一大段话）一字不差的，要核对是否各有各的证据。"""
    # Reported once, at the first cell; rows of 其中 count as their indicator, and set phrases prove nothing.
    proofs = (cell for row in form_rows(project) for cell in _proof_cells(row))
    same = grouped_by(proofs, lambda cell: (cell[2] == "actual", PROOF_MARKS.sub("", cell[3])))
    for (prose, _), cells in same.items():
        names = {id(row.owner): row.name for row, *_ in cells}
        if len(names) >= MIN_INDICATORS:
            _, record, field, text = cells[0]
            listed, what = "”“".join(list(names.values())[:3]), "实际值" if prose else "佐证"
            message = (
                f"“{listed}”等 {len(names)} 个指标的{what}都是“{shortened(text)}”，请对照原件核对，是否各有各的证据"
            )
            yield record, field, message, [(other, name) for _, other, name, _ in cells[1:]]


def _proof_cells(row: NamedRow) -> Iterator[ProofCell]:
    """Yield the cells of a row that are long enough to be evidence."""
    cells = row.record
    for entry in columns_named(cells, PROOF_COLUMN):
        if _is_proof(entry.text, MIN_PROOF_CHARS):
            yield row, entry, "text", entry.text
    if cells.actual.strip() != cells.target.strip() and _is_proof(cells.actual, MIN_PROSE_CHARS):
        yield row, cells, "actual", cells.actual


def _is_proof(text: str, least: int) -> bool:
    return len(PROOF_MARKS.sub("", text)) >= least and not SET_PHRASES.search(text)


COUNTED_ANSWERS = re.compile(
    r"(?:问卷|样本|抽样|受访|调查|回收|访谈)[^。；]{0,40}?\d\s?(?:余|多)?(?:份|人|名|户|家|位|个|组)"
    r"|\d\s?(?:余|多)?(?:份|人|名|户|家|位|个|组)[^。；]{0,20}?(?:问卷|样本|受访|调查|访谈)"
)


@check("满意度无样本", "提示", notable=False)
def unsampled_satisfaction(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """满意度计了分、又写了数据采集的评价报告，要写明问了多少人：问卷的发放、有效份数，或各选项的份数。单位自评不问。"""
    # A file that leaves out how data were collected says nothing of what the paper tells.
    evaluation, collection = project.evaluation, project.evaluation.collection
    if evaluation.method in (None, "单位自评") or "报告" not in source_kinds(project):
        return
    if collection is None or _is_counted(project, collection):
        return
    scored = [
        leaf for leaf in leaf_scores(score) if SATISFACTION.search(leaf.indicator.name) and leaf.points is not None
    ]
    if scored:
        text = "满意度计了分，却没有写问了多少人，请对照原件核对，原件有的请在“问卷”下补写“发放”“有效”"
        uses = ((evaluation, "collection"), *((leaf.indicator, "name") for leaf in scored))
        asked = (collection.surveys[0], "issued") if collection.surveys else (collection, "surveys")
        yield *asked, text, uses


def _is_counted(project: Project, collection: Collection) -> bool:
    if any(survey.issued is not None or survey.valid is not None for survey in collection.surveys):
        return True
    if any(_counts_answers(leaf.rule) for leaf in all_leaves(project)):
        return True
    return any(not is_remark and COUNTED_ANSWERS.search(text) for *_, text, is_remark in texts(project))


def _counts_answers(rule: object) -> bool:
    return isinstance(rule, Questionnaire) or (isinstance(rule, Satisfaction) and bool(rule.options))
