"""Years named in titles, tables and texts, compared with the year of the project."""

import re
from collections.abc import Iterator

from generator.checks import Violation, check
from generator.checks.records import is_among, lines_of
from generator.checks.text_index import source_texts
from generator.core.record import FieldName, Record
from generator.model.budget import PrintedTable
from generator.model.project import Indicator, Project
from generator.model.report import Collection, Goal, GoalGroup, Goals
from generator.model.selfeval import AnnualGoal, PlainRow, SubRow

NAME_YEARS = re.compile(r"\s*[（(“]?\s*((?:19|20)\d\d)\s*年?度?(?:\s*[-—–－~～至到、]+\s*((?:19|20)?\d\d)\s*)?年")


@check("年度不一", "警告")
def name_year(project: Project) -> Iterator[Violation]:
    """项目名称开头写了年份的，应与年度一致；写成“2017—2019年”的，应包括这个年度。"""
    match = NAME_YEARS.match(project.name)
    if not match:
        return
    begin, end = match.groups()
    last = begin if end is None else begin[: 4 - len(end)] + end
    if not int(begin) <= project.year <= int(last):
        yield project, "name", f"项目名称以“{match[0].strip()}”开头，年度却是 {project.year}，请核对"


YEAR_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Indicator: ("name", "target", "actual"),
    SubRow: ("name", "target", "actual"),
    PlainRow: ("levels", "target", "actual"),
    AnnualGoal: ("expected", "achieved"),
    Goals: ("annual",),
    GoalGroup: ("items",),
    Goal: ("levels", "target"),
    PrintedTable: ("head",),
}
WRITTEN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年")
ASKED_YEAR = re.compile(
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


CELL_DATE = re.compile(
    r"\D{0,6}?(?P<year>20\d\d)\s*年\s*(?:度|(?:1[0-2]|[1-9])\s*月(?:\s*\d{1,2}\s*日)?)?[底末]?(?:之?前)?\D{0,8}"
)
CELLS = {Indicator: ("target", "actual"), SubRow: ("target", "actual"), PlainRow: ("target", "actual")}


@check("上年年份", "提示")
def last_years_year(project: Project) -> Iterator[Violation]:
    """指标、年度目标、附表表头写了上两年的完成率、任务、目标而不是与上年相比的（如2018年度的表写“2017年完成率”），目标值、实际值是上两年的日期，可能是沿用以前的表。"""
    for year in (project.year - 1, project.year - 2):
        if str(year) not in project.name and str(year) not in project.period and not _covers(project, year):
            yield from _texts_of_year(project, str(year))


def _texts_of_year(project: Project, last: str) -> Iterator[Violation]:
    for record, field, text in source_texts(project, re.compile(last)):
        if is_among(record, field, YEAR_FIELDS):
            for sentence in SENTENCE.findall(text):
                asked = next((match for match in ASKED_YEAR.finditer(sentence) if match["year"] == last), None)
                asked = asked or _dated_cell(record, field, sentence)
                years = {year[:4] for year in WRITTEN_YEAR.findall(sentence)}
                if asked and years == {last} and not EARLIER.search(sentence):
                    message = f"写有“{asked[0]}”，本表是 {project.year} 年度的"
                    yield record, field, f"{message}，请对照原件核对是不是沿用了上年的表"
                    break


def _dated_cell(record: Record, field: FieldName, text: str) -> re.Match[str] | None:
    """Return the date that is all of a target or an actual value, unless its row is of something done before."""
    if not is_among(record, field, CELLS) or EARLIER.search(getattr(record, "name", "")):
        return None
    return CELL_DATE.fullmatch(text)


def _covers(project: Project, year: int) -> bool:
    """Return whether a paper of several years covers a year."""
    return bool(project.printed_year and project.printed_year.first <= year <= project.printed_year.last)


TAKEN = "取自|采自|采用|沿用|引用|来自|来源于|使用|利用|源于|参照|借用|套用"
ASKED = "满意度|调研|问卷|调查"
HELD = "发放|开展|进行|实施|完成|调查|访问|回收"
YEAR = r"(?:19|20)\d\d"
OLD_SURVEY = re.compile(
    rf"(?:{TAKEN})[^。；，,]{{0,8}}?({YEAR})\s*年[^。；，,《》]{{0,30}}?(?:{ASKED})"
    rf"|(?:{ASKED})[^。；，,《》]{{0,8}}?(?:于|在)\s*({YEAR})\s*年[^。；，,]{{0,16}}?(?:{HELD})"
)
ANY_YEAR = re.compile(YEAR)
TOOLS_MADE = re.compile("建成|建立|制定|修订|印发|开发|购置|收集|设计|编制|上线|启用")
COMPARED = re.compile("相比|对比|比较|同比|高于|低于|较|比上年|上升|下降")


@check("调查年度", "警告")
def survey_year(project: Project) -> Iterator[Violation]:
    """满意度应来自对所评价年度的调查：问卷的时间、问卷调查中所说的调研，不应是更早年度的。"""
    collection = project.evaluation.collection
    if collection:
        rows = list(_dated_surveys(project, collection))
        yield from rows or _surveys_in_prose(project, collection)


def _dated_surveys(project: Project, collection: Collection) -> Iterator[Violation]:
    for survey in collection.surveys:
        if survey.when and survey.when.latest.year < project.year:
            text = f"问卷时间 {survey.when.chinese}早于所评价的 {project.year} 年度，不能说明本年度的满意度，请核对"
            yield survey, "when", text, ((project, "printed_year"),)


def _surveys_in_prose(project: Project, collection: Collection) -> Iterator[Violation]:
    """Report older surveys in sentences that neither name this year too nor compare years."""
    year = int(project.year)
    for record, field, line in (*lines_of(collection, "asking"), *lines_of(collection, "origins")):
        for sentence in line.split("。") if "年" in line else ():
            match = OLD_SURVEY.search(sentence)
            if not match or TOOLS_MADE.search(match[0]) or COMPARED.search(sentence):
                continue
            if all(int(named) < year for named in ANY_YEAR.findall(sentence)):
                text = f"所用的调查是 {match[1] or match[2]} 年的，不能说明所评价的 {year} 年度的满意度，请核对"
                yield record, field, text, ((project, "printed_year"),)


UNTIL = re.compile(r"截[至止]到?\s*((?:19|20)\d\d)\s*年\s*(?:12\s*月\s*31\s*日|12\s*月底|年?底|年?末)")
CARRIED = re.compile("上年|去年|往年|历年|前期|结转|结余|此前|原有|相比|对比|同比|较")


@check("截至上年", "警告")
def year_ends(project: Project) -> Iterator[Violation]:
    """预算使用情况、主要绩效写“截至某年12月31日”的，应是所评价年度的年末；写成上年的，多半是照抄了上年的文字。"""
    # A text that names the year itself, or tells of what was carried over, looks back on purpose.
    year = int(project.year)
    for record, field, text in _looking_back(project):
        for match in UNTIL.finditer(text) if "截" in text else ():
            if int(match[1]) >= year or CARRIED.search(text) or any(int(y) >= year for y in ANY_YEAR.findall(text)):
                continue
            yield record, field, f"“{match[0]}”不是所评价的 {year} 年度年末，请核对年份"
            break


def _looking_back(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    yield from lines_of(project.budget, "usage")
    for achievement in project.achievements:
        yield achievement, "text", achievement.text
        yield from lines_of(achievement, "detail")
