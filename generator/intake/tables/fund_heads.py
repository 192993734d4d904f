"""Heads of the funds block (项目资金): what a column or a label of it is for, and which line heads the block."""

import re

from generator.intake.tables.heads import REVIEWED, SCORED
from generator.intake.tables.labels import bare, bare_words, field_of
from generator.intake.tables.lines import Line
from generator.model import forms
from generator.model.selfeval import FundRow

AMOUNTS = ("initial", "planned", "received", "spent")
RATES = ("rate", "received_rate")
SCORES = ("weight", "points", "reviewed")
FIELDS = ("initial", "planned", "received", "received_rate", "spent", "weight", "rate", "points", "reviewed", "reason")
FIGURE = re.compile(r"[\d,.]+\s*(?:亿|万)?元?%?$")
HEAD_LENGTH = 16  # characters of the longest head
# Words in heads that no declared word fits: first come, first served.
LOOSE = (
    (re.compile("原因"), "reason"),
    (re.compile("(?:执行|支出|使用)(?:进度|率)$"), "rate"),
    (re.compile("到位率$"), "received_rate"),
    (re.compile("执行率?(?:权重|分值)$"), "weight"),
    (re.compile("执行率?(?:得分|自评分)$"), "points"),
    (re.compile("^年初(?:预算|批复|安排)"), "initial"),
    (re.compile("^(?:全年预算|调整后?预算|下达(?:资金|预算|数)|(?:项目|年度)*预算(?:安排|批复|总额|总数|资金|金额|数)*$)"),
     "planned"),
    (re.compile("^(?:实际|资金)?到位"), "received"),
    (re.compile("^(?:全年|实际|预算|年度|累计|资金|当年|本年)*"
                "(?:(?:执行|使用)(?:数|资金|金额)|支出(?:数|资金|金额)?|决算(?:数|金额)?)$"), "spent"),
)  # fmt: skip


def fund_role(text: str) -> str:
    """What a column of the funds block is for, by its head."""
    short = bare(text)
    if short in bare_words(forms.REVIEWED):
        return "reviewed"
    if found := field_of(FundRow, text, *FIELDS):
        return found
    if REVIEWED.search(short) and SCORED.search(short):
        return "reviewed"
    return next((role for pattern, role in LOOSE if pattern.search(short)), "") if len(short) <= HEAD_LENGTH else ""


def is_fund_head(line: Line) -> bool:
    """Whether a line heads the funds block: labels of amounts side by side, with no figure between them."""
    roles = [fund_role(cell.text) for cell in line.own]
    money = {role for role in roles if role in (*AMOUNTS, *RATES)}
    figures = [cell for cell, role in zip(line.own, roles, strict=True) if not role and FIGURE.match(cell.line.strip())]
    return len(money) >= 2 and "spent" in money | {"rate"} and not figures
