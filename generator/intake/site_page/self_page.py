"""Values of the 自评表 on a page of ours: the form read as any other once its merged cells are there again."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from generator.intake.drafted import Entry, Node, entries
from generator.intake.kinds import self_sheet
from generator.intake.paper import Paper, Refused
from generator.intake.recognised import Recognised
from generator.intake.site_page.lines import PageLine, PagePart
from generator.intake.site_page.self_form import CopiedForm, copied_form
from generator.model.book import Book

NAME: Literal["自评表"] = "自评表"
TOPS = "项目绩效得分情况"
EXECUTION = "预算执行率"
ONE_ROW = "网页上的资金只有一行，原表有没有这一行看不出，请核对"
UNSCORED = "网页没有列出各级得分，当作照录的指标，请核对"
OF_A_ROW = ("指标性质", "目标值", "度量单位", "实际值", "偏差原因", "其他栏目")
GUESSED = "合并的格在复制时丢了，属于哪一级是推断的，请核对"


def first_level(below: Sequence[PagePart]) -> list[str]:
    """The names on the first level, which the page lists with their points below the form."""
    lines = [line.text for part in below if part.label.startswith(TOPS) for line in part.lines[1:]]
    listed = itertools.takewhile(lambda text: not text.startswith("合计\t"), lines)
    return [name for name in (text.partition("\t")[0] for text in listed) if "本站核算" not in name]


def self_evaluation(lines: Sequence[PageLine], tops: Sequence[str], book: Book) -> Recognised | None:
    """What the form gives; None where its rows and cells cannot be told apart."""
    form = copied_form(lines, tops)
    found = self_sheet.recognise(Paper(NAME, (form.grid,)), book) if form else None
    if form is None or found is None or isinstance(found, Refused) or len(found) != 1:
        return None
    values = {key: _told(node, form) for key, node in found[0].values.items()}
    values["指标体系"] = _named(values.get("指标体系", []), tops)
    if isinstance(bodies := values.get("责任单位"), list):
        values["责任单位"] = [Entry(name, one.spot) for one in bodies if isinstance(one, Entry)
                          for name in one.text.split("、")]  # fmt: skip
    sheet = values.get(NAME)
    weighed = any(path[-1] == "权重" for path, _ in entries(values["指标体系"]))
    if not tops and not weighed and values["指标体系"] and isinstance(sheet, Mapping):
        sheet = {**sheet, "照录指标": list(_plain_rows(values.pop("指标体系"), ()))}
        values[NAME] = sheet
    if isinstance(sheet, Mapping) and isinstance(funds := sheet.get("资金"), list) and len(funds) == 1:
        sheet = {**sheet, "资金": [_doubted(one) for one in funds]}
        values[NAME] = sheet
    if form.notes and isinstance(sheet, Mapping):
        notes: list[Node] = [Entry(line.text.removeprefix("注：").strip(), line.spot) for line in form.notes]
        values[NAME] = {**sheet, "附注": notes}
    return Recognised(NAME, values, found[0].year, unused=found[0].unused, left_out=found[0].left_out)


def _plain_rows(nodes: Node, above: tuple[Node, ...]) -> Iterator[Node]:
    """Indicators that the page scores nowhere, as rows printed as they are."""
    for node in nodes if isinstance(nodes, list) else []:
        levels = (*above, node["名称"])
        if "下级" in node:
            yield from _plain_rows(node["下级"], levels)
            continue
        path = [Entry(one.text, one.spot, (*one.doubts, UNSCORED)) for one in levels if isinstance(one, Entry)]
        printed = node.get("公布", {})
        values = {"分值": node.get("权重"), "得分": printed.get("得分") if isinstance(printed, Mapping) else None}
        kept = {key: value for key, value in node.items() if key in OF_A_ROW}
        yield {"指标": path, **kept, **{key: value for key, value in values.items() if value}}


def _named(nodes: Node, tops: Sequence[str]) -> list[Node]:
    """The indicators, that of the execution by its own name, which the form tells only among the points."""
    listed = list(nodes) if isinstance(nodes, list) else []
    names = [one["名称"].text for one in listed if isinstance(one, Mapping) and isinstance(one["名称"], Entry)]
    rest = [name for name in tops if name not in names]
    missing = [name for name in names if name not in tops]
    first = listed[0] if listed else None
    if len(rest) == 1 and missing == [EXECUTION] == names[:1] and isinstance(first, Mapping):
        listed[0] = {**first, "名称": Entry(rest[0])}
    return listed


def _doubted(node: Node) -> Node:
    """The only row of the funds, which the page may have made of the budget."""
    if isinstance(node, Entry):
        return Entry(node.text, node.spot, (*node.doubts, ONE_ROW))
    if isinstance(node, Mapping):
        return {key: _doubted(below) for key, below in node.items()}
    return [_doubted(below) for below in node]


def _told(node: Node, form: CopiedForm) -> Node:
    """The values without the weights that the page adds to names, and with doubts where the level is a guess."""
    if isinstance(node, Entry):
        note = form.added.get(node.spot) if node.spot else None
        text = node.text.removesuffix(note) if note else node.text
        doubts = (*node.doubts, GUESSED) if node.spot in form.guessed else node.doubts
        return Entry(text, node.spot, doubts)
    if isinstance(node, Mapping):
        return {key: _told(below, form) for key, below in node.items()}
    return [_told(below, form) for below in node]
