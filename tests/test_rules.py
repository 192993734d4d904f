"""Every scoring rule gives the points and the working of its table under tests/cases/rules; a new rule is one file."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

import generator.rules
from generator.rules import Rule, RuleContext, rules
from tests.support.building import docs
from tests.support.cases import BASE, Change, joined
from tests.support.cases import Case as Story
from tests.support.drawing import drawing
from tests.support.inspection import inspect
from tests.support.rule_strategies import TABLES, Row, any_case, any_rule, rows
from tests.test_rule_laws import gives_points_within_the_weight_or_says_why_not

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


HALVES = '''
"""逐次减半: a new rule, in a file of its own."""

from fractions import Fraction
from typing import ClassVar

from generator.core.number import Count
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working


class Halves(Rule):
    """每出现一次，得分减去一半：得分 = 权重 ÷ 2 的次数次方。"""

    method: ClassVar[str] = "逐次减半"

    times: Count = field("次数")

    def score(self, case: WeightedContext) -> Working:
        """Halve."""
        points = case.points(Fraction(case.weight) / 2**self.times)
        return Working(points, f"减半 {self.times} 次，得 {points}")
'''


@pytest.fixture
def new_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A file put among the rules, and taken away again."""
    (tmp_path / "halves.py").write_text(HALVES, "utf-8")
    monkeypatch.setattr(generator.rules, "__path__", [*generator.rules.__path__, str(tmp_path)])
    rules.cache_clear()
    yield "逐次减半"
    rules.cache_clear()
    sys.modules.pop("generator.rules.halves", None)
    vars(generator.rules).pop("halves", None)


def test_a_new_rule_is_one_new_file(new_rule: str, tmp_path: Path) -> None:
    assert new_rule in rules()

    old = "<     评分: {方法: 评定, 得分: 20}", "<   公布: {得分: 23.92, 得分率: 79.73%}"
    new = f">     评分: {{方法: {new_rule}, 次数: 2}}"
    total = "<   评价分值: 87.92", "<   评价结论: 良好", "<   得分率: 87.92%", ">   评价分值: 74.42"
    path = "content/projects/2017/menhu.yml"
    story = Story(BASE, "", (Change(path, (*old, new, *total), path),), (), "")
    found = inspect(story.lay_out(tmp_path / "home"))
    assert found.sound, joined(tuple(map(str, found.diagnostics)))
    leaf = next(leaf for leaf in found.scores["2017/menhu"].leaves() if leaf.indicator.code == "A2")
    assert (str(leaf.points), leaf.working and leaf.working.line) == ("6.50", "减半 2 次，得 6.50")

    page = docs(tmp_path / "home/content")["filling.md"].decode()
    assert f"### {new_rule}" in page and "权重 ÷ 2 的次数次方" in page

    @drawing(30)
    @given(any_rule(rules()[new_rule]), any_case())
    def the_laws_hold_for_it_too(rule: Rule, case: RuleContext) -> None:
        gives_points_within_the_weight_or_says_why_not(rule, case)

    the_laws_hold_for_it_too()
