"""Page of ours (本站项目网页): the text of a project's page as people copy it from the browser.

All that a page shows of the paper comes back; what we work out, our remarks and how we sort answers are left over.
"""

import re
from collections.abc import Sequence

from generator.intake.drafted import Entry, Node
from generator.intake.kinds import info_sheet
from generator.intake.paper import Grid, Paper, Refused, Spot
from generator.intake.recognised import Leftover, PaperKind, Recognised
from generator.intake.reports.order import ORDER
from generator.intake.site_page import sections
from generator.intake.site_page.findings import page_findings, parted_by_sentences, with_details
from generator.intake.site_page.headings import END, LAST, PLACES, YEARS
from generator.intake.site_page.lines import OURS, PageLine, PagePart, cleaned, page_lines, parts
from generator.intake.site_page.score_tree import given, with_tree
from generator.intake.site_page.self_page import NAME, first_level, self_evaluation
from generator.intake.site_page.sources import page_sources
from generator.intake.site_page.tables import page_table
from generator.model.book import Book

TITLE = "绩效评价结果信息表"
COMPILED = "本表由本站据"
SELF_EVALUATION = (
    "这是从本站网页复制的自评表，合并的格在复制时丢了，这一份的行和格认不全；"
    "请改用网页末尾可下载的自评表（Word），或交来原表"
)
UNDATED = "说明公开文件未载年度"
BYLINE = re.compile(r"((?:19|20)\d\d)年度(\S+)")
RESULT = re.compile(
    r"(?:评价分值 (?P<分>\S+) 分(?:（满分 (?P<满分>\S+) 分）)?|公开文件未载评价分值)，"
    r"(?:评价结论 (?P<级>[^，。（]+)|未载评价结论)(?:（等级“.+”）)?(?:，(?:评级办法为|评价等级依据).*)?。(?:找错)?"
)


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """The project of a page; None where the paper is none."""
    lines = page_lines(paper)
    if not lines:
        return None
    end = next(place for place, line in enumerate(lines) if line.word.startswith(END))
    page = _Page(book)
    page.top(lines[:end])
    begin = next((place for place, line in enumerate(lines) if line.word in (TITLE, NAME)), None)
    if begin is None:
        return None
    form, is_self = lines[begin + 1 : end], lines[begin].word == NAME
    if not is_self:
        page.sheet(form)
    below = list(parts(cleaned(lines[end + 1 :], page.left)))
    if is_self:
        sheet = self_evaluation(cleaned(form, page.left), first_level(below), book)
        if sheet is None:
            return Refused(paper.file, SELF_EVALUATION)
        page.self_sheet(sheet)
        below = [part for part in below if part.section != "得分" or not part.label]
    for part in below:
        page.read(part)
    return (page.recognised(),)


