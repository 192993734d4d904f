"""Carry-over of last year's file: structure, names, weights and method stay, facts become 待填.

A text that mentions last year counts as a fact. Each open value has last year's value as a note.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

from generator.core.diagnostic import UNFILLED
from generator.core.number import BLANK
from generator.core.record import Record, Remark, keys_of
from generator.draft.form import FormBlock, FormRow, Value
from generator.model import budget, report, selfeval, totals
from generator.model.budget import PrintedTable, Volume
from generator.model.project import Finding, Indicator, PrintedPoints, PrintedResult, Project
from generator.rules import Rule

# What stays from year to year, by noun and field; of a noun that is not here, the words that name an item.
KEPT: Mapping[type[Record], Collection[str]] = {
    Project: ("short", "authorities", "subject", "responsible"),
    PrintedResult: ("full",),
    PrintedPoints: ("weight",),
    report.Source: ("kind", "issuer"),
    report.Evaluation: ("scheme", "method", "client", "procedure"),
    report.Interview: ("who",),
    report.Survey: ("group",),
    budget.Budget: ("origin",),
    budget.Part: ("name", "breakdown", "kind"),
    report.GoalGroup: ("kind",),
    report.Goal: ("levels",),
    report.Role: ("role", "body", "duty"),
    report.ProcessStep: ("name", "text"),
    report.Organisation: ("money_rules",),
    Volume: ("unit",),
    PrintedTable: ("head",),
    Indicator: ("code", "name", "weight", "block", "sign", "unit", "goals"),
    selfeval.SelfSheet: ("title", "notes"),
    selfeval.FundRow: ("name", "breakdown", "weight"),
    selfeval.SubRow: ("above", "name", "sign", "unit"),
    selfeval.SheetEntry: ("name",),
    selfeval.PlainRow: ("levels", "sign", "unit", "weight"),
    totals.RoundingHabit: ("mode", "places"),
    totals.TotalRules: ("counts", "full", "convert"),
    totals.Cap: ("below", "most"),
    totals.Veto: ("event", "most"),
}
# Of a rule and its parts, by the key that is written: how points are given, not what was found.
KEPT_IN_RULES = (
    "方向", "计分", "基数", "单位", "及格线", "满分", "去掉最高最低", "部分计", "要求", "未达成扣分", "问题",
    "每", "扣", "扣权重", "不足一个", "保底",
    "内容", "分值", "事由", "每次", "名称", "档", "下限", "上限", "含下限", "含上限", "比例",
)  # fmt: skip
DROPPED: Mapping[type[Record], Collection[str]] = {
    Project: ("index_number", "changed", "filled", "reexamination"),
    Indicator: ("reason", "reexamined"),
    Finding: ("indicators",),
    report.Source: ("pages", "link", "fetched", "copy", "states", "attachments"),
}
# Further columns and fields of a form that tell how it is judged or sorted; others (佐证材料) are facts.
STANDING = re.compile("(标准|细则|规则|方法|公式|要点|解释|说明|描述|定义|类别|类型|性质|属性)$")
UNSAID = ("次数",)  # facts that count even if omitted
LONGEST_NOTE = 40


class CarryOver:
    """Carry-over of the records of one project; codes used twice become 待填."""

    def __init__(self, year: str) -> None:
        self.year = year
        self.codes: set[str] = set()
        self.on_form = False

    def block(self, record: Record, in_bands: bool = False) -> FormBlock:
        """Return the declared fields of a record as rows."""
        if isinstance(record, Project):
            self.on_form = record.sheet is not None
        rows = [FormRow("方法", record.method)] if isinstance(record, Rule) else []
        for key, f in keys_of(type(record)).items():
            value = getattr(record, f.name)
            written = f.name in record.marks.fields
            if isinstance(value, Remark) or self._is_dropped(record, f.name):
                continue
            stays = in_bands or self._stays(record, f.name, key)
            if value in (None, "", *BLANK):
                rows += _left_blank(record, f.name, key, stays, first=not rows) if written else ()
            elif written or key in UNSAID:
                row = self._row(key, value, stays, key == "档", record.marks.texts.get(f.name, ""))
                rows.append(self._recoded(row) if isinstance(record, Indicator) and f.name == "code" else row)
        return FormBlock(tuple(rows), flat=isinstance(record, Rule))

    def _is_dropped(self, record: Record, name: str) -> bool:
        """True if a field is left out; printed points of a report are, those in the column of a form are not."""
        if isinstance(record, Indicator) and name == "printed":
            printed = record.printed
            return not (self.on_form and printed and printed.points is not None)
        return name in DROPPED.get(type(record), ())

    def _stays(self, record: Record, name: str, key: str) -> bool:
        if isinstance(record, Rule) or type(record).__module__.startswith("generator.rules"):
            return key in KEPT_IN_RULES
        if isinstance(record, selfeval.SheetEntry) and name == "text":
            return bool(STANDING.search(record.name))
        return name in KEPT.get(type(record), ()) or key in type(record).labels

    def _row(self, key: str, value: Any, stays: bool, in_bands: bool, printed: str) -> FormRow:
        if isinstance(value, Record):
            return FormRow(key, self.block(value))
        if isinstance(value, tuple):
            return FormRow(key, self._items(value, stays, in_bands))
        text = printed or text_of(value)
        if stays and self.year not in text:
            return FormRow(key, text)
        return FormRow(key, UNFILLED, f"上年 {text}" if 0 < len(text) <= LONGEST_NOTE else "")

    def _items(self, values: tuple[Any, ...], stays: bool, in_bands: bool) -> Value:
        if all(isinstance(value, Record) for value in values):
            return tuple(self.block(value, in_bands) for value in values)
        texts = tuple(text_of(value) for value in values)
        return texts if stays and not any(self.year in text for text in texts) else (UNFILLED,)

    def _recoded(self, row: FormRow) -> FormRow:
        code = str(row.value)
        if code in self.codes:
            return FormRow(row.key, UNFILLED, f"上年 {code}，与前面的重复")
        self.codes.add(code)
        return row


def _left_blank(record: Record, name: str, key: str, stays: bool, first: bool) -> Iterator[FormRow]:
    """Yield the row of a cell left blank last year: optional, with its mark if the field stays."""
    mark = record.written(name)
    if mark and (stays or isinstance(record, Rule)):
        yield FormRow(key, mark)
    elif mark:
        yield FormRow(key, UNFILLED, f"上年 {mark}", optional=not first)


def text_of(value: Any) -> str:
    """Return a value as written in a data file."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if any(f.name == "text" for f in (fields(value) if hasattr(value, "__dataclass_fields__") else ())):
        return str(value.text)
    return str(value)
