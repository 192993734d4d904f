"""What the fuzz tests share: odd values, trees of data made from the nouns themselves, and the laws for any input."""

import io
import re
import signal
import types
import typing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import MISSING
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Literal

from generator.cli import main
from generator.core.date import PartialDate
from generator.core.diagnostic import Place
from generator.core.number import Amount, Count, Measure, Percent, Rate
from generator.core.record import Record, Remark, keys_of
from generator.report import PLAIN, make_report, report_formats
from generator.rules import Rule, rules
from tests.support.inspection import Inspection, inspect
from tests.support.waiting import LIMIT

PROGRAM = re.compile(
    r"Traceback|NoneType|<class|<generator|object at 0x|Decimal\(|Fraction\(|\bNone\b|\bTrue\b|\dE[+-]?\d"
)
NUMBERS = (
    "0", "1", "100", "12.50", "0.000001", "999999999999999", "999999999999999.999999", "-1", "-999999999999999",
    "0.00", "60", "99.99", "100.01", "3",
)  # fmt: skip
WORDS = (
    "甲", "项目管理", "😀绩效👍🏽", "𠮷野家𡃁", "עברית ابجد", "a" * 300, "项目" * 200, "。", "“", "（", "100", "否",
    "《》", "219-某市档案馆", "2018年度", "1. 2. 9.", "B1.2", "A" * 40, "<b>粗</b>", "{{ 变量 }}", "%s", "-", "…", "/",
    "100万元", "不低于95%", "产出指标", "预算执行率", "已完成", "2018年13月45日", "某市〔2018〕第 99999999 号", "无",
)  # fmt: skip
DAYS = ("2018-06", "2018-06-30", "1949-01", "2100-12-31", "2018年5月下旬", "2017年", "2020-02-29")
WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 12.5, "", " ", "~", "甲" * 5000, "😀", "\u202e\u0627\u0628", "1e5", "NaN", "２３",
    "2018-02-30", "- ", [], {}, [[]], [None], {"甲": "乙"}, {"方法": "评定"}, {1: 2}, [{"名称": []}],
    "待填", ["待填"], "[\x00]", "a: b", "&a *b", "|", "是", "50%", "10万元", "-0", "1,000", "<None>", ["甲", ["乙"]],
    {"备注": []}, {"名称": {"名称": {}}},
)  # fmt: skip


class TooLong(Exception):
    """An input took so long that it may never end."""


@contextmanager
def in_time() -> Iterator[None]:
    """Nothing hangs."""

    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def obeys(content: Path, out: Path) -> Inspection:
    """Check any content: no exception, no hang, the same twice and with a cache, and all that is told can be found."""
    with in_time():
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            status = main(["check", "--content", str(content), "--out", str(out)])
        inspection = inspect(content)
    assert status == (0 if inspection.sound else 1)
    lines = printed.getvalue().splitlines()
    expected = list(report_formats()[PLAIN].lines(make_report(inspection, content)))
    assert lines[: len(expected)] == expected
    told_of = (*inspection.diagnostics, *(waived.diagnostic for waived in inspection.waived))
    texts = {file: written(content, file) for file in {diagnostic.place.file for diagnostic in told_of}}
    rows = {file: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for file, text in texts.items()}
    for diagnostic in told_of:
        can_be_found(diagnostic.place, rows[diagnostic.place.file])
        assert diagnostic.text.strip(), diagnostic
        assert len(str(diagnostic).splitlines()) == 1, diagnostic
        for word in PROGRAM.findall(diagnostic.text):
            assert word in texts[diagnostic.place.file], diagnostic
    return inspection


def written(content: Path, file: str) -> str:
    """The text of a file that a diagnostic names."""
    path = content.parent / file
    return path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""


def can_be_found(place: Place, rows: Sequence[str]) -> None:
    """The line and the column are there, or both are 0 for the file as a whole."""
    line, column = place.line, place.column
    if (line, column) == (0, 0):
        return
    assert 1 <= line <= max(1, len(rows) - (not rows[-1])), place
    assert 1 <= column <= len(rows[line - 1]) + 1, place


def nouns(top: type[Record]) -> set[type[Record]]:
    """A noun and every noun below it, all rules included."""
    kinds: set[type[Record]] = set()
    waiting: list[Any] = [top]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Record) and kind not in kinds:
            waiting.extend(rules().values() if kind is Rule else ())
            kinds.add(kind)
            waiting.extend(typing.get_type_hints(kind).values())
        waiting.extend(typing.get_args(kind))
    return kinds - {Rule, Record}


def tree(noun: type[Record], dice: Random, depth: int = 0) -> dict[str, Any]:
    """A mapping that a noun can be read from: every kind of value right, every value odd."""
    hints = typing.get_type_hints(noun)
    made = {}
    for key, field in keys_of(noun).items():
        if field.default is MISSING or dice.random() < (0.6 if depth < 3 else 0.25):
            made[key] = value(hints[field.name], dice, depth + 1)
    return {key: item for key, item in made.items() if item != []}


def value(hint: Any, dice: Random, depth: int) -> Any:
    """A value that an annotation allows."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    if hint is Remark:
        waiver = {"理由": dice.choice(WORDS), "处室": dice.choice(WORDS), "已审查": "是"}
        return dice.choice((dice.choice(WORDS), {"备注": "甲", dice.choice(("权重不符", "得分不符", "没有")): waiver}))
    if hint is Rule:
        method = dice.choice(sorted(rules()))
        return {"方法": method, **tree(rules()[method], dice, depth)}
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return [value(inner, dice, depth) for _ in range(dice.choice((1, 1, 2, 3)) if depth < 6 else 0)] or (
            ["甲"] if inner is str else []
        )
    if typing.get_origin(hint) is Literal:
        return dice.choice([word for word in typing.get_args(hint) if word])
    if isinstance(hint, type) and issubclass(hint, Record):
        return tree(hint, dice, depth)
    return scalar(hint, dice)


def scalar(hint: Any, dice: Random) -> str:
    """A word that an annotation allows."""
    number = dice.choice(NUMBERS)
    if hint is Count:
        return number.strip("-").partition(".")[0]
    return {
        Decimal: number,
        Amount: number.strip("-") + dice.choice(("元", "万元", "亿元")),
        Percent: number + "%",
        Rate: number + dice.choice(("", "%")),
        Measure: number + dice.choice(("", "%")),
        PartialDate: dice.choice(DAYS),
        bool: dice.choice("是否"),
    }.get(hint) or (dice.choice(WORDS).strip() or "甲")
