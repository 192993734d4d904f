"""What rules may meet, for hypothesis: rules made from the annotations of their fields, and cases to score them in.

A rule is made from nothing but its annotations, or from a row of its table with some of its facts drawn anew; so a new
rule is covered without an edit here.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from hypothesis import strategies as st

from generator.core.number import Amount, Count, Measure, Percent, Rate, Rounding, RoundingMode
from generator.core.record import Record, field
from generator.load.reader import RecordReader
from generator.load.source import compose
from generator.rules import Rule, RuleContext
from tests.support.cases import HOME

TABLES = sorted((HOME / "rules").glob("*.yml"))
Setter = Callable[[Any], Record]


class Row(Record):
    """One row of a table: what is observed above, the points and the working below."""

    story: str = field("情形")
    weight: Decimal | None = field("权重", default=None)
    budget: Amount | None = field("预算", default=None)
    initial: Amount | None = field("年初预算", default=None)
    received: Amount | None = field("到位金额", default=None)
    spent: Amount | None = field("支出", default=None)
    rate: Rate | None = field("执行率", default=None)
    mode: RoundingMode = field("舍入方式", default="四舍五入")
    places: Decimal = field("小数位数", default=Decimal(2))
    rule: Rule | None = field("评分")
    points: str = field("得分")
    line: str = field("过程")

    @property
    def case(self) -> RuleContext:
        """Weight, rounding and money, as score.py would give them."""
        rounding = Rounding(self.mode, int(self.places))
        return RuleContext(self.weight, rounding, self.budget, self.spent, self.initial, self.received, self.rate)


@cache
def rows(method: str) -> tuple[Row, ...]:
    """The table of a rule, empty where it has none."""
    path = HOME / "rules" / f"{method}.yml"
    if not path.exists():
        return ()
    reader = RecordReader(path.name)
    tree = compose(path.read_text("utf-8"))
    assert tree, path
    table: tuple[Row, ...] = reader.value(tuple[Row, ...], tree, "", method)
    assert not reader.diagnostics, "\n".join(map(str, reader.diagnostics))
    return table


# ---- what a field may hold ----

# Round figures meet each other, so that targets are just met and bands touch; the others are anything.
figures = st.sampled_from((0, 1, 2, 5, 10, 60, 80, 90, 100)).map(Decimal) | st.decimals(-20, 10**6, places=3)
sums = st.sampled_from((0, 10, 100)).map(Decimal) | st.decimals(0, 10**9, places=4)
amounts = sums.map(lambda value: Amount.read(f"{value:f}万元"))


def no_minus_zero(value: Decimal) -> Decimal:
    """Zero as it is written; `-0` cannot come from a file."""
    return value or abs(value)


plains = figures.map(no_minus_zero)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    Decimal: plains,
    Percent: plains.map(lambda value: Percent.read(f"{value:f}%")),
    Rate: plains.map(lambda value: Rate.read(f"{value:f}%")),
    Measure: st.builds(lambda value, sign: Measure.read(f"{value:f}{sign}"), plains, st.sampled_from(("", "%"))),
    Amount: amounts,
    Count: st.integers(0, 100),
    bool: st.booleans(),
    str: st.text("天次份a，“", max_size=4),
}


def is_union(hint: Any) -> bool:
    """Whether a field may be left out."""
    return typing.get_origin(hint) in (types.UnionType, typing.Union)


def present(hint: Any) -> Any:
    """The annotation of a field that is there."""
    return next(arg for arg in typing.get_args(hint) if arg is not types.NoneType) if is_union(hint) else hint


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value an annotation allows."""
    if is_union(hint):
        return st.none() | anything(present(hint))
    if typing.get_origin(hint) is tuple:
        return st.lists(anything(typing.get_args(hint)[0]), max_size=4).map(tuple)
    if typing.get_origin(hint) is Literal:
        return st.sampled_from(typing.get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Record):
        return st.builds(hint, **{name: anything(inner) for name, inner in fields(hint).items()})
    return SCALARS[hint]


_hints: Callable[[Any], dict[str, Any]] = cache(typing.get_type_hints)


def fields(noun: Any) -> dict[str, Any]:
    """The annotation of each field people write, or of each field of a case."""
    hints = _hints(noun)
    return {f.name: hints[f.name] for f in dataclasses.fields(noun) if f.name != "marks"}


# ---- one fact of a rule ----


def facts(noun: type[Record]) -> list[str]:
    """The facts a rule holds, with a dot into lists: `items.times`."""
    names = []
    for name, hint in fields(noun).items():
        inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else None
        if isinstance(inner, type) and issubclass(inner, Record):
            names += [f"{name}.{below}" for below in facts(inner)]
        else:
            names.append(name)
    return names


def fact(draw: st.DrawFn, record: Any, path: str) -> tuple[Any, Setter] | None:
    """The annotation of a fact and the way to put another value in its place; None where a list on the way is empty."""
    name, _, rest = path.partition(".")
    hint, value = fields(type(record))[name], getattr(record, name)
    if typing.get_origin(hint) is not tuple:
        return present(hint), lambda new: dataclasses.replace(record, **{name: new})
    if not value:
        return None
    n = draw(st.integers(0, len(value) - 1))

    def put(new: Any) -> Record:
        changed: Record = dataclasses.replace(record, **{name: (*value[:n], new, *value[n + 1 :])})
        return changed

    if not rest:
        return typing.get_args(hint)[0], put
    below = fact(draw, value[n], rest)
    return below and (below[0], lambda new: put(below[1](new)))


@st.composite
def any_rule(draw: st.DrawFn, kind: type[Rule]) -> Rule:
    """A rule with any parameters at all, or one of its table with up to three facts drawn anew."""
    table = [row.rule for row in rows(kind.method) if row.rule]
    if not table or draw(st.integers(0, 3)) == 0:
        made: Rule = draw(anything(kind))
        return made
    rule: Any = draw(st.sampled_from(table))
    for path in draw(st.lists(st.sampled_from(facts(kind)), max_size=3)) if facts(kind) else ():
        if target := fact(draw, rule, path):
            rule = target[1](draw(anything(target[0])))
    return typing.cast(Rule, rule)


@st.composite
def any_case(draw: st.DrawFn) -> RuleContext:
    """A weight, a rounding, and money and its printed rate as far as they are known."""
    weight = draw(st.sampled_from((0, 2, 4, 5, 10)).map(Decimal) | st.decimals("0.001", 100, places=3))
    rounding = Rounding(draw(st.sampled_from(typing.get_args(RoundingMode))), draw(st.integers(0, 6)))
    budget, spent, initial, received = (draw(st.none() | amounts) for _ in range(4))
    rate = draw(st.none() | SCALARS[Rate])
    return RuleContext(weight, rounding, budget, spent, initial, received, rate)


def rank(value: Any, hint: Any) -> Any:
    """What makes one value of a fact more than another; of a choice the word declared later is more."""
    if typing.get_origin(hint) is Literal:
        return typing.get_args(hint).index(value)
    return value.number if isinstance(value, Rate) else getattr(value, "value", value)
