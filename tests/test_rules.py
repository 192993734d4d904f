"""Every scoring rule gives the points and the working of its table under tests/cases/rules."""

import pytest

from generator.pages.methods import joined, rule_texts
from generator.rules import rules
from tests.support.building import ROOT
from tests.support.rule_strategies import TABLES, Row, rows

DOCUMENT = ROOT / "docs/评分方法.md"
MARKER = "<!-- 规定：由程序写出，改了评分方法的说明文字之后运行 make snapshots -->\n"
ROWS = [(path.stem, row) for path in TABLES for row in rows(path.stem)]


@pytest.mark.parametrize(("method", "row"), ROWS, ids=[f"{method}-{row.story}" for method, row in ROWS])
def test_a_rule_gives_the_points_and_the_working_of_its_table(method: str, row: Row) -> None:
    assert row.rule and row.rule.method == method
    worked = row.rule.evaluate(row.case)
    points = "无" if worked.points is None else str(worked.points)
    assert (points, worked.line) == (row.points, row.line), row.story


def test_every_registered_rule_has_a_table_and_every_table_a_rule() -> None:
    assert {path.stem for path in TABLES} == set(rules())


def test_the_documentation_shows_what_every_rule_says_of_itself(updating: bool) -> None:
    text = DOCUMENT.read_text("utf-8")
    before, marker, _ = text.partition(MARKER)
    shown = before + marker + "".join(f"\n### {rule.name}\n\n{joined(rule.text)}\n" for rule in rule_texts())
    if updating:
        DOCUMENT.write_text(shown, "utf-8")
    assert marker and (shown == text or updating), "评分方法的说明改了：运行 make snapshots 重写 docs/评分方法.md"
