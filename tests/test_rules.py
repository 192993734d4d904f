"""Every scoring rule gives the points and the working of its table under tests/cases/rules."""

import re
from decimal import Decimal

import pytest
import yaml

from generator.load.reader import Reader
from generator.number import Amount, Rounding, RoundingMode
from generator.record import Record, said
from generator.rules import Case, Rule, rules
from tests.cases import HOME

TABLES = sorted((HOME / "rules").glob("*.yml"))


class Row(Record):
    """One row of a table: what is observed above, the points and the working below."""

    story: str = said("情形")
    weight: Decimal = said("权重")
    budget: Amount | None = said("预算", default=None)
    spent: Amount | None = said("支出", default=None)
    mode: RoundingMode = said("舍入方式", default="四舍五入")
    places: Decimal = said("小数位数", default=Decimal(2))
    rule: Rule | None = said("评分")
    points: str = said("得分")
    line: str = said("过程")


def rows(method: str) -> tuple[Row, ...]:
    path = HOME / "rules" / f"{method}.yml"
    reader = Reader(path.name)
    tree = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert tree, path
    found: tuple[Row, ...] = reader.value(tuple[Row, ...], tree, "", method)
    assert not reader.found, "\n".join(map(str, reader.found))
    return found


ROWS = [(path.stem, row) for path in TABLES for row in rows(path.stem)]


@pytest.mark.parametrize(("method", "row"), ROWS, ids=[f"{method}-{row.story}" for method, row in ROWS])
def test_a_rule_gives_the_points_and_the_working_of_its_table(method: str, row: Row) -> None:
    assert row.rule and row.rule.method == method
    worked = row.rule.work(Case(row.weight, Rounding(row.mode, int(row.places)), row.budget, row.spent))
    told = "无" if worked.points is None else str(worked.points)
    assert (told, worked.line) == (row.points, row.line), row.story


def test_every_rule_on_the_shelf_has_a_table_and_every_table_a_rule() -> None:
    assert {path.stem for path in TABLES} == set(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.__name__)
def test_every_rule_tells_readers_in_chinese_how_it_scores(rule: type[Rule]) -> None:
    assert re.search(r"[一-鿿]{4,}", rule.__doc__ or ""), "规则的说明（docstring）会印在评分方法页上"
    assert rule.method and rule.work is not Rule.work
