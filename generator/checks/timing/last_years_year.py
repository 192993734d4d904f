"""指标、年度目标、附表表头写了上一年的完成率、任务、目标而不是与上年相比的（如2018年度的表写“2017年完成率”），可能是沿用上年的表。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._text_index import text_index
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.report import Goal, GoalGroup, Goals
from generator.model.selfeval import AnnualGoal, PlainRow, SubRow
from generator.model.tables import PrintedTable

NAME = "上年年份"
SEVERITY: Severity = "提示"
FIELDS: dict[type[Record], tuple[str, ...]] = {
    Indicator: ("name", "target", "actual"),
    SubRow: ("name", "target", "actual"),
    PlainRow: ("levels", "target", "actual"),
    AnnualGoal: ("expected", "achieved"),
    Goals: ("annual",),
    GoalGroup: ("items",),
    Goal: ("levels", "target"),
    PrintedTable: ("head",),
}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年")
ASKS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年度?(?!\s*\d{1,2}\s*月)[^。；;，,、]{0,10}?"
    r"(?:率|数|量|任务|目标|指标|计划|完成|实际|执行|预算|支出|工作)"
)
SENTENCE = re.compile(r"[^。；;\n]+")
# Words by which an earlier year is meant: a comparison, a period, or work that is about what was done then.
EARLIER = re.compile(
    r"比|较|同期|上年|上一年|去年|同比|增|减|降|升|提高|高于|低于|持平|基础|以来|截[至止]|[至到起][^。]{0,4}年|[-—–~～]|结转|基期|基数|年[初底末前]|累计|遗留|"
    r"续|跨年|尾款|余款|质保|欠|补|兑现|清算|结算|决算|审计|考核|评价|评估|绩效|学年|届|级|毕业|奖|表彰|合同|立项|启动|开工|批复|印发|发布|文件|"
    r"规划|建成|购置|已|批次|第[一二三四五]批|前期|历史|存量|档案|年鉴|年报|报告|公报|统计|普查|征集|整理|汇编|通知|意见|办法|[《〔]"
)


def check(project: Project) -> Iterator[Violation]:
    """Read the texts that set out what this year was to bring."""
    last = f"{project.year - 1}"
    if last in project.name or last in project.period or _covers(project, project.year - 1):
        return
    for record, field, text, _ in text_index(project).matching(re.compile(last)):
        if _is_asked(record, field):
            for sentence in SENTENCE.findall(text):
                found = next((one for one in ASKS.finditer(sentence) if one["year"] == last), None)
                years = {year[:4] for year in YEAR.findall(sentence)}
                if found and years == {last} and not EARLIER.search(sentence):
                    asked = f"写有“{found[0]}”，本表是 {project.year} 年度的"
                    yield record, field, f"{asked}，请对照原件核对是不是沿用了上年的表"
                    break


def _is_asked(record: Record, field: FieldName) -> bool:
    return (field[0] if isinstance(field, tuple) else field) in FIELDS.get(type(record), ())


def _covers(project: Project, year: int) -> bool:
    """Whether a paper of several years is about that year too."""
    return bool(project.printed_year and project.printed_year.first <= year <= project.printed_year.last)
