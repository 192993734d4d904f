"""Every scoring rule gives the points and the working of its table under tests/cases/rules."""

import re

import pytest

from generator.rules import Rule, rules
from tests.support.rule_strategies import TABLES, Row, rows

ROWS = [(path.stem, row) for path in TABLES for row in rows(path.stem)]


@pytest.mark.parametrize(("method", "row"), ROWS, ids=[f"{method}-{row.story}" for method, row in ROWS])
def test_a_rule_gives_the_points_and_the_working_of_its_table(method: str, row: Row) -> None:
    assert row.rule and row.rule.method == method
    worked = row.rule.evaluate(row.case)
    told = "无" if worked.points is None else str(worked.points)
    assert (told, worked.line) == (row.points, row.line), row.story


def test_every_registered_rule_has_a_table_and_every_table_a_rule() -> None:
    assert {path.stem for path in TABLES} == set(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.__name__)
def test_every_rule_tells_readers_in_chinese_how_it_scores(rule: type[Rule]) -> None:
    assert re.search(r"[一-鿿]{4,}", rule.__doc__ or ""), "规则的说明（docstring）会印在评分方法页上"
    assert rule.method and rule.score is not Rule.score
