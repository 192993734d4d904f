"""The formulas of our workbooks give the points of the engine, for every case of every rule; LibreOffice reckons."""

import csv
import io
import re
import shutil
import subprocess
from collections import defaultdict
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.core.number import Rounding
from generator.forms.address import SCORING
from generator.forms.layouts import layouts
from generator.forms.workbook import write
from generator.rules import Rule, rules
from generator.views.declared import declared
from tests.support.rule_strategies import TABLES, Row, rows

SOFFICE = shutil.which("soffice")
FORM = "指标评分表"
MONEY = {"金额": "budget", "年初预算": "initial", "到位金额": "received", "支出": "spent", "执行率": "rate"}
# A formula looks at the band where the value lies, and not at what may be wrong with the others.
OF_OTHER_BANDS = ("空档", "重叠", "没有写“档”", "含", "百分号", "写了“", "写一样", "大于上限", "写成同一种")

# The second sheet, all digits of its values (the filter options of CSV files, in the help of LibreOffice).
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2"
FIGURE = re.compile(r"-?\d+(\.\d+)?([Ee][-+]?\d+)?")
LONGEST_FORMULA, DEEPEST_FORMULA = 8192, 64  # of Excel

CASES = [(path.stem, row) for path in TABLES for row in rows(path.stem)]


def context(row: Row) -> tuple[Any, ...]:
    money = tuple(
        (key, text) for key, name in MONEY.items() if (amount := getattr(row, name)) and (text := amount.text)
    )
    return (money, row.mode, int(row.places))


def workbook_of(settings: tuple[Any, ...], some: list[Row]) -> bytes:
    money, mode, places = settings
    indicators = [
        {
            "名称": f"{number}",
            **({"权重": f"{row.weight:f}"} if row.weight is not None else {}),
            "评分": declared(row.rule),
        }
        for number, row in enumerate(some)
    ]
    content = {"项目名称": "甲", "预算": dict(money), "指标体系": indicators}
    return write(layouts()[FORM], content, "2020/jia", Rounding(mode, places))


@pytest.mark.skipif(
    SOFFICE is None, reason="没有安装 LibreOffice，工作簿里的公式没有重算：apt-get install libreoffice-calc-nogui"
)
def test_the_formulas_of_a_workbook_give_the_points_of_the_engine(tmp_path: Path) -> None:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for _, row in CASES:
        assert row.rule
        if not row.rule.as_printed:
            groups[context(row)].append(row)
    files = []
    for number, (settings, some) in enumerate(groups.items()):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(workbook_of(settings, some))
    command = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", AS_CSV]
    subprocess.run([*command, "--outdir", tmp_path / "out", *files], check=True, capture_output=True, timeout=200)
    wrong = []
    for file, some in zip(files, groups.values(), strict=True):
        with (tmp_path / f"out/{file.stem}-{SCORING}.csv").open(encoding="utf-8", newline="") as table:
            _, head, *lines = csv.reader(table)
        place = head.index("得分")
        given = {line[1]: line[place] for line in lines if line[2] in rules()}
        for number, row in enumerate(some):
            assert row.rule
            points, shown = row.rule.evaluate(row.case).points, given[f"{number}"]
            if points is None:
                agrees = not FIGURE.fullmatch(shown) or any(word in row.line for word in OF_OTHER_BANDS)
            else:
                agrees = bool(FIGURE.fullmatch(shown)) and round(Decimal(shown), 9) == points
            if not agrees:
                wrong.append(f"{row.rule.method}：{row.story}：公式 {shown}，程序 {points}（{row.line}）")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.method)
def test_every_rule_has_a_formula_that_a_spreadsheet_can_hold_or_is_filled_in_by_hand(rule: type[Rule]) -> None:
    content = {"预算": {"金额": "1万元"}, "指标体系": [{"名称": "甲", "权重": "5", "评分": {"方法": rule.method}}]}
    book = load_workbook(io.BytesIO(write(layouts()[FORM], content, "2020/jia")))
    if rule.as_printed:
        assert SCORING not in book.sheetnames
        return
    made = [
        str(cell.value) for line in book[SCORING].iter_rows() for cell in line if f"{cell.value}".startswith("=IFERROR")
    ]
    assert max(map(len, made)) < LONGEST_FORMULA
    assert max(depth for formula in made for depth in depths(formula)) < DEEPEST_FORMULA


def depths(formula: str) -> list[int]:
    return list(accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in formula))
