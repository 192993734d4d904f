"""评价报告 (财政项目支出绩效评价报告), as text or Word: from cover to advice, every paragraph and table in its place.

Running prose is taken as it stands and marked once as still to be reworded. Words that reached no value are listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.core.record import keys_of
from generator.intake.drafted import Entry, Leftover, Node, Recognised, entries, filled
from generator.intake.paper import Paper
from generator.intake.reports import parts as read
from generator.intake.reports.facts import cover, evaluation, fact, full_name, quoted_name
from generator.intake.reports.indicator_tree import GrownIndicator, branches, full_score, tree, with_levels
from generator.intake.reports.outline import Outline, outline
from generator.intake.reports.parts import Point, achievement, findings, point
from generator.intake.reports.table import LEVEL, POINTS, ReportTable
from generator.intake.reports.wording import Line, bare, items, marked, marked_once, prose, tidy, unfilled
from generator.model.book import Book
from generator.model.project import Project

NEEDED = 5  # of the kinds of headings that reports have: with fewer it may be a form
FEW = 2  # of them, in what is no form
TITLE_WITHIN = 12  # paragraphs
ABOUT_IT = {"年度", "项目名称", "项目单位", "主管部门", "来源", "评价"}  # a paper that says no more is no report
YEAR = re.compile(r"((?:19|20)\d\d)年")
LEADS = re.compile(r".{0,20}如下[:：]?")
INSIDE = re.compile(r"(项目(?:主要)?内容|实施情况)\s*[：:]\s*(.*)", re.DOTALL)
REPORT = re.compile(r"^财政.{0,6}绩效评价(?:工作)?报告$|(?:财政支出|支出)?绩效评价(?:工作)?报告$")
NAME = re.compile(r"[^：:，。]{4,50}项目")
SCORED = re.compile(r"得分(?:率)?为|评价等级为")
SAME = 20  # characters: a paragraph of the summary that begins like one of the report itself says the same
WORDS = re.compile(r"[\u4e00-\u9fff]{2,}|\d[\d,]*(?:\.\d+)?")
PHRASE = re.compile(r"[\u4e00-\u9fff]{4,}")
LABELS = re.compile(r"案卷研究|调研访谈|问卷调[查研]|负责|项目(?:主要)?内容[:：]|实施情况[:：]")
NUMBERING = ("序号", "编号")
ORDER = tuple(keys_of(Project))


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | None:
    """Return the report of a paper; None where it has neither the title of one nor the headings."""
    titled = any(REPORT.search(bare(paragraph.text)) for paragraph in paper.paragraphs[:TITLE_WITHIN])
    return _read(paper, book, 0 if titled else NEEDED)


def recognise_at_last(paper: Paper, book: Book) -> tuple[Recognised, ...] | None:
    """Return the report of a paper that is nothing else: with two of the usual headings, or a table of points."""
    return _read(paper, book, 0 if any(map(_has_points, outline(paper).tables)) else FEW)


def _has_points(table: ReportTable) -> bool:
    """Return whether a table gives the points of indicators."""
    column = table.column(*POINTS) if table.kind in ("指标", "一级得分") else None
    given = (row[column] for row in table.rows) if column is not None else ()
    return any(cell and any(sign.isdigit() for sign in cell.text) for cell in given)


def _read(paper: Paper, book: Book, needed: int) -> tuple[Recognised, ...] | None:
    report_outline = outline(paper)
    if len({section.key for section in report_outline.sections} - {"附件"}) < needed:
        return None
    report = _Report(report_outline, book).recognised()
    return (report,) if report.values.keys() - ABOUT_IT else None


class _Report:
    """One reading of a report: its outline, from which every part takes what is its own."""

    def __init__(self, report_outline: Outline, book: Book) -> None:
        self.outline, self.book = report_outline, book
        self.lines = report_outline.all_lines()
        self.cover, report_outline.cover, self.persons = cover(report_outline.cover)
        self.values: dict[str, Node] = {}
        self.facts: list[Line] = []  # lines that say nothing but facts, which are values of their own

    def recognised(self) -> Recognised:
        """Return the tree of the whole report, its keys as data files have them."""
        self._score()
        self._evaluation()
        self._put("组织管理", self._organisation())
        self._head()
        self._results(self._background())
        self._findings()
        self._put("附表", [read.printed_table(table) for table in self.outline.tables])
        values = {key: self.values[key] for key in ORDER if self.values.get(key)}
        year, left = values.get("年度"), list(self.outline.left_over())
        words = joined_values(values)
        left += lost_cells(self.outline.taken, words)
        left += lost_lines(self.lines, words, left, self.facts)
        printed = year.text if isinstance(year, Entry) else ""
        return Recognised("评价报告", marked_once(values), printed, unused=tuple(left), left_out=self.persons)

    def _put(self, key: str, value: "Node | None") -> None:
        if value:
            self.values[key] = value

    def _leave(self, lines: Sequence[Line], why: str) -> None:
        self.outline.unused.extend(Leftover(text, spot, why) for text, spot in lines)

    def _score(self) -> None:
        """公布, 指标体系, and 绩效目标, from which indicators have their targets."""
        keys = ("目标", "总目标", "年度目标", "目标分解")
        texts = {key: self.outline.take(key) for key in keys}
        goals, targets = read.goals(texts, self.outline.take_tables("目标"))
        tops: list[GrownIndicator] = []
        trees, levels = self.outline.take_tables("指标"), self.outline.take_tables("一级得分")
        for table in trees:
            tops.extend(branches(table))
        sums = [full_score(table) for table in (*trees, *levels)]
        for table in levels:
            tops = with_levels(tops, table)
        full, total, rate = (next((figures[place] for figures in sums if figures[place]), None) for place in range(3))
        score = fact("评价分值", self.lines)
        if score and total and score.text.rstrip("0") != total.text.rstrip("0"):
            score = score.doubted(f"得分表的合计是 {total.text}")
        result = {"评价分值": score or total, "满分": full, "评价结论": fact("评价结论", self.lines), "得分率": rate}
        self._put("公布", filled(result))
        self._put("绩效目标", goals)
        self._put("指标体系", tree(tops, targets))

    def _head(self) -> None:
        """年度, names, bodies and the source."""
        name = self._name()
        year = YEAR.search(name.text) if name else None
        if name and year:
            self._put("年度", Entry(year[1], name.spot))
        self.values["项目名称"] = name or unfilled()
        body, client = self.cover.get("项目单位"), self._evaluator("委托单位")
        authority = self.cover.get("主管部门") or self._role("主管单位")
        if not body and (guess := client or authority):
            body = guess.doubted("报告没有写明项目单位，据委托单位或主管单位填写")
        self.values["项目单位"] = body or unfilled()
        self._put("主管部门", authority)
        self.values["来源"] = [self._source(name)]

    def _name(self) -> Entry | None:
        """项目名称: of the cover, else of the title, of a line of the cover, or as the text quotes it."""
        title = self.cover.get("报告标题")
        if name := self.cover.get("项目名称"):
            return name
        if title and (rest := REPORT.sub("", title.text)):
            return Entry(rest, title.spot, ("据报告题名填写",))
        if line := next((line for line in self.outline.cover if NAME.fullmatch(tidy(line[0]))), None):
            self.outline.cover.remove(line)
            return Entry(tidy(line[0]), line[1], ("据封面的一行填写",))
        quoted = quoted_name(self.lines)
        return Entry(quoted.text, quoted.spot, ("报告没有封面，据正文所引填写",)) if quoted else None

    def _source(self, name: Entry | None) -> Node:
        """Return the report itself as a public document, by its title."""
        title = self.cover.get("报告标题")
        source: dict[str, Node] = {}
        if title and name and not title.text.startswith(name.text):
            source["文件"] = Entry(f"《{name.text}{title.text}》", title.spot)
        elif title:
            source["文件"] = Entry(f"《{title.text}》", title.spot)
        else:
            source["文件"] = Entry(f"《{name.text if name else ''}绩效评价报告》", None, ("报告没有题名，这是拟的",))
        source["类别"] = Entry("报告")
        if date := self.cover.get("报告日期"):
            source["日期"] = date
        return source

    def _evaluator(self, key: str) -> Entry | None:
        evaluated = self.values.get("评价")
        entry = evaluated.get(key) if isinstance(evaluated, dict) else None
        return entry if isinstance(entry, Entry) else None

    def _role(self, word: str) -> Entry | None:
        """Return the body of a role, by its whole name."""
        for role in self.roles:
            if isinstance(role, dict) and isinstance(role["角色"], Entry) and word in role["角色"].text:
                body = role["单位"]
                if isinstance(body, Entry):
                    whole = full_name(body, self.lines, self.book)
                    return whole.doubted(f"据正文的“{role['角色'].text}”填写")
        return None

    def _evaluation(self) -> None:
        """评价 and 预算."""
        take = self.outline.take
        values = evaluation(self.cover, self.lines, self.book)
        basis, leads = read.listed(take("评价依据"))
        origin = [*take("前言"), *take("摘要", summary=True), *take("范围和依据", "采集"), *leads]
        purpose = [(marked(text)[2], spot) for text, spot in take("评价目的")]
        scope = [(marked(text)[2], spot) for text, spot in take("评价范围")]
        values |= {"工作情况": prose(origin), "目的": prose(purpose), "范围": prose(scope), "依据": basis}
        values["评价内容"] = prose(take("具体分析"))
        ways, left = read.studies(take("调查过程"))
        tables = {key: self.outline.take_tables(key) for key in ("案卷", "访谈", "问卷")}
        makers = {"案卷": read.dossiers, "访谈": read.interviews, "问卷": read.surveys}
        collection: dict[str, Node] = {"数据来源": prose([*take("数据来源"), *left])}
        for way, key in (("案卷研究", "案卷"), ("调研访谈", "访谈"), ("问卷调查", "问卷")):
            collection[way] = ways.get(way, [])
            collection[key] = [row for table in tables[key] for row in makers[key](table)]
        values["数据采集"] = filled(collection)
        self._put("评价", filled(values))
        money: dict[str, Node] = {}
        for key in ("金额", "支出", "执行率", "来源"):
            if entry := fact(key, self.lines):
                money[key] = entry
        money |= {"批复": prose(take("资金来源")), "使用情况": prose([*take("资金"), *take("资金使用")])}
        money["子项目"] = read.parts(self.outline.take_tables("子项目"))
        self._put("预算", filled(money))

    def _organisation(self) -> dict[str, Node]:
        take = self.outline.take
        self.roles, left = read.roles(take("架构", "组织"))
        done, behind = read.steps(take("流程"))
        spent = take("资金流程")
        money, rules = read.steps(spent)
        self._leave([*left, *behind], "不是一个角色，也不是流程的一步（可能是图里的文字）")
        values: dict[str, Node] = {
            "架构": self.roles,
            "实施流程": done,
            "资金管理制度": read.titles(rules),
            "资金流程": money,
        }
        if not values["资金管理制度"]:
            self._leave(rules, "资金管理的文字，没有写明制度的名称")
        return filled(values)

    def _background(self) -> list[Line]:
        """Fill 背景 and 立项依据; the lines of the summary on money, which belong to 实施情况."""
        take = self.outline.take
        about = take("基本情况", summary=True)
        money = [line for line in about if "预算" in line[0] and "万元" in line[0]]
        background = [*take("背景"), *take("基本情况")]
        begun = {bare(text)[:SAME] for text, _ in background}
        repeated = [line for line in about if bare(line[0])[:SAME] in begun]
        self._leave(repeated, "摘要里的文字，正文另有")
        background += [line for line in about if line not in money and line not in repeated]
        self._put("背景", prose(background))
        grounds, leads = read.listed(take("立项依据"))
        self._put("立项依据", [*prose(leads), *grounds])
        return money

    def _results(self, money: Sequence[Line]) -> None:
        """项目内容, 实施情况, 业务数据, 主要绩效."""
        take = self.outline.take
        content, progress, into = list[Line](), [*take("实施情况"), *money], ""
        for text, spot in take("内容与实施"):
            match = INSIDE.fullmatch(text.strip())
            into, rest = (match[1], match[2]) if match else (into, text)
            if rest.strip():
                (progress if into == "实施情况" else content).append((rest, spot))
        self._put("项目内容", [entry for line in content for entry in _split_list(line)])
        achieved = take("绩效")
        lead = [line for line in achieved if not marked(line[0])[0]] if any(marked(t)[0] for t, _ in achieved) else []
        self.facts += [line for line in lead if LEADS.fullmatch(bare(line[0]))]
        progress.extend(line for line in lead if line not in self.facts)
        self._put("实施情况", prose(progress))
        self._put("业务数据", read.volumes(self.lines))
        result = [*take("评价结果"), *take("结论"), *take("结论", summary=True)]
        facts_alone = [line for line in result if SCORED.search(bare(line[0])) or LEADS.fullmatch(bare(line[0]))]
        self.facts += facts_alone
        rest = [line for line in result if line not in facts_alone]
        if not achieved:
            achieved, rest = rest, []
        self._leave(rest, "评价结论里的文字，正文另有")
        self._put("主要绩效", [achievement(line) for line in items(line for line in achieved if line not in lead)])

    def _findings(self) -> None:
        """问题整改: from the report itself; where it has none, from its summary."""
        take = self.outline.take
        points: dict[str, list[Point]] = {}
        for key in ("问题", "建议", "整改"):
            lines = take(key) or take(key, summary=True)
            points[key] = [point(line, whole=key == "整改") for line in items(lines)]
        self._put("问题整改", findings(points["问题"], points["建议"], points["整改"]))


def _split_list(line: Line) -> list[Entry]:
    """Return a list that runs on with semicolons, each a line of its own."""
    parts = [part.strip() for part in re.split("[；;]", tidy(line[0])) if part.strip()]
    return [Entry(part.rstrip("。"), line[1]) for part in parts] if len(parts) > 2 else prose([line])


def joined_values(values: Mapping[str, Node]) -> str:
    """Join all values and the doubts about them, without blanks."""
    return "\n".join(bare(text) for _, entry in entries(values) for text in (entry.text, *entry.doubts))


def lost_cells(tables: Iterable[ReportTable], values: str) -> Iterator[Leftover]:
    """Yield the cells of which a word or a figure is in no value."""
    for table in tables:
        for row in [*table.rows, *([table.foot] if table.foot else [])]:
            foot = row is table.foot
            for head, cell in zip(table.head, row, strict=False):
                if not cell or head in NUMBERING or (foot and not re.search(r"\d", cell.text)):
                    continue
                if any(word.replace(",", "") not in values.replace(",", "") for word in WORDS.findall(cell.text)):
                    name = head if not LEVEL.fullmatch(head) else table.caption
                    yield Leftover(cell.text, cell.spot or table.spot, f"表格里“{name}”的这一格没有归处")


def lost_lines(
    lines: Iterable[Line], values: str, left: Iterable[Leftover], understood: Iterable[Line]
) -> Iterator[Leftover]:
    """Yield the lines of which a phrase is in no value, neither left over already nor understood for what they say."""
    accounted = {leftover.spot for leftover in left} | {spot for _, spot in understood}
    for text, spot in lines:
        if spot not in accounted and any(
            phrase not in values for phrase in PHRASE.findall(LABELS.sub(" ", bare(marked(text)[2])))
        ):
            yield Leftover(text, spot, "这一段里有没读进数据文件的话")