class _Page:
    """One reading of a page: the values so far, and what is left over."""

    def __init__(self, book: Book) -> None:
        self.values: dict[str, Node] = {}
        self.book = book
        self.year = ""
        self.left: list[Leftover] = []
        self.levels: PagePart | None = None
        self.tree: PagePart | None = None
        self.groups: PagePart | None = None
        self.tables: list[Node] = []
        self.sources: list[Node] = []
        self.compiled = False
        self.kind: PaperKind = "信息表"

    def top(self, lines: Sequence[PageLine]) -> None:
        """Name, year and unit above the form."""
        self.compiled = any(line.word.startswith(COMPILED) for line in lines)
        undated = any(line.word.startswith(UNDATED) for line in lines)
        for place, line in enumerate(lines):
            if place and (found := BYLINE.fullmatch(line.word)):
                self.year = found[1]
                self.values["项目名称"] = Entry(lines[place - 1].text.rstrip("#¶ "), lines[place - 1].spot)
                self.values["项目单位"] = Entry(found[2], line.spot)
                if not undated:
                    self.values["年度"] = Entry(found[1], line.spot)
                break

    def sheet(self, lines: Sequence[PageLine]) -> None:
        """The form itself, read as any other; further sections say more exactly what it says."""
        noted = [line for line in lines if line.text.startswith(("说明", COMPILED))]  # as pages had their notes before
        self.left.extend(Leftover(line.text, line.spot, OURS) for line in noted)
        rows = sections.form_rows(cleaned((line for line in lines if line not in noted), self.left))
        sheets = info_sheet.recognise(Paper("", (Grid("", tuple(rows)),)), self.book)
        if not sheets:
            return
        given = sheets[0].values
        self.values.setdefault("项目名称", given["项目名称"])
        for key in ("主要绩效", "公布"):
            if key in given:
                self.values[key] = given[key]
        if self.compiled and isinstance(told := given.get("主要绩效"), list):
            self.values["主要绩效"] = [parted_by_sentences(one) for one in told]
        amount = given.get("预算")
        if isinstance(amount, dict):
            self.values["预算"] = dict(amount)
        self.left.extend(sheets[0].unused)

    def self_sheet(self, sheet: Recognised) -> None:
        """The form of a self-evaluation; what the page tells of the project above it stays."""
        self.kind = sheet.kind
        self.values = {**sheet.values, **self.values}
        self.values.pop("来源", None)
        self.left.extend(sheet.unused)

    def read(self, part: PagePart) -> None:
        """One more part of the page."""
        if not self._taken(part):
            self.left.extend(Leftover(line.text, line.spot, sections.NOT_READ) for line in part.lines)

    def _taken(self, part: PagePart) -> bool:
        section, label = part.section, part.label
        if section == "得分":
            return self._score(part)
        if section == "主要绩效":
            return with_details(part.lines, self.values.get("主要绩效"))
        if section == "问题、建议与整改":
            sections.put(self.values, ("问题整改",), page_findings(part.lines, self.left))
            return True
        if section == YEARS:
            self.left.extend(Leftover(line.text, line.spot, OURS) for line in part.lines)
            return True
        if section == LAST and not label:
            self.sources += page_sources(part.lines, self.left)
            return True
        if section == "附表" and label:
            table = sections.printed_table(part)
            self.tables.extend([table] if table else [])
            return table is not None
        if label == "分类目标":
            self.groups = part
            return True
        if label == "实施管理流程":
            flow = sections.steps(part.lines)
            sections.put(self.values, ("组织管理", "实施流程"), flow)
            return flow is not None
        if label == "资金管理":
            return sections.money(part.lines, self.values)
        if label == "子项目主要实施内容与完成情况":
            return sections.parts_done(part, self.values)
        if sections.is_table(part):
            return sections.table_of(part, self.values, self.left)
        if path := PLACES.get(section, {}).get(label):
            return self._put(path, part)
        return False

    def _put(self, path: Sequence[str], part: PagePart) -> bool:
        value = sections.texts(part.lines)
        self.left.extend(Leftover(line.text, line.spot, OURS) for line in part.lines if "本站核算" in line.text)
        if path[-1] == "评级办法" and isinstance(value, Entry):
            value = Entry(self._scheme(value.text), value.spot)
        if path == ("主管部门",) and isinstance(value, Entry) and "、" in value.text:
            value = [Entry(name, value.spot) for name in value.text.split("、")]
        if path == ("预算", "金额") and not value and isinstance(budget := self.values.get("预算"), dict):
            budget.pop("金额", None)
        sections.put(self.values, path, value)
        return True

    def _scheme(self, text: str) -> str:
        """The slug of the scheme that a page names: the longest name that its words begin with."""
        words = text.removeprefix("《")
        named = [(len(one.name), slug) for slug, one in self.book.schemes.items() if words.startswith(one.name)]
        return max(named)[1] if named else text

    def _score(self, part: PagePart) -> bool:
        foot = next((place for place, line in enumerate(part.lines) if line.text.startswith("合计\t")), None)
        if part.label.startswith("项目绩效得分情况"):
            end = foot + 1 if foot else len(part.lines)
            self.levels = part._replace(lines=part.lines[:end])
            self.left.extend(Leftover(line.text, line.spot, OURS) for line in part.lines[end:])
        elif part.label:
            self.tree = part._replace(lines=part.lines[: foot + 1 if foot else None])  # which ends the last row
            rest = part.lines[foot:] if foot else ()
            self.left.extend(Leftover(line.text, line.spot, OURS) for line in rest)
        else:
            for line in part.lines:
                if found := RESULT.fullmatch(line.text):
                    self._result(found, line.spot)
                else:
                    self.left.append(Leftover(line.text, line.spot, OURS))
        return True

    def _result(self, found: "re.Match[str]", spot: Spot) -> None:
        """公布 as the score says it: the form above may print another."""
        words = {"评价分值": found["分"], "满分": found["满分"], "评价结论": found["级"]}
        before = self.values.get("公布") if self.kind == NAME else None
        told = {key: Entry(word, spot) for key, word in words.items() if word}
        self.values["公布"] = {**before, **told} if isinstance(before, dict) else told

    def recognised(self) -> Recognised:
        """The whole page."""
        values = self.values
        if self.groups:
            goals = values.get("绩效目标")
            table = goals.get("分解") if isinstance(goals, dict) else None
            groups = sections.goal_groups(self.groups.lines, table)
            sections.put(values, ("绩效目标", "分类目标"), groups)
            if not groups:
                self.left.extend(Leftover(line.text, line.spot, sections.NOT_READ) for line in self.groups.lines)
        levels = page_table(self.levels.lines) if self.levels else None
        if self.kind == "信息表":
            sections.put(values, ("指标体系",), with_tree(levels, self.tree.lines if self.tree else (), self.left))
        if levels and levels.foot:
            _, full, _, rate = levels.foot
            sections.put(values, ("公布", "满分"), given(full))
            sections.put(values, ("公布", "得分率"), given(rate) if "本站核算" not in levels.head[-1] else None)
        sections.put(values, ("附表",), self.tables)
        sections.put(values, ("来源",), self.sources)
        order = {key: values[key] for key in ORDER if values.get(key)}
        return Recognised(self.kind, order, self.year, unused=tuple(self.left))
